/**
 * Aborted when the stream ends or fails: how whoever started a command asks it to stop where there are no signals. The service
 * host of Windows holds the other end of a pipe, and closes it.
 */
export function endOfInput(stream: NodeJS.ReadableStream): AbortSignal {
  const ended = new AbortController()
  for (const name of ['end', 'close', 'error'] as const) stream.once(name, () => ended.abort())
  stream.resume()
  return ended.signal
}
