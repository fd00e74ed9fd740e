import { readFile } from 'node:fs/promises'

import { PipelineError } from '@win11mon/pipeline'

/** A process that somebody has judged. */
export interface Label {
  readonly entityId: string
  readonly isPositive: boolean
  /** In the file, from 1. */
  readonly line: number
}

const meanings: ReadonlyMap<string, boolean> = new Map([
  ...['1', 'true', 'yes', 'malicious', 'positive', 'abuse', 'loader'].map((word) => [word, true] as const),
  ...['0', 'false', 'no', 'benign', 'negative'].map((word) => [word, false] as const),
])

const shownProblems = 10

/**
 * Lines `entity,label`; empty ones, comments (#) and a heading are passed over. Fails with INPUT_MISSING, or with INPUT_UNREADABLE that
 * names every bad line: a fit on half of the labels would be no fit on the labels.
 */
export async function readLabels(path: string): Promise<Label[]> {
  const labels: Label[] = []
  const problems: string[] = []
  const byEntity = new Map<string, Label>()
  for (const [index, text] of (await linesOf(path)).entries()) {
    const line = index + 1
    if (isPassedOver(text, labels.length + problems.length)) continue
    const label = labelOf(text, line)
    const problem = typeof label === 'string' ? label : contradiction(label, byEntity)
    if (problem !== undefined) problems.push(`line ${line}: ${problem}`)
    if (typeof label === 'string' || byEntity.has(label.entityId)) continue
    byEntity.set(label.entityId, label)
    labels.push(label)
  }
  if (problems.length > 0) throw badLines(path, problems)
  if (labels.length === 0)
    throw new PipelineError('INPUT_UNREADABLE', `${path} has no labels. Write one a line: entity id,1 or entity id,0.`)
  return labels
}

async function linesOf(path: string): Promise<string[]> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/u, '').split(/\r?\n/)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PipelineError('INPUT_MISSING', `The labels ${path} cannot be read: ${why}`, { cause })
  }
}

function isPassedOver(text: string, before: number): boolean {
  const line = text.trim()
  return line === '' || line.startsWith('#') || (before === 0 && /^(entity|entity_id)\s*,\s*label$/i.test(line))
}

/** The label, or what is wrong with the line. */
function labelOf(text: string, line: number): Label | string {
  // `win11mon query --output csv` puts an apostrophe before what a spreadsheet would compute.
  const cells = text.split(',').map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .replace(/^'(?=-)/, ''),
  )
  const [entityId = '', word = ''] = cells
  if (cells.length !== 2 || entityId === '') return `not entity,label: ${text.slice(0, 80)}`
  const isPositive = meanings.get(word.toLowerCase())
  if (isPositive === undefined) return `label ${word.slice(0, 40)}: give one of ${[...meanings.keys()].join(', ')}`
  return { entityId, isPositive, line }
}

function contradiction(label: Label, byEntity: ReadonlyMap<string, Label>): string | undefined {
  const known = byEntity.get(label.entityId)
  if (known === undefined || known.isPositive === label.isPositive) return undefined
  return `${label.entityId} has the other label on line ${known.line}`
}

export function badLines(path: string, problems: readonly string[]): PipelineError {
  const shown = problems.slice(0, shownProblems).join('; ')
  const rest = problems.length > shownProblems ? `; and ${problems.length - shownProblems} more` : ''
  return new PipelineError('INPUT_UNREADABLE', `${path} cannot be used: ${shown}${rest}.`)
}
