import type { Histogram } from './figures.ts'

/** A score of a millionth and one of a tenth are different answers; bins are powers of ten, then the bands. */
const upTo = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 0.5, 0.9, 1] as const

export function histogramOf(probabilities: readonly number[]): Histogram {
  const counts = upTo.map(() => 0)
  for (const probability of probabilities) {
    const bin = upTo.findIndex((end) => probability <= end)
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return { upTo, counts }
}
