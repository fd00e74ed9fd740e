/** Log-odds arithmetic in nats. */

export function logit(probability: number): number {
  return Math.log(probability / (1 - probability))
}

export function probabilityOf(nats: number): number {
  return 1 / (1 + Math.exp(-nats))
}

/** Correlated evidence in one group: the strongest counts in full, the rest at 0.3. Order does not matter. */
export function groupWeight(weights: readonly number[]): number {
  return countedInGroup(weights).reduce((sum, weight) => sum + weight, 0)
}

/** What each weight of a group adds, the strongest first. */
export function countedInGroup(weights: readonly number[]): number[] {
  const sorted = weights.toSorted((left, right) => Math.abs(right) - Math.abs(left) || right - left)
  return sorted.map((weight, index) => (index === 0 ? weight : 0.3 * weight))
}
