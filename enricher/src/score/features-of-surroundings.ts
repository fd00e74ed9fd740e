import type { HostTree } from '../tree/host-tree.ts'
import type { ProcessNode } from '../tree/process-node.ts'
import { baseName } from '../windows/image-path.ts'
import type { EvidenceStore } from './evidence-store.ts'
import { type Evidence, isEvidenceOf } from './evidence.ts'

/** A driver is used by what brought it, within this time. */
const driverUseUs = 600_000_000
/** A record of a load may be a little older than that of the write. */
const driverSlackUs = 1_000_000
const maxGenerations = 8
/** Between a ring and the last word of the collector before a restart. */
const beforeRestartUs = 120_000_000
const serviceManager = '\\windows\\system32\\services.exe'

/** True when the driver that the evidence names was loaded; the service manager writes for others. */
export function isDriverLoaded({ surroundings }: HostTree, { image }: ProcessNode, { object, actor }: Evidence): boolean {
  if (image === serviceManager) return false
  if (object === null || object.image === null) return object === null
  return surroundings.drivers.isLoadedWithin(baseName(object.image), actor.timeUs - driverSlackUs, actor.timeUs + driverUseUs)
}

/** Events by which an ancestor brought a driver shortly before the process was started. */
export function driversOfAncestors(tree: HostTree, evidence: EvidenceStore, node: ProcessNode): string[] {
  const found: string[] = []
  let ancestor = parentOf(tree, node)
  for (let generation = 0; generation < maxGenerations && ancestor !== undefined; generation += 1) {
    const brought = ancestor
    const own = evidence.of(brought.processId, 'B13').filter((item) => isEvidenceOf(tree, brought, item) && isShortlyBefore(item, node))
    found.push(...own.filter((item) => isDriverLoaded(tree, brought, item)).map(({ eventId }) => eventId))
    ancestor = parentOf(tree, ancestor)
  }
  return found
}

function isShortlyBefore({ actor }: Evidence, { startUs }: ProcessNode): boolean {
  return startUs !== null && startUs >= actor.timeUs && startUs - actor.timeUs <= driverUseUs
}

function parentOf(tree: HostTree, { parentId }: ProcessNode): ProcessNode | undefined {
  return parentId === null ? undefined : tree.get(parentId)
}

/** Scans that found rings of the process shortly before its machine restarted though nobody stopped it. */
export function ringsBeforeRestart(tree: HostTree, evidence: EvidenceStore, node: ProcessNode): string[] {
  const rings = evidence.of(node.processId, 'A1').filter((item) => isEvidenceOf(tree, node, item))
  if (rings.length === 0) return []
  const restarts = tree.surroundings.runs.uncleanRestarts(tree.bootTimesUs)
  const isBefore = ({ actor: { timeUs } }: Evidence): boolean =>
    restarts.some(({ lastUs, bootUs }) => timeUs < bootUs && lastUs - timeUs <= beforeRestartUs)
  return rings.filter(isBefore).map(({ eventId }) => eventId)
}
