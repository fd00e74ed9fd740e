import { runPlainEnricher } from '../baselines/plain-enricher.ts'
import { printRatio, saveResults } from '../results.ts'
import { cpuSeconds } from '../statistics.ts'
import { fillTopics } from './fill-topics.ts'
import { ourRound } from './our-round.ts'
import { type EnricherPlace, prefix } from './with-servers.ts'

const topics = { batches: 'bench-batches', events: 'bench-events' }
const gate = 5.5

/** Every round reads the same events from the broker and writes a document for each, once each way. */
export async function measureEndToEnd(
  place: EnricherPlace,
  { rounds, events, hosts }: { readonly rounds: number; readonly events: number; readonly hosts: number },
): Promise<void> {
  const count = await fillTopics(place.brokers, topics, { hosts, events })
  const ours: number[] = []
  const baseline: number[] = []
  for (let round = -1; round < rounds; round += 1) {
    const name = `round-${round + 1}`
    const taken = await place.sink.created(prefix)
    const cost = {
      ours: (await ourRound(place, { topic: topics.batches, events: count, name })) / count,
      baseline: (await baselineRound(place, name, count)) / count,
    }
    // Each way must have left what it read.
    const left = [(await place.sink.created(prefix)) - taken, await place.sink.created(name)]
    if (left.some((each) => each !== count)) throw new Error(`The sink took ${left.join(' and ')} events instead of ${count}.`)
    if (round < 0) continue
    ours.push(cost.ours)
    baseline.push(cost.baseline)
  }
  const result = { name: 'enricher.e2e', ours, baseline, gate }
  printRatio(result, count)
  saveResults('enricher', [result], { events: count, hosts, servers: 'one broker on loopback, and a sink that answers as OpenSearch does' })
}

async function baselineRound({ brokers, sink }: EnricherPlace, name: string, events: number): Promise<number> {
  const options = { brokers, node: sink.url, topic: topics.events, group: `${name}-plain`, index: `${name}-events-plain`, events }
  return await cpuSeconds(() => runPlainEnricher(options))
}
