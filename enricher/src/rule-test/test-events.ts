import { type Event, type EventKind, eventFields, eventKinds, newEvent } from '@win11mon/schemas'
import { suggest } from '@win11mon/pipeline'

import type { RuleTest, TestEvent, TestProcess } from './rule-test.ts'
import { TestProblem, typedFields } from './test-fields.ts'
import { windowsProcesses } from './windows-processes.ts'

/** A process of a test with everything that events say of it. */
interface Cast {
  readonly name: string
  readonly processId: number
  readonly startUs: number
  readonly process: TestProcess
}

export interface BuiltEvents {
  readonly events: readonly Event[]
  /** Process ids by name. */
  readonly processIds: ReadonlyMap<string, number>
}

/** The beginning of every test: 2025-01-15 08:00:00 UTC. */
const beginUs = Date.UTC(2025, 0, 15, 8) * 1000
/** Pids of the kernel's own processes are fixed; others are multiples of four. */
const systemProcessId = 4
const firstProcessId = 1000
/** Events that one test may make. */
const mostEvents = 100_000

/** The events of a test in order of time, numbered. Fails with `TestProblem`. */
export function testEvents(test: RuleTest): BuiltEvents {
  const cast = castOf(test)
  const events = [...lifeEvents(cast), ...ownEvents(test, cast)]
  if (events.length > mostEvents) throw new TestProblem(`it makes ${events.length} events, more than ${mostEvents}`)
  const ordered = events
    .map((event, index) => ({ event, index }))
    .toSorted((left, right) => left.event.timeUs - right.event.timeUs || left.index - right.index)
  return {
    events: ordered.map(({ event }, index) => ({ ...event, sequence: index + 1 })),
    processIds: new Map([...cast].map(([name, { processId }]) => [name, processId])),
  }
}

/** The processes of a test and those of Windows that it names. */
function castOf(test: RuleTest): Map<string, Cast> {
  const cast = new Map<string, Cast>()
  const own = expandedProcesses(test.processes)
  const add = (name: string, from: string, seen: readonly string[]): void => {
    if (cast.has(name)) return
    const process = own.get(name) ?? windowsProcesses.get(name)
    if (process === undefined) throw new TestProblem(unknownProcess(name, from, own))
    if (seen.includes(name)) throw new TestProblem(`process ${name} descends from itself`)
    for (const other of [process.parent, process.creator]) if (other !== undefined) add(other, `process ${name}`, [...seen, name])
    cast.set(name, castProcess(name, process, cast.size))
  }
  // Drivers are loaded in its name.
  add('system', 'the test', [])
  for (const name of own.keys()) add(name, 'the test', [])
  for (const { by, on, source, recipient, kind } of test.events) {
    for (const name of [by, on, source, recipient]) if (name !== undefined && !isMany(name, test)) add(name, kind, [])
  }
  for (const { actor, object } of test.expect)
    for (const name of [actor, object]) if (name !== undefined && windowsProcesses.has(name)) add(name, 'expect', [])
  return cast
}

function castProcess(name: string, process: TestProcess, index: number): Cast {
  const isKernel = process === windowsProcesses.get('system')
  // A millisecond apart, so that parents come before their children.
  const startUs = beginUs + microseconds(process.starts ?? -1) + index * 1000
  return { name, process, startUs, processId: isKernel ? systemProcessId : firstProcessId + 4 * index }
}

function unknownProcess(name: string, from: string, own: ReadonlyMap<string, TestProcess>): string {
  const names = [...own.keys(), ...windowsProcesses.keys()]
  const meant = suggest(name, names)
  return `${from} names the process ${name}, which the test does not have${meant === undefined ? '' : `: did you mean ${meant}?`}`
}

function expandedProcesses(processes: ReadonlyMap<string, TestProcess>): Map<string, TestProcess> {
  const expanded = new Map<string, TestProcess>()
  for (const [name, process] of processes) {
    if (process.times === undefined) expanded.set(name, process)
    else for (let index = 1; index <= process.times; index += 1) expanded.set(`${name}${index}`, process)
  }
  return expanded
}

function isMany(name: string, { processes }: RuleTest): boolean {
  return processes.get(name)?.times !== undefined
}

