import pico from 'picocolors'

/** The picocolors functions; each returns its argument unchanged when colours are off. */
export type Colours = ReturnType<typeof pico.createColors>

/** What is known of the place where text will be read. */
export interface Screen {
  readonly columns: number
  readonly colours: Colours
}

/** A stream a command writes to. */
export interface Output {
  write(text: string): void
  readonly isTerminal: boolean
  /** Width of the terminal; undefined when it is none. */
  readonly columns: number | undefined
}

/** What a command reads. */
export interface Input {
  readonly stream: NodeJS.ReadableStream
  readonly isTerminal: boolean
}

const defaultColumns = 100
const leastColumns = 40

/** Colours only on a terminal that nobody asked to be plain (NO_COLOR, TERM=dumb); the width of a pipe can be set by COLUMNS. */
export function screenOf(output: Output, environment: Readonly<Record<string, string | undefined>>): Screen {
  const hasColours = output.isTerminal && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb'
  const asked = Number(environment['COLUMNS'])
  const columns = output.columns ?? (Number.isInteger(asked) && asked > 0 ? asked : defaultColumns)
  return { columns: Math.max(columns, leastColumns), colours: pico.createColors(hasColours) }
}
