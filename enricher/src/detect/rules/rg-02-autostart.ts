import { aRegistryRule } from '../registry-rule.ts'
import type { Rule } from '../rule.ts'

/** What starts by itself survives the end of the attack. */
export const autostart: Rule = aRegistryRule({
  id: 'RG-02',
  name: 'Program made to start by itself',
  techniques: [
    { id: 'T1547', name: 'Boot or Logon Autostart Execution' },
    { id: 'T1546', name: 'Event Triggered Execution' },
    { id: 'T1543.003', name: 'Create or Modify System Process: Windows Service' },
  ],
  meaning: 'A place of the registry that starts programs was written by a process or with a program that is not trusted.',
  whatToDo: 'Look at the program that was written there and at who wrote it; remove both the value and the file when they are not known.',
  falsePositives: 'Programs that install themselves in the profile of a user and start with the logon.',
  purpose: 'autostart',
  severity({ place, concern }, context) {
    const { level } = context.standing(context.actor)
    if (level === 'trusted') return concern === null ? undefined : 'medium'
    if (context.usesIoring(context.actor)) return 'high'
    if (place.use === 'rare') return level === 'suspect' ? 'high' : 'medium'
    return concern !== null && level === 'suspect' ? 'medium' : 'low'
  },
})
