import { enrichBatches } from './enrich-batches.ts'
import type { OrdinaryFigures } from './figures.ts'
import { isGrave } from './captures.ts'
import { batchesFrom, recordHost } from './recorded-host.ts'
import { significant } from './rounding.ts'

const seeds = ['ordinary one', 'ordinary two', 'ordinary three']

/** Machines in use on which nothing is wrong: what the scores and the rules say of their programs. */
export async function scoreOrdinaryPrograms(): Promise<OrdinaryFigures> {
  const highest = new Map<string, number>()
  let alertsHighOrAbove = 0
  for (const seed of seeds) {
    const { processes, alerts } = await enrichBatches(batchesFrom(await recordHost({ seed })))
    alertsHighOrAbove += alerts.filter(({ severity }) => isGrave(severity)).length
    for (const { node, scores } of processes) {
      if (node.image !== null) highest.set(node.image, Math.max(highest.get(node.image) ?? 0, scores.abuse.probability))
    }
  }
  const [program = '', abuse = 0] = [...highest].toSorted(([, left], [, right]) => right - left)[0] ?? []
  return { programs: highest.size, highestAbuse: significant(abuse), highestProgram: program, alertsHighOrAbove }
}
