const grouping = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** Whole number with thousands separators: 1,234,567. */
export function formatCount(count: number): string {
  return grouping.format(count)
}

/** `1 host`, `2 hosts`; `plural` where an s is not enough. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`
}

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** Three significant digits at most: 17 B, 1.4 KiB, 120 MiB. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < byteUnits.length - 1) {
    value /= 1024
    unit += 1
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1
  return `${value.toFixed(digits)} ${byteUnits[unit] ?? 'B'}`
}

/** 0.4 s, 12 s, 3 min 20 s, 2 h 05 min. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return joinUnits(Math.floor(whole / 60), 'min', whole % 60, 's')
  return joinUnits(Math.floor(whole / 3600), 'h', Math.round((whole % 3600) / 60), 'min')
}

function joinUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${String(small).padStart(2, '0')} ${smallUnit}`
}

/** 0.2 %, 99.9 %; never rounded to a certainty that nobody claims. */
export function formatProbability(probability: number): string {
  if (probability > 0 && probability < 0.001) return '<0.1 %'
  if (probability < 1 && probability > 0.999) return '>99.9 %'
  return `${(probability * 100).toFixed(1)} %`
}

/** `2025-01-15 08:02:03` in UTC. */
export function formatTime(timeUs: number): string {
  const date = new Date(timeUs / 1000)
  return Number.isNaN(date.getTime()) ? String(timeUs) : date.toISOString().slice(0, 19).replace('T', ' ')
}

/** `08:02:03` in UTC. */
export function formatClock(timeUs: number): string {
  return formatTime(timeUs).slice(11)
}
