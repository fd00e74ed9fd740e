let rememberedSecond = NaN
let rememberedText = ''

/** ISO 8601 in UTC with microseconds. Events of one second come together, so its text is remembered. */
export function isoTime(timeUs: number): string {
  const second = Math.floor(timeUs / 1_000_000)
  if (second !== rememberedSecond) {
    const date = new Date(second * 1000)
    rememberedText = Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, -4)
    rememberedSecond = second
  }
  if (rememberedText === '') return String(timeUs)
  return `${rememberedText}${String(timeUs - second * 1_000_000).padStart(6, '0')}Z`
}

/** Texts that are kept at most; they are dropped whole when very many processes fill it. */
const maxStarts = 10_000
const textsByStart = new Map<number, string>()

/** `isoTime` of a process's start, which every event of the process repeats. */
export function isoStart(startUs: number): string {
  const known = textsByStart.get(startUs)
  if (known !== undefined) return known
  if (textsByStart.size >= maxStarts) textsByStart.clear()
  const text = isoTime(startUs)
  textsByStart.set(startUs, text)
  return text
}

const form = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{6})Z$/u
let readText = ''
let readSecondUs = NaN

/** The microseconds since 1970 behind the text of `isoTime`, or undefined when it is none. */
export function readIsoTime(text: string): number | undefined {
  const [, second = '', microseconds] = form.exec(text) ?? []
  if (second !== readText) {
    readSecondUs = Date.parse(`${second}Z`) * 1000
    readText = second
  }
  const timeUs = readSecondUs + Number(microseconds)
  return Number.isNaN(timeUs) ? undefined : timeUs
}
