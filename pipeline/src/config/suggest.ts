/** The candidate that was probably meant, or undefined when none is close. */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase())
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

const longestWord = 80

/** Insertions, deletions and replacements that turn one word into the other; overlong words count as far apart. */
function editDistance(left: string, right: string): number {
  if (left.length > longestWord || right.length > longestWord) return Infinity
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (const [leftIndex, letter] of left.split('').entries()) {
    const next = [leftIndex + 1]
    for (const [rightIndex, other] of right.split('').entries()) {
      const replaced = (row[rightIndex] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(replaced, (row[rightIndex + 1] ?? 0) + 1, (next[rightIndex] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
