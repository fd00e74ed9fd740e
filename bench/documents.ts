/**
 * `npm run bench -- documents [--rounds N] [--events N] [--save]`: what documents cost. `doc.serialize`: events to the bytes of their
 * documents, beside an object made the plain way and `JSON.stringify`, whose text is not even encoded. `bulk.http`: events made into
 * documents and these put into a real OpenSearch, which is started for it, beside the plain way and `helpers.bulk` of the client.
 * CPU of this process only, in alternating rounds.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { eventDocument } from '@win11mon/enricher'
import { type BulkItem, type DocumentOf, openOpensearchDocumentStore, opensearchSettings } from '@win11mon/pipeline'

import { createOpensearch } from '../deploy/local/servers/opensearch.ts'
import { driverLikeBatch } from './avro-workload.ts'
import { contextOf, openBulkHelper, plainDocument } from './baselines/plain-documents.ts'
import { type Ratio, printRatio, saveResults } from './results.ts'

const { values: options } = parseArgs({
  args: process.argv.slice(3),
  options: {
    rounds: { type: 'string', default: '7' },
    events: { type: 'string', default: '20000' },
    save: { type: 'boolean', default: false },
  },
})
const rounds = Number(options.rounds)
const eventCount = Number(options.events)
/** Documents of one bulk, as the enricher hands them over. */
const bulkItems = 5_000

/** One more than is measured: it makes the index, which a day does once. */
const { events } = driverLikeBatch(eventCount + 1)
const contexts = events.map((event) => contextOf(event, 'WORKSTATION-0042'))
checkThatTheySayTheSame()

const results: Ratio[] = []
await serialize()
await overHttp()
for (const result of results) printRatio(result, eventCount)
if (options.save) saveResults('documents', results, { events: eventCount, rounds })

function documentOf(index: number): DocumentOf<'events'> {
  const [event, context] = [events[index], contexts[index]]
  if (event === undefined || context === undefined) throw new Error(`There is no event ${index}.`)
  return eventDocument(event, context)
}

function documentObject(index: number): Record<string, unknown> {
  const [event, context] = [events[index], contexts[index]]
  if (event === undefined || context === undefined) throw new Error(`There is no event ${index}.`)
  return plainDocument(event, context)
}

/** Every document, key by key: otherwise one of them would be faster by saying less. */
function checkThatTheySayTheSame(): void {
  for (let index = 0; index < Math.min(eventCount, 2_000); index += 1) {
    const [ours, theirs] = [JSON.parse(String(documentOf(index).doc)) as unknown, documentObject(index)]
    if (sorted(ours) !== sorted(theirs)) throw new Error(`Documents differ:\n${sorted(ours)}\n${sorted(theirs)}`)
  }
}

function sorted(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${key}:${sorted(inner)}`).join(',')}}`
}

async function serialize(): Promise<void> {
  const times = 5
  let length = 0
  const contenders = {
    ours: async () => {
      for (let time = 0; time < times; time += 1) for (let index = 0; index < eventCount; index += 1) length += documentOf(index).doc.length
    },
    baseline: async () => {
      for (let time = 0; time < times; time += 1)
        for (let index = 0; index < eventCount; index += 1) length += JSON.stringify(documentObject(index)).length
    },
  }
  results.push({ name: 'doc.serialize', gate: 2.5, ...(await compare(contenders, eventCount * times)) })
  if (length === 0) throw new Error('Nothing was written.')
}

async function overHttp(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-bench-opensearch-'))
  const cluster = await createOpensearch({ directory, nodes: 1 })
  try {
    await cluster.start()
    await writeBoth(cluster.urls()[0] ?? '')
  } finally {
    await cluster.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}

async function writeBoth(url: string): Promise<void> {
  const helper = openBulkHelper(url)
  let run = 0
  const contenders = {
    async ours() {
      run += 1
      const settings = opensearchSettings.parse({ nodes: [url], prefix: `bench-${run}`, indices: { create_missing: true, replicas: 0 } })
      const store = await openOpensearchDocumentStore({ settings })
      await store.check()
      await store.bulk(itemsFrom(eventCount, 1))
      const cost = await cpuSeconds(async () => {
        for (let start = 0; start < eventCount; start += bulkItems) {
          const outcomes = await store.bulk(itemsFrom(start))
          if (outcomes.some(({ status }) => status !== 'done'))
            throw new Error(`A document was not taken: ${JSON.stringify(outcomes.find(({ status }) => status !== 'done'))}`)
        }
      })
      await store.close()
      await checkCount(url, `bench-${run}-events-*`)
      return cost
    },
    async baseline() {
      run += 1
      const index = `bench-${run - 1}-events-v1-plain`
      await helper.write([documentObject(eventCount)], index)
      const cost = await cpuSeconds(() =>
        helper.write(
          Array.from({ length: eventCount }, (_, each) => documentObject(each)),
          index,
        ),
      )
      await checkCount(url, index)
      return cost
    },
  }
  const ours: number[] = []
  const baseline: number[] = []
  for (let round = -1; round < rounds; round += 1) {
    const costs = { ours: await contenders.ours(), baseline: await contenders.baseline() }
    await fetch(`${url}/bench-*`, { method: 'DELETE' })
    if (round < 0) continue
    ours.push(costs.ours / eventCount)
    baseline.push(costs.baseline / eventCount)
  }
  results.push({ name: 'bulk.http', gate: 3, ours, baseline })
  await helper.close()
}

function itemsFrom(start: number, length = Math.min(bulkItems, eventCount - start)): BulkItem[] {
  return Array.from({ length }, (_, offset) => ({ operation: 'create', document: documentOf(start + offset) }))
}

/** Each round must have left what it sent. */
async function checkCount(url: string, pattern: string): Promise<void> {
  await fetch(`${url}/${pattern}/_refresh`, { method: 'POST' })
  const { count } = (await (await fetch(`${url}/${pattern}/_count`)).json()) as { count: number }
  if (count !== eventCount + 1) throw new Error(`${pattern} holds ${count} documents instead of ${eventCount + 1}.`)
}

interface Contenders {
  ours(): Promise<void>
  baseline(): Promise<void>
}

async function compare(contenders: Contenders, count: number): Promise<Pick<Ratio, 'ours' | 'baseline'>> {
  const ours: number[] = []
  const baseline: number[] = []
  for (let round = -1; round < rounds; round += 1) {
    const costs = { ours: await cpuSeconds(contenders.ours), baseline: await cpuSeconds(contenders.baseline) }
    if (round < 0) continue
    ours.push(costs.ours / count)
    baseline.push(costs.baseline / count)
  }
  return { ours, baseline }
}

/** CPU time, not wall time: other programs share the machine, and the server is one of them. */
async function cpuSeconds(work: () => Promise<void>): Promise<number> {
  const start = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e6
}
