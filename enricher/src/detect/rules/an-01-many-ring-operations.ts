import type { Rule } from '../rule.ts'

/** The plan counts a thousand operations in five seconds. */
const operationsPerSecond = 200
const leastLifeSeconds = 5

/** Rule 1 of the plan, over the whole life of a process. */
export const manyRingOperations: Rule = {
  id: 'AN-01',
  name: 'Many I/O ring operations',
  techniques: [{ id: 'T1499', name: 'Endpoint Denial of Service' }],
  meaning: 'A process made 200 I/O ring operations a second or more over its whole life.',
  whatToDo: 'Nothing by itself: look at its scores.',
  falsePositives: 'Everything that uses I/O rings for what they are for.',
  kinds: ['process_terminate'],
  windows: {},
  concerns: (event) => event.kind === 'process_terminate' && (event.ioringOperationCount ?? 0) >= operationsPerSecond * leastLifeSeconds,
  evaluate(event, context) {
    const { actor, eventId } = context
    if (event.kind !== 'process_terminate' || actor.startUs === null || context.isTrusted(actor)) return undefined
    const seconds = Math.max((event.timeUs - actor.startUs) / 1e6, leastLifeSeconds)
    const operations = event.ioringOperationCount ?? 0
    if (operations / seconds < operationsPerSecond) return undefined
    return {
      severity: 'low',
      reasons: [`made ${operations} I/O ring operations in ${Math.round(seconds)} s`],
      actor,
      object: null,
      objectKey: '',
      evidenceIds: [eventId],
    }
  },
}
