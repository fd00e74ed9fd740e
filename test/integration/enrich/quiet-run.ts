import { join } from 'node:path'

import { aDirectory } from '../../../cli/test/run-command.ts'
import { rowsOf } from '../../stories/store-rows.ts'
import { type AWorld, anEnricher, until } from './a-service.ts'
import { ledgerOf } from './ledger-of.ts'

export type Rows = Awaited<ReturnType<typeof rowsOf>>

/** What one process writes that reads the whole topic undisturbed. */
export async function quietRows(world: AWorld, wantedEvents?: number): Promise<Rows> {
  const directory = aDirectory()
  const environment = { ...world.environment, WIN11MON_KAFKA_GROUP: `${world.settings.group}-quiet`, WIN11MON_STATE_KIND: 'sqlite' }
  const quiet: AWorld = { ...world, directory, environment, store: join(directory, 'win11mon-store.sqlite') }
  const wanted = wantedEvents ?? (await ledgerOf(world.store)).indexed
  const enricher = anEnricher(quiet)
  await until(
    'the quiet ledger',
    () => ledgerOf(quiet.store),
    ({ indexed }) => indexed === wanted,
  )
  await settled(quiet)
  await enricher.stop()
  return await rowsOf(quiet.store)
}

/** Nothing is written any more. */
export async function settled({ store }: AWorld): Promise<void> {
  let last = ''
  await until(
    'the documents',
    async () => {
      await new Promise((resolve) => setTimeout(resolve, 2_000))
      const [before, now] = [last, JSON.stringify([...(await rowsOf(store))].filter(([key]) => !key.startsWith('events')))]
      last = now
      return before === now
    },
    (isSame) => isSame,
  )
}
