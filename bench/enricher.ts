/**
 * `npm run bench -- enricher [--only end-to-end]`: the enricher between real servers, which are started for it. `end-to-end`
 * (`--rounds N --events N --hosts N`): from the broker to OpenSearch, with every rule and both scores, beside `eachMessage`, avsc and
 * `client.bulk` that pass events on; CPU of this process in alternating rounds.
 */
import { parseArgs } from 'node:util'

import { measureEndToEnd } from './enricher/end-to-end.ts'
import { withServers } from './enricher/with-servers.ts'

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '5' },
    events: { type: 'string', default: '30000' },
    hosts: { type: 'string', default: '4' },
  },
})

const parts: Readonly<Record<string, () => Promise<void>>> = {
  'end-to-end': () =>
    withServers((place) =>
      measureEndToEnd(place, { rounds: Number(values.rounds), events: Number(values.events), hosts: Number(values.hosts) }),
    ),
}

for (const part of values.only === '' ? Object.keys(parts) : values.only.split(',')) {
  const measure = parts[part]
  if (measure === undefined) throw new Error(`There is no part ${part}: ${Object.keys(parts).join(', ')}.`)
  await measure()
}
