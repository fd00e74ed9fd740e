import { Readable, pipeline } from 'node:stream'

import { type Header, extract } from 'tar-stream'

interface TarEntry {
  readonly name: string
  readonly sizeBytes: number | null
  readonly chunks: AsyncIterable<Buffer>
}

/** The files of a tar stream, one after the other. What the caller leaves unread of one is passed over before the next. */
export async function* tarEntries(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const extractor = extract()
  // An error of the source destroys the extractor with it, and the loop below gets it.
  pipeline(Readable.from(source), extractor, () => undefined)
  try {
    for await (const entry of extractor) {
      const rest = entry[Symbol.asyncIterator]() as AsyncIterator<Buffer>
      if (entry.header.type === 'file') yield { name: entry.header.name, sizeBytes: sizeOf(entry.header), chunks: withoutReturn(rest) }
      while ((await rest.next()).done !== true);
    }
  } finally {
    extractor.destroy()
  }
}

function sizeOf({ size }: Header): number | null {
  return size ?? null
}

/** Leaving a loop over an entry early would end the whole archive. */
function withoutReturn(iterator: AsyncIterator<Buffer>): AsyncIterable<Buffer> {
  return { [Symbol.asyncIterator]: () => ({ next: () => iterator.next() }) }
}
