import { processRights } from '@win11mon/schemas'

import { type Host, landmark } from '../model/host.ts'
import { weighted } from '../model/random.ts'
import type { SimulatedProcess } from '../model/simulated-process.ts'

type Copying = (host: Host) => void

const copyings = weighted<Copying>([
  [40, giveToChild],
  [10, takeFromChild],
  [20, brokerHandsOver],
  [10, sessionManagerHandsOver],
  [15, serviceKeepsOwnCopy],
  [5, serviceHandsToKernel],
])

const harmlessMasks = [
  processRights.queryLimitedInformation,
  processRights.synchronize,
  processRights.queryLimitedInformation | processRights.synchronize,
] as const

/** Some process duplicates a handle, as brokers, browsers and services do all day. */
export function copyHandle(host: Host): void {
  copyings.draw(host.random)(host)
}

/** A browser gives one of its processes a handle to itself. */
function giveToChild(host: Host): void {
  const child = anyRenderer(host)
  if (child?.parent == null) return
  const { parent } = child
  host.write.handleDuplicate(parent, { source: parent, recipient: child, object: child, mask: host.random.pick(harmlessMasks) })
}

/** A browser takes a handle out of one of its processes. */
function takeFromChild(host: Host): void {
  const child = anyRenderer(host)
  if (child?.parent == null) return
  const { parent } = child
  host.write.handleDuplicate(parent, {
    source: child,
    recipient: parent,
    object: child,
    mask: processRights.queryLimitedInformation | processRights.queryInformation,
  })
}

function brokerHandsOver(host: Host): void {
  const broker = find(host, (process) => process.program.role === 'broker')
  const recipient = find(host, (process) => process.sessionId === 1 && process.program.role === 'application')
  if (broker === undefined || recipient === undefined) return
  host.write.handleDuplicate(broker, { source: broker, recipient, object: recipient, mask: processRights.queryLimitedInformation })
}

function sessionManagerHandsOver(host: Host): void {
  const actor = landmark(host, 'csrss')
  const recipient = find(host, (process) => process.program.role === 'service' && process.sessionId === 0)
  if (recipient === undefined) return
  host.write.handleDuplicate(actor, {
    source: actor,
    recipient,
    object: recipient,
    mask: processRights.queryLimitedInformation | processRights.synchronize,
  })
}

/** Same rights or fewer than any open would have given. */
function serviceKeepsOwnCopy(host: Host): void {
  const actor = find(host, (process) => process.program.role === 'service')
  const object = host.processes.any(host.random)
  if (actor === undefined || object === actor) return
  host.write.handleDuplicate(actor, { source: actor, recipient: actor, object, mask: host.random.pick(harmlessMasks) })
}

function serviceHandsToKernel(host: Host): void {
  const actor = find(host, (process) => process.program.role === 'service')
  if (actor === undefined) return
  const recipient = landmark(host, 'system')
  host.write.handleDuplicate(actor, {
    source: actor,
    recipient,
    object: actor,
    mask: processRights.queryLimitedInformation,
    isKernelHandle: true,
  })
}

function anyRenderer(host: Host): SimulatedProcess | undefined {
  return find(host, (process) => process.program.role === 'renderer')
}

/** A live process that fits, found by a few draws; undefined when none of them does. */
function find(host: Host, fits: (process: SimulatedProcess) => boolean): SimulatedProcess | undefined {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const process = host.processes.any(host.random)
    if (fits(process)) return process
  }
  return undefined
}
