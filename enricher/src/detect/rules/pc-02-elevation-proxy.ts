import { type ProcessNode, imageName } from '../../tree/process-node.ts'
import { integrityLevels } from '../../windows/integrity-levels.ts'
import { isProtected, runsForeignCode } from '../../windows/trust.ts'
import { integrityOf } from '../integrity.ts'
import { parentOf } from '../kinship.ts'
import type { Finding, Rule, RuleContext } from '../rule.ts'

/** A program of Windows that elevates by itself is a door: what comes out of it has full rights. */
export const elevationProxy: Rule = {
  id: 'PC-02',
  name: 'Elevated program of Windows starts foreign code',
  techniques: [{ id: 'T1548.002', name: 'Abuse Elevation Control Mechanism: Bypass User Account Control' }],
  meaning:
    'A process below high integrity started a program of Windows that elevates, and that one started a shell or a program from elsewhere.',
  whatToDo: 'Look at the registry writes of the first one (RG-03) and at what the elevated child did.',
  falsePositives: 'Installers that a person started; elevated tools from which a person opens a shell.',
  kinds: ['process_create'],
  windows: {},
  concerns: (event) => event.kind === 'process_create' && event.integrityLevel === integrityLevels.high,
  evaluate(event, context) {
    const { actor: child, tree } = context
    const proxy = parentOf(tree, child)
    const first = proxy === undefined ? undefined : parentOf(tree, proxy)
    if (event.kind !== 'process_create' || proxy === undefined || first === undefined) return undefined
    if (integrityOf(proxy) !== integrityLevels.high || !isProgramOfWindows(proxy) || !isForeign(child)) return undefined
    const isPrepared = context.recentRules(first).has('RG-03')
    const level = integrityOf(first)
    if (level === null ? !isPrepared : level >= integrityLevels.high) return undefined
    return proxied(context, { first, proxy, isPrepared })
  },
}

function isProgramOfWindows({ image }: ProcessNode): boolean {
  return image !== null && image.startsWith('\\windows\\') && isProtected(image) && !runsForeignCode(image)
}

function isForeign({ image }: ProcessNode): boolean {
  return image !== null && (runsForeignCode(image) || (image.includes('\\') && !isProtected(image)))
}

interface Proxied {
  readonly first: ProcessNode
  readonly proxy: ProcessNode
  /** The first one changed what elevating programs run, shortly before. */
  readonly isPrepared: boolean
}

function proxied(context: RuleContext, { first, proxy, isPrepared }: Proxied): Finding {
  const { actor: child, eventId } = context
  return {
    severity: isPrepared ? 'high' : 'medium',
    reasons: [
      `started ${imageName(proxy)}, which elevated itself and started ${imageName(child)}`,
      ...(isPrepared ? ['changed the command of an elevating program before (RG-03)'] : []),
      ...context.standing(first).reasons,
    ],
    actor: first,
    object: child,
    objectKey: `${proxy.image ?? ''} ${child.image ?? ''}`,
    evidenceIds: [eventId],
  }
}
