import { RE2JS } from 're2js'

import { RuleProblem } from './rule-problem.ts'

/** A regular expression of a person: matches anywhere in a text, in time that grows with the text alone. */
export interface SafeRegex {
  test(text: string): boolean
}

const flagBits: Readonly<Record<string, number>> = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE, s: RE2JS.DOTALL }

/** Instructions a regular expression may become: `(a{1,1000}){1,1000}` is short to write. */
const maxProgramSize = 20_000

export function compileRegex(source: string, flags: string): SafeRegex {
  const bits = flags.split('').reduce((sum, flag) => sum | (flagBits[flag] ?? 0), 0)
  return RE2JS.compile(source, bits)
}

/** Look-around and back references have no bound on their time; the specification leaves them out, too. */
export function checkRegex(source: string, flags: string): void {
  let regex: RE2JS
  try {
    regex = compileRegex(source, flags) as RE2JS
  } catch (error) {
    throw new RuleProblem(`${source} is no regular expression without look-around and back references: ${messageOf(error)}`)
  }
  const size = regex.programSize()
  if (size > maxProgramSize) throw new RuleProblem(`${source} becomes ${size} steps, more than ${maxProgramSize}: repeat less`)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
