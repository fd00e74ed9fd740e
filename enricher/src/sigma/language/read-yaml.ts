import type { Document } from 'yaml'
import { parseAllDocuments } from 'yaml'

import { RuleProblem } from './rule-problem.ts'

/** Characters of one file of rules. */
const maxFileLength = 1024 * 1024

export type YamlMap = Readonly<Record<string, unknown>>

/** The documents of a file, each as a plain value, or as a RuleProblem that says what is wrong with it. */
export function readYaml(text: string): unknown[] {
  if (text.length > maxFileLength) return [new RuleProblem(`it is longer than ${maxFileLength} characters: split it`)]
  const documents = parseAllDocuments(text, { prettyErrors: true, uniqueKeys: true })
  return 'empty' in documents ? [] : documents.map(valueOf).filter((value) => value !== null)
}

function valueOf(document: Document.Parsed): unknown {
  const [error] = document.errors
  if (error !== undefined) return new RuleProblem(`it is no YAML: ${error.message.split('\n')[0] ?? ''}`)
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown
  } catch (cause) {
    return new RuleProblem(`it is no YAML: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

export function isMap(value: unknown): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof RuleProblem)
}

/** One text or a list of them; nothing for anything else. */
export function textsOf(value: unknown): string[] {
  return [value].flat().flatMap((one) => (typeof one === 'string' || typeof one === 'number' ? [String(one)] : []))
}

export function textOf(value: unknown): string | null {
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}
