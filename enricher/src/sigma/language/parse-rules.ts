import { hashedId } from '@win11mon/schemas'

import { type Severity, severities } from '../../detect/severity.ts'
import { parseCorrelation } from './parse-correlation.ts'
import { parseDetection } from './parse-detection.ts'
import type { Placeholders } from './modifiers.ts'
import { type YamlMap, isMap, readYaml, textOf, textsOf } from './read-yaml.ts'
import { RuleProblem } from './rule-problem.ts'
import type { LogSource, RefusedRule, RuleFacts, SigmaDocument } from './rule.ts'

export interface ParsedRules {
  readonly documents: readonly SigmaDocument[]
  readonly refused: readonly RefusedRule[]
}

/** The rules of one file. A document that cannot be read is refused with its reason and stops none of the others. */
export function parseRules(text: string, path: string, placeholders: Placeholders = {}): ParsedRules {
  const documents: SigmaDocument[] = []
  const refused: RefusedRule[] = []
  let shared: YamlMap = {}
  for (const value of readYaml(text)) {
    // What a document with action global says holds for those behind it.
    const action = isMap(value) ? value['action'] : undefined
    if (isMap(value) && action === 'global') shared = value
    else if (action === 'reset') shared = {}
    else collect(isMap(value) ? merged(shared, value) : value, { path, placeholders, documents, refused })
  }
  return { documents, refused }
}

interface Collection {
  readonly path: string
  readonly placeholders: Placeholders
  readonly documents: SigmaDocument[]
  readonly refused: RefusedRule[]
}

function collect(value: unknown, { path, placeholders, documents, refused }: Collection): void {
  try {
    if (value instanceof RuleProblem) throw value
    if (!isMap(value)) throw new RuleProblem('it is no rule: a rule is a map with title, logsource and detection')
    documents.push(parseDocument(value, path, placeholders))
  } catch (error) {
    if (!(error instanceof RuleProblem)) throw error
    const [id, title] = isMap(value) ? [textOf(value['id']), textOf(value['title'])] : [null, null]
    refused.push({ path, id, title, reason: error.message })
  }
}

function merged(shared: YamlMap, own: YamlMap): YamlMap {
  const { action: _action, ...inherited } = shared
  const joined: Record<string, unknown> = { ...inherited }
  for (const [key, value] of Object.entries(own)) {
    const before = joined[key]
    joined[key] = isMap(before) && isMap(value) ? merged(before, value) : value
  }
  return joined
}

function parseDocument(document: YamlMap, path: string, placeholders: Placeholders): SigmaDocument {
  const facts = factsOf(document, path)
  const { correlation, filter, detection } = document
  if (isMap(correlation)) return parseCorrelation(facts, correlation)
  const logSource = logSourceOf(document['logsource'])
  if (!isMap(filter)) return { ...facts, type: 'rule', logSource, expression: parseDetection(detection, placeholders) }
  const { rules, ...searches } = filter
  const named = rules === undefined || rules === 'any' ? null : textsOf(rules)
  return {
    type: 'filter',
    id: facts.id,
    title: facts.title,
    path,
    logSource,
    rules: named,
    expression: parseDetection(searches, placeholders),
  }
}

/** Rules that their authors took back. */
const retiredStatuses: ReadonlySet<string> = new Set(['deprecated', 'unsupported'])

function factsOf(document: YamlMap, path: string): RuleFacts {
  const title = textOf(document['title'])
  if (title === null || title === '') throw new RuleProblem('it has no title')
  const status = textOf(document['status'])
  if (status !== null && retiredStatuses.has(status)) throw new RuleProblem(`its author calls it ${status}`)
  return {
    id: idOf(document['id'], [path, title, textOf(document['name']) ?? '']),
    title,
    name: textOf(document['name']),
    description: textOf(document['description']),
    severity: severityOf(document['level']),
    tags: textsOf(document['tags']),
    falsePositives: textsOf(document['falsepositives']),
    references: textsOf(document['references']),
    shownFields: textsOf(document['fields']),
    path,
  }
}

/** The specification asks for a UUID; people write others, too. */
const idForm = /^[\w.-]{1,100}$/

/** Alerts are known by the id of their rule, so it has to be the same in every run. */
function idOf(value: unknown, otherwise: readonly string[]): string {
  const id = textOf(value)
  if (id === null) return `sigma-${hashedId([...otherwise])}`
  if (!idForm.test(id)) throw new RuleProblem(`its id ${id.slice(0, 60)} is not made of letters, digits, dots and dashes: use a UUID`)
  return id.toLowerCase()
}

function severityOf(level: unknown): Severity {
  if (level === undefined || level === null) return 'medium'
  const severity = severities.find((known) => known === level)
  if (severity !== undefined) return severity
  throw new RuleProblem(`its level ${textOf(level) ?? 'that is no text'} is none of ${severities.join(', ')}`)
}

function logSourceOf(value: unknown): LogSource {
  if (!isMap(value)) throw new RuleProblem('it has no logsource')
  const part = (name: string): string | null => textOf(value[name])?.toLowerCase() ?? null
  return { product: part('product'), category: part('category'), service: part('service') }
}
