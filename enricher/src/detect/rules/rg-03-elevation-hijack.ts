import { aRegistryRule } from '../registry-rule.ts'
import type { Rule } from '../rule.ts'

/** Programs of Windows that elevate without asking look into the user's own part of the registry for what to run. */
export const elevationHijack: Rule = aRegistryRule({
  id: 'RG-03',
  name: 'Command of an elevating program changed for one user',
  techniques: [{ id: 'T1548.002', name: 'Abuse Elevation Control Mechanism: Bypass User Account Control' }],
  meaning: 'A process wrote a command that a program of Windows runs with full rights and without asking.',
  whatToDo: 'Look at what runs with high integrity since (PC-01, PC-02); remove the key.',
  falsePositives: 'Programs that register a handler of their own; those of the classes that elevate belong to Windows alone.',
  purpose: 'elevation',
  severity({ place }, context) {
    const { level } = context.standing(context.actor)
    if (level === 'trusted') return undefined
    if (place.use === 'rare') return 'high'
    return level === 'suspect' ? 'medium' : 'low'
  },
})
