import { aRegistryRule } from '../registry-rule.ts'
import type { Rule } from '../rule.ts'

/** Settings that decide whether and how I/O rings work outlast the exploit that needs them. */
export const ioringSettings: Rule = aRegistryRule({
  id: 'RG-01',
  name: 'Settings of I/O rings or of the I/O system changed',
  techniques: [{ id: 'T1112', name: 'Modify Registry' }],
  meaning: 'A process that is not trusted changed settings that govern I/O rings, or switched a feature of Windows.',
  whatToDo: 'Undo the change unless an administrator made it; look at the loader score of the actor and of what it started.',
  falsePositives: 'Tools with which people switch features of Windows.',
  purpose: 'ioring',
  severity(_write, context) {
    if (context.usesIoring(context.actor)) return 'high'
    const { level } = context.standing(context.actor)
    if (level === 'trusted') return undefined
    return level === 'suspect' ? 'medium' : 'low'
  },
})
