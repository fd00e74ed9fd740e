import type { FileCreate, ImageLoad } from '@win11mon/schemas'

import { type ProcessNode, imageName } from '../../tree/process-node.ts'
import { baseName, imageKey } from '../../windows/image-path.ts'
import { isOutsideProtected } from '../../windows/trust.ts'
import { type Finding, type Rule, type RuleContext, aRule } from '../rule.ts'
import type { WindowItem } from '../time-window.ts'

const windowUs = 600_000_000

interface Drop extends WindowItem {
  readonly eventId: string
  readonly entityId: string
}

type Context = RuleContext<{ drops: Drop }>

/** Who brings a driver of his own decides what the kernel does. */
export const driverLoad: Rule = aRule<{ drops: Drop }>({
  id: 'IM-03',
  name: 'Driver loaded that a process has just written, or that is not signed',
  techniques: [
    { id: 'T1068', name: 'Exploitation for Privilege Escalation' },
    { id: 'T1543.003', name: 'Create or Modify System Process: Windows Service' },
  ],
  meaning:
    'A kernel driver was loaded that an untrusted process wrote shortly before, that has no signature, or that lies where others can write.',
  whatToDo:
    'Keep the file, look up its hash (signed drivers with holes are published), and take the host off the network: the kernel can not be trusted.',
  falsePositives: 'Installers of hardware, virtual machines and security tools in the hands of an administrator.',
  kinds: ['image_load', 'file_create'],
  windows: { drops: windowUs },
  concerns(event) {
    if (event.kind === 'file_create') return event.filePath?.toLowerCase().endsWith('.sys') === true
    return event.kind === 'image_load' && event.processId === 0
  },
  evaluate(event, context) {
    if (event.kind === 'file_create') rememberDrop(event, context)
    return event.kind === 'image_load' ? evaluateLoad(event, context) : undefined
  },
})

/** By its name: the path of a driver is written in other ways than that of a file. */
function rememberDrop({ filePath, timeUs }: FileCreate, context: Context): void {
  const { actor, eventId, windows } = context
  const name = baseName(imageKey(filePath) ?? '')
  if (name !== '' && !context.isTrusted(actor)) windows.drops.add('', name, { timeUs, eventId, entityId: actor.entityId })
}

function evaluateLoad(event: ImageLoad, context: Context): Finding | undefined {
  const image = imageKey(event.imagePath)
  if (image === null) return undefined
  const drop = context.windows.drops.recent('', baseName(image), event.timeUs).at(-1)
  const load: DriverLoad = { event, image, drop, dropper: drop === undefined ? undefined : context.tree.get(drop.entityId) }
  if (load.dropper === undefined && event.isSigned !== false && !isOutsideProtected(image)) return undefined
  return loaded(load, context)
}

interface DriverLoad {
  readonly event: ImageLoad
  readonly image: string
  readonly drop: Drop | undefined
  /** The process that wrote the file, when that was seen. */
  readonly dropper: ProcessNode | undefined
}

function loaded(load: DriverLoad, context: Context): Finding {
  const { event, image, drop, dropper } = load
  const isSuspect = dropper !== undefined && context.standing(dropper).level === 'suspect'
  return {
    severity: isSuspect || (event.isSigned === false && isOutsideProtected(image)) ? 'high' : 'medium',
    reasons: [`driver ${baseName(image)} was loaded`, ...reasonsOf(load)],
    actor: dropper ?? context.actor,
    object: null,
    objectPath: event.imagePath,
    objectKey: image,
    evidenceIds: [...(drop === undefined ? [] : [drop.eventId]), context.eventId],
  }
}

function reasonsOf({ event, image, dropper }: DriverLoad): string[] {
  return [
    ...(dropper === undefined ? [] : [`${imageName(dropper)} wrote it shortly before`]),
    ...(event.isSigned === false ? ['it is not signed'] : []),
    ...(isOutsideProtected(image) ? ['it lies outside the protected directories'] : []),
  ]
}
