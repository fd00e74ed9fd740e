/** Runs stages side by side. The first that ends or fails stops the others; rejects with its error after all have stopped. */
export async function untilFirstEnds(signal: AbortSignal, stages: readonly ((signal: AbortSignal) => Promise<void>)[]): Promise<void> {
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  let failure: { readonly error: unknown } | undefined
  await Promise.all(
    stages.map(async (stage) => {
      try {
        await stage(either)
      } catch (error) {
        failure ??= { error }
      } finally {
        stop.abort()
      }
    }),
  )
  if (failure !== undefined) throw failure.error
}
