import { type ProcessNode, imageName } from '../../tree/process-node.ts'
import { baseName } from '../../windows/image-path.ts'
import { isProtected } from '../../windows/trust.ts'
import { usualParentsOf } from '../../windows/usual-parents.ts'
import { parentOf } from '../kinship.ts'
import { misplacedUnder } from '../standing.ts'
import type { Rule, RuleContext } from '../rule.ts'

/** Windows starts its own processes in one way only. Another way is somebody else's. */
export const misplacedSystemProcess: Rule = {
  id: 'PC-04',
  name: 'System process in an unusual place',
  techniques: [
    { id: 'T1036', name: 'Masquerading' },
    { id: 'T1574', name: 'Hijack Execution Flow' },
  ],
  meaning: 'A process with the name of one of Windows was started by somebody else than always, or lies in another directory.',
  whatToDo: 'Look at the parent; what the process does is done by the parent, or by a library that it made the process load.',
  falsePositives: 'Tools that start a copy of a system process to look at it.',
  kinds: ['process_create'],
  windows: {},
  concerns: (event) => event.kind === 'process_create',
  evaluate(event, context) {
    const { actor, tree, eventId } = context
    if (event.kind !== 'process_create') return undefined
    const text = placeReason(context)
    if (text === undefined) return undefined
    const parent = parentOf(tree, actor)
    return {
      severity: 'high',
      reasons: [text],
      actor,
      object: parent ?? null,
      objectKey: parent?.entityId ?? '',
      evidenceIds: [eventId],
    }
  },
}

function placeReason({ actor, tree }: RuleContext): string | undefined {
  if (isNamesake(actor)) return `has the name of a process of Windows and runs from ${actor.image ?? ''}`
  return misplacedUnder(actor, tree) === undefined ? undefined : `${imageName(actor)} ${misplacedUnder(actor, tree) ?? ''}`
}

/** The name of a system process in a directory where anybody may put it. */
function isNamesake({ image }: ProcessNode): boolean {
  return image !== null && image.includes('\\') && !isProtected(image) && usualParentsOf(baseName(image)) !== undefined
}
