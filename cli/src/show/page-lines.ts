import { sanitize } from '../terminal/sanitize.ts'
import type { Screen } from '../terminal/screen.ts'
import { pad, wrap } from '../terminal/width.ts'
import type { Fact } from './process-facts.ts'

const labelWidth = 14

/** `label  text`, the text on as many lines as it needs, none of it left out. */
export function factLines(facts: readonly Fact[], { columns, colours }: Screen): string[] {
  return facts.flatMap(([label, text]) =>
    wrap(sanitize(text), columns - labelWidth - 2).map(
      (line, index) => `  ${colours.dim(pad(index === 0 ? label : '', labelWidth))}${line}`,
    ),
  )
}

/** A part of a page under its title; nothing when it has no lines. */
export function section(title: string, note: string, lines: readonly string[], { colours }: Screen): string[] {
  return lines.length === 0 ? [] : ['', `${colours.bold(title)}${note === '' ? '' : `  ${colours.dim(note)}`}`, ...lines]
}

/** Commands to go on with. */
export function nextLines(commands: readonly string[], { colours }: Screen): string[] {
  return ['', colours.bold('NEXT'), ...commands.map((command) => `  ${colours.green(sanitize(command))}`)]
}

/** A word of a command line that a shell takes as it is. */
export function quoted(word: string): string {
  return /^[\w./:\\-]+$/.test(word) && !word.includes('\\') ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}

/** `win11mon show` of an id; ids may begin with a dash, which is no option. */
export function showCommandLine(id: string, store: string): string {
  return id.startsWith('-') ? `win11mon show --db ${store} -- ${id}` : `win11mon show ${id} --db ${store}`
}

/** Texts below each other, each with its bullet. */
export function bulletLines(texts: readonly string[], { columns }: Screen): string[] {
  return texts.flatMap((text) => wrap(sanitize(text), columns - 4).map((line, index) => `  ${index === 0 ? '•' : ' '} ${line}`))
}
