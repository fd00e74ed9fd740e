/** One figure, and whether its gate is met. */
export function print(what: string, figure: string, isMet?: boolean): void {
  process.stdout.write(`${what}: ${figure}${isMet === undefined ? '' : isMet ? '  (gate met)' : '  (gate NOT met)'}\n`)
}

export function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`
}
