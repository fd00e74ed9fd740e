import * as z from 'zod'

import { severities } from '../detect/severity.ts'
import type { RefusedTest, RuleTest, TestEvent, TestProcess } from './rule-test.ts'

export interface ParsedTests {
  readonly tests: readonly RuleTest[]
  readonly refused: readonly RefusedTest[]
}

const mostTimes = 10_000

const processShape = z
  .looseObject({
    image: z.string().min(1).optional(),
    parent: z.string().optional(),
    creator: z.string().optional(),
    starts: z.number().optional(),
    ends: z.number().optional(),
    times: z.int().min(1).max(mostTimes).optional(),
    seen: z.boolean().optional(),
  })
  .transform(({ image, parent, creator, starts, ends, times, seen, ...fields }): TestProcess => ({
    image,
    parent,
    creator,
    starts,
    ends,
    times,
    seen,
    fields,
  }))

const eventShape = z.looseObject({
  by: z.string().optional(),
  on: z.string().optional(),
  source: z.string().optional(),
  recipient: z.string().optional(),
  at: z.number().optional(),
  repeat: z.int().min(1).max(mostTimes).default(1),
  every: z.number().min(0).default(0.01),
})

const expectation = z.strictObject({
  severity: z.enum(severities).optional(),
  actor: z.string().optional(),
  object: z.string().optional(),
  occurrences: z.int().min(1).optional(),
  reason: z.string().min(1).optional(),
})

const testShape = z
  .strictObject({
    rule: z.string().min(1).optional(),
    name: z.string().min(1),
    processes: z.record(z.string(), processShape).default({}),
    events: z.array(z.record(z.string(), z.unknown())).default([]),
    capture: z
      .union([
        z
          .string()
          .min(1)
          .transform((one) => [one]),
        z.array(z.string().min(1)),
      ])
      .default([]),
    expect: z.union([z.literal('nothing').transform(() => []), z.array(expectation)]),
  })
  .refine(({ events, capture }) => events.length > 0 !== capture.length > 0, 'a test has either events or a capture')

const fileShape = z.strictObject({ rule: z.string().min(1).optional(), tests: z.array(z.unknown()).min(1) })

/** A value with the line that each part of it stands on. */
interface Located {
  readonly value: unknown
  lineOf(path: readonly PropertyKey[]): number
}

/**
 * The tests of one file: YAML with `rule` and `tests`, several such documents, or one test a line as JSON (`.ndjson`). What is none is
 * among `refused`, with its line; it stops none of the others.
 */
export async function parseTests(text: string, path: string): Promise<ParsedTests> {
  const tests: RuleTest[] = []
  const refused: RefusedTest[] = []
  for (const document of path.endsWith('.ndjson') ? linesIn(text) : await documentsIn(text)) {
    if (document instanceof UnreadableDocument) refused.push({ path, line: document.line, reason: document.message })
    else if (isOneTest(document.value)) takeTest(document, [], { path, tests, refused })
    else takeFile(document, { path, tests, refused })
  }
  return { tests, refused }
}

interface Collection {
  readonly path: string
  readonly tests: RuleTest[]
  readonly refused: RefusedTest[]
}

class UnreadableDocument extends Error {
  readonly line: number
  constructor(message: string, line: number) {
    super(message)
    this.line = line
  }
}

async function documentsIn(text: string): Promise<(Located | UnreadableDocument)[]> {
  const { LineCounter, isNode, parseAllDocuments } = await import('yaml')
  const lines = new LineCounter()
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false })
  if (!Array.isArray(documents)) return []
  return documents.map((document) => {
    const [error] = document.errors
    if (error !== undefined) return new UnreadableDocument(`no YAML: ${error.message}`, lines.linePos(error.pos[0]).line)
    const startOf = (path: readonly PropertyKey[]): number => {
      const node = path.length === 0 ? document.contents : document.getIn(path, true)
      return isNode(node) ? (node.range?.[0] ?? 0) : path.length === 0 ? 0 : startOf(path.slice(0, -1))
    }
    return { value: document.toJS({ maxAliasCount: 100 }) as unknown, lineOf: (path) => lines.linePos(startOf(path)).line }
  })
}

function linesIn(text: string): (Located | UnreadableDocument)[] {
  return text.split('\n').flatMap((line, index): (Located | UnreadableDocument)[] => {
    if (line.trim() === '') return []
    try {
      return [{ value: JSON.parse(line) as unknown, lineOf: () => index + 1 }]
    } catch (error) {
      return [new UnreadableDocument(`no JSON: ${error instanceof Error ? error.message : String(error)}`, index + 1)]
    }
  })
}

function isOneTest(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'expect' in value
}

function takeFile(document: Located, collection: Collection): void {
  const { data, error } = fileShape.safeParse(document.value)
  if (data === undefined) return refuse(document, error, [], collection)
  for (const index of data.tests.keys()) takeTest(document, ['tests', index], collection, data.rule)
}

function takeTest(document: Located, place: readonly PropertyKey[], collection: Collection, ruleOfFile?: string): void {
  const value = place.reduce<unknown>((inner, key) => (inner as Readonly<Record<PropertyKey, unknown>>)[key], document.value)
  const { data, error } = testShape.safeParse(value)
  if (data === undefined) return refuse(document, error, place, collection)
  const { path, tests, refused } = collection
  const line = document.lineOf(place)
  const rule = data.rule ?? ruleOfFile
  if (rule === undefined) {
    refused.push({ path, line, reason: `"${data.name}" names no rule: give it, or the file, a rule` })
    return
  }
  const events: TestEvent[] = []
  for (const [index, entry] of data.events.entries()) {
    const event = eventOf(entry, document.lineOf([...place, 'events', index]))
    if (typeof event === 'string') {
      refused.push({ path, line: document.lineOf([...place, 'events', index]), reason: event })
      return
    }
    events.push(event)
  }
  const { name, processes, capture, expect } = data
  tests.push({ rule, name, processes: new Map(Object.entries(processes)), events, captures: capture, expect, path, line })
}

/** `{kind: {fields}}`, or what is wrong with it. */
function eventOf(entry: Readonly<Record<string, unknown>>, line: number): TestEvent | string {
  const [[kind, value] = ['', undefined], ...more] = Object.entries(entry)
  if (kind === '' || more.length > 0) return 'an event is one kind with its fields, as in handle_create: { by: tool, on: lsass }'
  const { data, error } = eventShape.safeParse(value ?? {})
  if (data === undefined) return `${kind}: ${issueText(error)}`
  const { by, on, source, recipient, at, repeat, every, ...fields } = data
  return { kind, by, on, source, recipient, at, repeat, every, fields, line }
}

function refuse(document: Located, error: z.ZodError, place: readonly PropertyKey[], { path, refused }: Collection): void {
  const at = error.issues[0]?.path ?? []
  refused.push({ path, line: document.lineOf([...place, ...at]), reason: issueText(error) })
}

function issueText({ issues: [issue] }: z.ZodError): string {
  if (issue === undefined) return 'it is no test'
  const where = issue.path.map(String).join('.')
  return where === '' ? issue.message : `${where}: ${issue.message}`
}
