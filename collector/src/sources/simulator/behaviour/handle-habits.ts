import { processRights } from '@win11mon/schemas'

import type { Host } from '../model/host.ts'
import type { Role } from '../model/program.ts'
import { type WeightedChoice, weighted } from '../model/random.ts'
import type { SimulatedProcess } from '../model/simulated-process.ts'

/** Whose handles a role opens and with which rights. */
interface Habit {
  readonly targets: 'any' | 'session' | 'children'
  readonly masks: WeightedChoice<number>
}

/** Shares as public captures show them for services: mostly queries, now and then everything. */
const serviceMasks = weighted([
  [40, 0x1400],
  [36, 0x1000],
  [6, 0x3000],
  [5, 0x101400],
  [4, 0x1410],
  [3, 0x1fffff],
  [2, 0x1478],
  [2, 0x101000],
  [1, 0x40],
  [1, 0x2000],
])

const queryMasks = weighted([
  [60, 0x1000],
  [25, 0x1400],
  [10, 0x101000],
  [5, 0x100000],
])

const noHabit: Habit | undefined = undefined

const habits: Readonly<Record<Role, Habit | undefined>> = {
  kernel: noHabit,
  critical: {
    targets: 'any',
    masks: weighted([
      [50, 0x1000],
      [20, 0x1400],
      [15, 0x3000],
      [10, 0x1fffff],
      [5, 0x1478],
    ]),
  },
  service: { targets: 'any', masks: serviceMasks },
  antivirus: {
    targets: 'any',
    masks: weighted([
      [55, 0x1000],
      [25, 0x101000],
      [15, 0x1400],
      [5, 0x1410],
    ]),
  },
  broker: {
    targets: 'session',
    masks: weighted([
      [70, 0x1000],
      [25, 0x1400],
      [5, 0x1fffff],
    ]),
  },
  browser: {
    targets: 'children',
    masks: weighted([
      [40, 0x1fffff],
      [30, 0x101400],
      [20, 0x1000],
      [10, 0x1410],
    ]),
  },
  renderer: noHabit,
  shell: {
    targets: 'session',
    masks: weighted([
      [50, 0x1000],
      [25, 0x1400],
      [15, 0x1410],
      [10, 0x101000],
    ]),
  },
  application: { targets: 'session', masks: queryMasks },
  tool: { targets: 'session', masks: queryMasks },
  intruder: noHabit,
}

/** Rights of thread handles. The bits mean other things than those of a process handle. */
const threadMasks = weighted([
  [50, 0x800],
  [20, 0x1800],
  [15, 0x100000],
  [15, 0x48],
])
const wholeThread = 0x1fffff

const threadShare = 0.1
const desktopShare = 0.01

/** Some process opens a handle, as its program usually does. */
export function openHandle(host: Host): void {
  const { random, write } = host
  const actor = host.processes.actor(random)
  const habit = habits[actor.program.role]
  if (habit === undefined) return
  if (random.chance(desktopShare) && actor.sessionId === 1) {
    write.handleCreate(actor, { object: actor, mask: random.pick([0x1ff, 0x81, 0x100]), objectType: 'desktop' })
    return
  }
  const object = chooseObject(host, actor, habit)
  if (object === undefined) return
  if (random.chance(threadShare)) write.handleCreate(actor, { object, mask: threadMask(host, actor, object), objectType: 'thread' })
  else write.handleCreate(actor, { object, mask: permitted(actor, object, habit.masks.draw(random)) })
}

/** A live process that the actor would open; undefined when a few tries find none. */
function chooseObject(host: Host, actor: SimulatedProcess, { targets }: Habit): SimulatedProcess | undefined {
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const object = host.processes.any(host.random)
    if (object === actor) continue
    if (targets === 'any' || (targets === 'children' ? object.parent === actor : object.sessionId === actor.sessionId)) return object
  }
  return undefined
}

/** What the actor gets: less than it would like where the object is protected from it. */
function permitted(actor: SimulatedProcess, object: SimulatedProcess, mask: number): number {
  const { role } = object.program
  if (role === 'critical' || role === 'kernel') return permittedOnCritical(actor, mask)
  return actor.integrityLevel < object.integrityLevel ? processRights.queryLimitedInformation : mask
}

/** Only the system's own processes get more than a query of the processes that Windows cannot run without. */
function permittedOnCritical(actor: SimulatedProcess, mask: number): number {
  const { role } = actor.program
  if (role === 'critical') return mask
  const query =
    role === 'service' || role === 'antivirus'
      ? processRights.queryInformation | processRights.queryLimitedInformation | processRights.synchronize
      : processRights.queryLimitedInformation
  return (mask & query) === 0 ? processRights.queryLimitedInformation : mask & query
}

function threadMask(host: Host, actor: SimulatedProcess, object: SimulatedProcess): number {
  if (object.program.role === 'critical' || actor.integrityLevel < object.integrityLevel) return 0x800
  return object.parent === actor ? wholeThread : threadMasks.draw(host.random)
}
