import type { Activity } from '../model/agenda.ts'
import { type Host, landmark } from '../model/host.ts'
import { endThread, startThread } from '../model/process-life.ts'
import { type WeightedChoice, weighted } from '../model/random.ts'
import { createRegistryChanges, type RegistryChanges } from '../windows/registry-keys.ts'
import { lateLibraries } from '../windows/libraries.ts'
import { copyHandle } from './handle-copies.ts'
import { openHandle } from './handle-habits.ts'

const backgroundKinds = [
  'handle_create',
  'image_load',
  'registry_operation',
  'thread_create',
  'thread_terminate',
  'handle_duplicate',
] as const
type BackgroundKind = (typeof backgroundKinds)[number]

/**
 * Share of all events by kind. Handle opens, image loads, registry operations and process creates stand to each other
 * as in public captures; threads, which those do not record, are an estimate.
 */
export const kindShares: Readonly<Record<BackgroundKind, number>> = {
  handle_create: 0.405,
  image_load: 0.24,
  registry_operation: 0.1,
  thread_create: 0.1,
  thread_terminate: 0.1,
  handle_duplicate: 0.04,
}

const actions: Readonly<Record<BackgroundKind, (host: Host, registry: RegistryChanges) => void>> = {
  handle_create: openHandle,
  handle_duplicate: copyHandle,
  image_load: loadLate,
  registry_operation: changeRegistry,
  thread_create: startAnyThread,
  thread_terminate: endAnyThread,
}

/** Actions between two looks at how far each kind is from its share. */
const actionsPerPlan = 64
const mostThreads = 48
/** Console control handlers run in a thread that the session's csrss creates. */
const controlHandlerShare = 0.002

/**
 * Fills the time between what programs do, so that the host reaches its rate and its shares of kinds: whatever launches
 * have produced too little of is done more often.
 */
export function* background(host: Host): Activity {
  const registry = createRegistryChanges(host.random, host.userSid)
  const pace = createPace(host)
  for (;;) {
    const plan = planActions(host)
    for (let count = 0; count < actionsPerPlan; count += 1) {
      actions[plan.draw(host.random)](host, registry)
      yield pace()
    }
  }
}

function planActions(host: Host): WeightedChoice<BackgroundKind> {
  const { recorder } = host
  const aim = recorder.total + actionsPerPlan
  return weighted(backgroundKinds.map((kind) => [Math.max(0.1, kindShares[kind] * aim - recorder.countOf(kind)), kind] as const))
}

/** Time to the next action: as long as the host is ahead of its rate it rests; otherwise it acts at up to twice its rate. */
function createPace(host: Host): () => number {
  const { agenda, recorder, random, eventsPerSecond } = host
  const gapUs = 1_000_000 / eventsPerSecond
  const startUs = agenda.nowUs
  const startTotal = recorder.total

  return () => {
    const ahead = recorder.total - startTotal - (agenda.nowUs - startUs) / gapUs
    return ahead > 1 ? Math.min(ahead, 200) * gapUs : random.between(1, Math.ceil(gapUs))
  }
}

function loadLate(host: Host): void {
  const process = host.processes.actor(host.random)
  if (process.program.role !== 'kernel') host.write.imageLoad(process, host.random.pick(lateLibraries))
}

function changeRegistry(host: Host, registry: RegistryChanges): void {
  const actor = host.processes.actor(host.random)
  host.write.registryOperation(actor, registry.pick(actor.sessionId))
}

function startAnyThread(host: Host): void {
  const process = host.processes.actor(host.random)
  if (process.threadIds.length >= mostThreads) return
  const isControlHandler = process.program.role === 'tool' && host.random.chance(controlHandlerShare)
  startThread(host, isControlHandler ? landmark(host, 'csrss') : process, process)
}

function endAnyThread(host: Host): void {
  const process = host.processes.actor(host.random)
  if (process.threadIds.length > 2) endThread(host, process)
}