function lifeEvents(cast: ReadonlyMap<string, Cast>): Event[] {
  return [...cast.values()].flatMap((one) => {
    const { ends, seen } = one.process
    const end = { ...newEvent.process_terminate(), timeUs: beginUs + microseconds(ends ?? 0), ...actorFields(one) }
    return [...(seen === false ? [] : [createOf(one, cast)]), ...(ends === undefined ? [] : [end])]
  })
}

function createOf(one: Cast, cast: ReadonlyMap<string, Cast>): Event {
  const parent = cast.get(one.process.parent ?? '')
  const creator = cast.get(one.process.creator ?? '')
  const named = {
    ...(parent === undefined
      ? {}
      : { parentProcessId: parent.processId, parentStartUs: knownStart(parent), parentExecutable: parent.process.image ?? null }),
    ...(creator === undefined ? {} : { creatorProcessId: creator.processId, creatorStartUs: knownStart(creator) }),
  }
  const fields = typedFields('process_create', one.process.fields)
  return { ...newEvent.process_create(), timeUs: one.startUs, ...actorFields(one), ...named, ...fields }
}

/** A process that nobody saw start is known by its pid only. */
function knownStart({ process, startUs }: Cast): number | null {
  return process.seen === false ? null : startUs
}

function actorFields(one: Cast): {
  processId: number
  processStartUs: number | null
  executable: string | null
} {
  return { processId: one.processId, processStartUs: knownStart(one), executable: one.process.image ?? null }
}

function ownEvents(test: RuleTest, cast: ReadonlyMap<string, Cast>): Event[] {
  let lastSeconds = 0
  return test.events.flatMap((event) => {
    const first = event.at ?? lastSeconds + 1
    lastSeconds = first + (event.repeat - 1) * event.every
    return Array.from({ length: event.repeat }, (_, index) => {
      try {
        return eventOf(event, { index, seconds: first + index * event.every }, test, cast)
      } catch (error) {
        if (error instanceof TestProblem) throw new TestProblem(`line ${event.line}: ${error.message}`)
        throw error
      }
    })
  })
}

interface Turn {
  readonly index: number
  readonly seconds: number
}

function eventOf(event: TestEvent, { index, seconds }: Turn, test: RuleTest, cast: ReadonlyMap<string, Cast>): Event {
  const { kind, fields } = event
  if (!isKind(kind)) throw new TestProblem(unknownKind(kind))
  const member = (name: string | undefined): Cast | undefined => {
    const times = test.processes.get(name ?? '')?.times
    return cast.get(times === undefined ? (name ?? '') : `${name}${(index % times) + 1}`)
  }
  const [actor, object] = [member(event.by), member(event.on)]
  checkRoles(kind, event)
  return {
    ...newEvent[kind](),
    timeUs: beginUs + microseconds(seconds),
    ...(isHandle(kind) ? { objectType: 'process' } : {}),
    ...(actor === undefined ? {} : actorFields(actor)),
    ...(object === undefined ? {} : objectFields(object)),
    ...(kind === 'handle_duplicate' ? duplicateFields(member(event.source) ?? actor, member(event.recipient) ?? actor) : {}),
    ...typedFields(kind, fields),
  }
}

function checkRoles(kind: EventKind, { on, source, recipient }: TestEvent): void {
  if (on !== undefined && !eventFields[kind].some(({ name }) => name === 'object_process_id'))
    throw new TestProblem(`${kind} acts on no process: leave \`on\` out`)
  if (kind !== 'handle_duplicate' && (source ?? recipient) !== undefined)
    throw new TestProblem(`only handle_duplicate has a source and a recipient, not ${kind}`)
}

function isHandle(kind: EventKind): boolean {
  return kind === 'handle_create' || kind === 'handle_duplicate'
}

function duplicateFields(source: Cast | undefined, recipient: Cast | undefined): object {
  return { sourceProcessId: source?.processId ?? null, recipientProcessId: recipient?.processId ?? null }
}

function objectFields(one: Cast): object {
  const { processId, process } = one
  return { objectProcessId: processId, objectStartUs: knownStart(one), objectExecutable: process.image ?? null }
}

function isKind(kind: string): kind is EventKind {
  return eventKinds.some((known) => known === kind)
}

function unknownKind(kind: string): string {
  const meant = suggest(kind, eventKinds)
  return `there is no kind of event ${kind}${meant === undefined ? '; docs/events/ lists them' : `: did you mean ${meant}?`}`
}

function microseconds(seconds: number): number {
  return Math.round(seconds * 1e6)
}
