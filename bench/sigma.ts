/**
 * Asks a thousand made-up Sigma rules of the usual shapes about every event: compiled into one matcher, and one by one. Both
 * see the same events in alternating rounds of one process, and have to find the same. Prints events per CPU second.
 */
import { parseArgs } from 'node:util'

import { openMatchers } from '@win11mon/enricher'
import type { Event } from '@win11mon/schemas'

import { type Ratio, printRatio, saveResults } from './results.ts'
import { type EventWorkload, eventWorkloads } from './sigma/events-workload.ts'
import { ruleText } from './sigma/rules-workload.ts'
import { median } from './statistics.ts'

const { values: options } = parseArgs({
  args: process.argv.slice(3),
  options: {
    input: { type: 'string' },
    rules: { type: 'string', default: '1000' },
    events: { type: 'string', default: '50000' },
    rounds: { type: 'string', default: '5' },
  },
})

/** Events per CPU second that a thousand rules have to reach. */
const gatePerSecond = 50_000
/** Of the events, so that a round of the plain evaluator does not take minutes. */
const plainShare = 20

const matchers = await openMatchers(ruleText(Number(options.rules)))
if (matchers.refused.length > 0) throw new Error(`The workload has rules that cannot be used: ${matchers.refused[0] ?? ''}`)
const results: Ratio[] = []
for (const workload of await eventWorkloads(options.input, Number(options.events))) results.push(measure(workload))
saveResults('sigma', results, { rules: matchers.ruleCount, events: Number(options.events) })

function measure({ name, events }: EventWorkload): Ratio {
  const some = events.filter((_, index) => index % plainShare === 0)
  const matches = checkSameResult(some)
  const ours: number[] = []
  const baseline: number[] = []
  for (let round = -1; round < Number(options.rounds); round += 1) {
    const times = [timeOf(events, matchers.compiled), timeOf(some, matchers.oneByOne)] as const
    if (round < 0) continue
    ours.push(times[0])
    baseline.push(times[1])
  }
  const result: Ratio = { name: `${matchers.ruleCount} rules, ${name}`, ours, baseline, gate: 1 }
  printRatio(result, events.length)
  const perSecond = Math.round(1 / median(ours))
  const verdict = perSecond >= gatePerSecond ? 'met' : 'NOT met'
  process.stdout.write(
    `  ${perSecond} events/CPU s, gate ${gatePerSecond} ${verdict}; ${matches} matches in every ${plainShare}th event, the same both ways\n`,
  )
  return result
}

/** A matcher that finds less is faster: both have to find the same rules in the same events. */
function checkSameResult(events: readonly Event[]): number {
  return events.reduce((sum, event) => {
    const [compiled, plain] = [matchers.compiled(event), matchers.oneByOne(event)]
    if (compiled.join() !== plain.join())
      throw new Error(`An event matches rules ${compiled.join()} compiled and ${plain.join()} one by one.`)
    return sum + compiled.length
  }, 0)
}

/** CPU seconds an event, not wall time: other programs share the machine. */
function timeOf(events: readonly Event[], match: (event: Event) => readonly number[]): number {
  const start = process.cpuUsage()
  for (const event of events) match(event)
  const used = process.cpuUsage(start)
  return (used.user + used.system) / 1e6 / events.length
}
