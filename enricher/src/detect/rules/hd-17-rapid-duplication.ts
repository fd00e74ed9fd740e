import { type Tick, countUp } from '../rate.ts'
import { type Rule, aRule } from '../rule.ts'

const windowUs = 1_000_000
const duplicates = 20
const aggravatingRules = ['HD-05', 'HD-06']

/** The plan's rule for fast duplication. Many programs do it: alone it is a note, beside a search for handles it is more. */
export const rapidDuplication: Rule = aRule<{ ticks: Tick }>({
  id: 'HD-17',
  name: 'Handles duplicated in quick succession',
  techniques: [{ id: 'T1499', name: 'Endpoint Denial of Service' }],
  meaning: 'A process duplicated twenty or more handles of processes or threads within one second.',
  whatToDo: 'Nothing by itself; look at it when HD-05 or HD-06 speak of the same process.',
  falsePositives: 'Browsers, build tools and everything else that starts many processes.',
  kinds: ['handle_duplicate'],
  windows: { ticks: windowUs },
  concerns: (event) => event.kind === 'handle_duplicate',
  evaluate(event, context) {
    const { actor, eventId, windows } = context
    if (context.isTrusted(actor)) return undefined
    if (!countUp(windows.ticks, actor.entityId, { timeUs: event.timeUs, subject: '', eventId })) return undefined
    const tick = windows.ticks.recent(actor.entityId, '', event.timeUs).at(-1)
    if (tick === undefined || tick.count < duplicates) return undefined
    const others = aggravatingRules.filter((id) => context.recentRules(actor).has(id))
    return {
      severity: others.length > 0 ? 'medium' : 'low',
      reasons: [
        `duplicated ${duplicates} handles or more within one second`,
        ...(others.length > 0 ? [`also found by ${others.join(', ')}`] : []),
      ],
      actor,
      object: null,
      objectKey: '',
      evidenceIds: [tick.eventId, eventId],
    }
  },
})
