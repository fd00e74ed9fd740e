import type { Event, HandleCreate, HandleDuplicate, ProcessCreate, ProcessSnapshot, ThreadCreate } from '@win11mon/schemas'

import { keyOf, lifetimesOf } from './lifetimes.ts'

/** A rule's id and the file name of the actor. */
export interface ReferenceFinding {
  readonly rule: string
  readonly actor: string
}

type Started = ProcessCreate | ProcessSnapshot
type Lookup = (processId: number | null, startUs: number | null) => Started | undefined
type Found = (rule: string, actor: Started) => void

const gainable = 0x10 | 0x20 | 0x40 | 0x2 | 0x80
const criticalNames = new Set(['lsass.exe', 'csrss.exe', 'winlogon.exe', 'services.exe', 'smss.exe', 'wininit.exe'])
const abusableNames = new Set(['powershell.exe', 'rundll32.exe', 'cmd.exe', 'msiexec.exe', 'taskhostw.exe', 'dllhost.exe', 'conhost.exe'])

/**
 * The handle rules read as plainly as possible, over a whole run at once: what a simulated host must and must not do is
 * judged by these and not by the product's detectors.
 */
export function referenceFindings(events: readonly Event[]): ReferenceFinding[] {
  const lifetimes = lifetimesOf(events)
  const started: Lookup = (processId, startUs) => lifetimes.get(keyOf(processId, startUs))?.start
  const findings: ReferenceFinding[] = []
  const found: Found = (rule, actor) => void findings.push({ rule, actor: nameOf(actor) })
  const opened: HandleCreate[] = []
  for (const event of events.toSorted((left, right) => left.timeUs - right.timeUs)) {
    const actor = 'processId' in event ? started(event.processId, event.processStartUs) : undefined
    if (actor === undefined) continue
    if (event.kind === 'process_create') checkParent(event, { opened, started, found })
    if (event.kind === 'thread_create') checkThread(event, actor, { opened, found })
    if (event.kind !== 'handle_create' && event.kind !== 'handle_duplicate') continue
    const object = started(event.objectProcessId, event.objectStartUs)
    if (object === undefined || event.objectType !== 'process') continue
    if (event.kind === 'handle_duplicate') checkDuplicate(event, actor, { opened, started, found })
    else checkOpen(event, actor, { object, opened, found })
  }
  return findings
}

/** Keeps the list short: queries of trusted services matter to no rule. */
function isMemorable(event: HandleCreate, actor: Started): boolean {
  return !isTrusted(actor) || ((event.grantedAccess ?? 0) & gainable) !== 0
}

function checkOpen(event: HandleCreate, actor: Started, context: { object: Started; opened: HandleCreate[]; found: Found }): void {
  findOpen(event, actor, context)
  if (isMemorable(event, actor)) context.opened.push(event)
}

function findOpen(event: HandleCreate, actor: Started, context: { object: Started; opened: readonly HandleCreate[]; found: Found }): void {
  const { object, opened, found } = context
  const granted = event.grantedAccess ?? 0
  if (isTrusted(actor)) return
  if (criticalNames.has(nameOf(object)) && (granted & 0x40) !== 0) found('HD-02', actor)
  if (nameOf(object) === 'lsass.exe' && (granted & 0x10) !== 0) found('HD-08', actor)
  const burst = [...opened, event].filter((other) => sameActor(other, event) && isDuplicable(other) && event.timeUs - other.timeUs <= 10e6)
  if (isDuplicable(event) && new Set(burst.map((other) => keyOf(other.objectProcessId, other.objectStartUs))).size >= 10)
    found('HD-05', actor)
}

function isDuplicable({ grantedAccess }: HandleCreate): boolean {
  return ((grantedAccess ?? 0) & 0x40) !== 0 && grantedAccess !== 0x1fffff
}

function checkDuplicate(
  event: HandleDuplicate,
  actor: Started,
  context: { opened: readonly HandleCreate[]; started: Lookup; found: Found },
): void {
  const { opened, started, found } = context
  const isThirdParty = event.processId === event.recipientProcessId && event.sourceProcessId !== event.recipientProcessId
  if (isThirdParty && !isTrusted(actor) && !isChildOf(started(event.sourceProcessId, event.sourceStartUs), actor)) found('HD-03', actor)
  if (event.processId !== event.sourceProcessId || event.processId !== event.recipientProcessId) return
  const before = opened.findLast((other) => sameActor(other, event) && sameObject(other, event) && event.timeUs - other.timeUs <= 60e6)
  const gained = (event.grantedAccess ?? 0) & ~(before?.grantedAccess ?? 0) & gainable
  if (gained !== 0) found('HD-01', actor)
}

function checkParent(event: ProcessCreate, context: { opened: readonly HandleCreate[]; started: Lookup; found: Found }): void {
  const creator = context.started(event.creatorProcessId, event.creatorStartUs)
  const parent = context.started(event.parentProcessId, event.parentStartUs)
  if (creator === undefined || parent === undefined || creator === parent) return
  const prepared = context.opened.some(
    (other) =>
      keyOf(other.processId, other.processStartUs) === keyOf(creator.processId, creator.processStartUs) &&
      keyOf(other.objectProcessId, other.objectStartUs) === keyOf(parent.processId, parent.processStartUs) &&
      ((other.grantedAccess ?? 0) & 0x80) !== 0 &&
      event.timeUs - other.timeUs <= 30e6,
  )
  if (prepared && (creator.integrityLevel ?? 0) < 0x4000 && (parent.integrityLevel ?? 0) >= 0x4000) context.found('HD-11', creator)
}

function checkThread(event: ThreadCreate, actor: Started, context: { opened: readonly HandleCreate[]; found: Found }): void {
  const written = context.opened.some(
    (other) => sameActor(other, event) && sameObject(other, event) && ((other.grantedAccess ?? 0) & 0x28) === 0x28,
  )
  if (event.objectProcessId !== event.processId && written && !isTrusted(actor)) context.found('HD-12', actor)
}

function isChildOf(process: Started | undefined, parent: Started): boolean {
  return process !== undefined && process.parentProcessId === parent.processId && process.parentStartUs === parent.processStartUs
}

function sameActor(left: HandleCreate, right: { processId: number; processStartUs: number | null }): boolean {
  return left.processId === right.processId && left.processStartUs === right.processStartUs
}

function sameObject(left: HandleCreate, right: { objectProcessId: number | null; objectStartUs: number | null }): boolean {
  return left.objectProcessId === right.objectProcessId && left.objectStartUs === right.objectStartUs
}

function isTrusted(process: Started): boolean {
  const isSignedByMicrosoft = process.signature?.startsWith('Microsoft') ?? process.executable === 'System'
  const isProtected = /^(C:\\Windows\\System32\\|System$)/i.test(process.executable ?? '')
  return isSignedByMicrosoft && isProtected && !abusableNames.has(nameOf(process))
}

function nameOf(process: Started): string {
  const path = process.executable ?? ''
  return path.slice(path.lastIndexOf('\\') + 1).toLowerCase()
}
