/** Three significant digits: what follows is noise of the arithmetic. */
export function significant(value: number): number {
  return Number(value.toPrecision(3))
}

/** The same as text; small figures as a power of ten. */
export function plain(value: number): string {
  const rounded = significant(value)
  return rounded !== 0 && Math.abs(rounded) < 0.001 ? rounded.toExponential().replace(/\.0+e/, 'e') : String(rounded)
}

export function perCent(part: number, whole: number): string {
  return whole === 0 ? 'none' : `${Math.round((part / whole) * 1000) / 10} %`
}
