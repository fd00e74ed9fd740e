import { createCaptureSource } from '/work/main/collector/src/sources/capture/capture-source.ts'
import { createMemorySpool } from '@win11mon/collector'
import { createMemoryDocumentStore, openSqliteDocumentStore } from '@win11mon/pipeline'
import { createGuidComparer } from '@win11mon/enricher'
import { createEmbeddedPipeline } from '/work/main/cli/src/compose/embedded-pipeline.ts'
const paths = process.argv.slice(2).filter((a) => !a.startsWith('--'))
const db = process.argv.find((a) => a.startsWith('--db='))?.slice(5)
const cmp = process.argv.includes('--cmp')
const source = createCaptureSource(paths, { agentVersion: '0.1.0' } as never)
const store = db ? await openSqliteDocumentStore(db) : createMemoryDocumentStore()
const comparer = createGuidComparer()
const p = createEmbeddedPipeline({
  source,
  spool: createMemorySpool(8e6),
  store,
  latenessUs: 10e6,
  exceptions: [],
  indexesEvents: db !== undefined,
  onEvent: (e, h) => cmp && comparer.add(e, h.hostId),
} as never)
const t = process.cpuUsage()
await p.run(new AbortController().signal)
const u = process.cpuUsage(t)
let n = 0
for (const v of p.enricher.eventCounts.values()) n += v
console.log(
  JSON.stringify(p.balances().total),
  Object.fromEntries(p.enricher.eventCounts),
  n,
  (u.user + u.system) / 1e6,
  's cpu',
  (process.resourceUsage().maxRSS / 1024) | 0,
  'MB',
)
for (const i of source.inputs()) console.log(JSON.stringify(i).slice(0, 600))
for await (const d of store.scan('alerts')) {
  const a = JSON.parse(d)
  console.log(
    a.host.name,
    a.rule.id,
    a.win11mon.severity,
    a.win11mon.occurrences,
    a.process.executable,
    '->',
    a.win11mon.object?.executable,
    a.win11mon.reasons.join('; '),
  )
}
const c: Record<string, number> = {}
for (const h of p.enricher.hosts.values()) {
  console.log(
    h.hostName,
    h.tree.bootTimesUs.map((b) => new Date(b / 1000).toISOString()),
  )
  for (const n of h.tree.processes()) c[n.status + ' ' + n.edgeConfidence] = (c[n.status + ' ' + n.edgeConfidence] ?? 0) + 1
}
console.log(c)
if (cmp) {
  const r = comparer.compare((id) => p.enricher.hosts.get(id)?.tree)
  console.log(r.references, r.agreeing, r.agreeing / r.references, r.parentEdges)
  for (const d of r.disagreements) console.log(JSON.stringify(d))
}
