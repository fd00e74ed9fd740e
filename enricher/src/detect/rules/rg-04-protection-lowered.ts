import { aRegistryRule } from '../registry-rule.ts'
import type { Rule } from '../rule.ts'

/** One value, and passwords lie in clear or nobody watches any more. */
export const protectionLowered: Rule = aRegistryRule({
  id: 'RG-04',
  name: 'Protection of the host turned off in the registry',
  techniques: [
    { id: 'T1562', name: 'Impair Defenses' },
    { id: 'T1112', name: 'Modify Registry' },
  ],
  meaning: 'A setting that protects credentials, elevation or logging was turned off.',
  whatToDo: 'Turn it on again; passwords used since WDigest was turned on are known to whoever reads lsass.',
  falsePositives: 'Administrators and group policies that set these values on purpose.',
  purpose: 'protection',
  severity({ place }, context) {
    const { level } = context.standing(context.actor)
    if (level === 'trusted') return 'low'
    if (place.use === 'common') return 'medium'
    return level === 'suspect' || context.actor.image === null ? 'high' : 'medium'
  },
})
