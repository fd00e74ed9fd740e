import { processRights } from '@win11mon/schemas'

import { handleMonitors } from './handle-monitors.ts'
import { type Monitor, lastMinutes } from './monitor.ts'

const raised = { term: { 'win11mon.status': 'raised' } }

const newCriticalAlert: Monitor = {
  id: 'new-critical-alert',
  name: 'New critical alert',
  meaning: 'A rule found something critical. Its page under docs/rules says what to look at and what is usually harmless.',
  severity: 1,
  everyMinutes: 1,
  families: ['alerts'],
  filter: [raised, { term: { 'win11mon.severity': 'critical' } }, lastMinutes('event.end', 1_440)],
  keys: { alert: 'win11mon.alert_id', host: 'host.id', rule: 'rule.id' },
  values: { count: '_count' },
  trigger: 'params.count > 0',
}

const ioringAbuse: Monitor = {
  id: 'ioring-abuse-score',
  name: 'I/O ring abuse is likely',
  meaning: 'The score of a process says that it abuses an I/O ring. The reasons stand in its document under win11mon.score.abuse.',
  severity: 1,
  everyMinutes: 1,
  families: ['processes'],
  filter: [
    { term: { 'win11mon.score.abuse.is_reported': true } },
    { range: { 'win11mon.score.abuse.probability': { gte: 0.8 } } },
    lastMinutes('process.start', 10_080),
  ],
  keys: { process: 'process.entity_id', host: 'host.id' },
  aggregations: { probability: { max: { field: 'win11mon.score.abuse.probability' } } },
  values: { probability: 'probability' },
  trigger: 'params.probability >= 0.8',
}

const silentHost: Monitor = {
  id: 'silent-host',
  name: 'A host went silent',
  meaning:
    'Nothing came of a host for 15 minutes, not even a heartbeat. Usually it is switched off; otherwise the collector was stopped or cannot reach the brokers.',
  severity: 3,
  everyMinutes: 5,
  families: ['hosts'],
  // A host that has been away for a week is no news.
  filter: [{ range: { 'win11mon.last_event': { gte: 'now-7d', lt: 'now-15m' } } }],
  keys: { host: 'host.id' },
  values: { count: '_count' },
  trigger: 'params.count > 0',
}

const sensorBlind: Monitor = {
  id: 'sensor-blind',
  name: 'A sensor is blind',
  meaning:
    'The collector caused events of a kind and did not see them. Somebody may have taken a callback away; an unloaded driver looks the same. win11mon.agent.blind_kinds names the kinds.',
  severity: 1,
  everyMinutes: 1,
  families: ['events'],
  filter: [
    { term: { 'event.action': 'agent_heartbeat' } },
    { term: { 'win11mon.agent.sensor_blind': true } },
    lastMinutes('@timestamp', 10),
  ],
  keys: { host: 'host.id' },
  values: { count: '_count' },
  trigger: 'params.count > 0',
}

const unexplainedLoss: Monitor = {
  id: 'unexplained-loss',
  name: 'Events are missing that nobody declared',
  meaning:
    'The ledger of a stream does not add up, or numbers of events never arrived. A declared loss says where it happened; this one does not, so look at the collector and the topic of that time.',
  severity: 2,
  everyMinutes: 5,
  families: ['streams', 'gaps'],
  filter: [
    {
      bool: {
        minimum_should_match: 1,
        should: [
          {
            bool: {
              must: [{ exists: { field: 'win11mon.ledger.unexplained' } }],
              must_not: [{ term: { 'win11mon.ledger.unexplained': 0 } }],
            },
          },
          { bool: { filter: [{ term: { 'win11mon.gap.reason': 'sequence_missing' } }, lastMinutes('win11mon.gap.last_time', 1_440)] } },
        ],
      },
    },
  ],
  keys: { host: 'host.id', stream: 'win11mon.boot_id' },
  aggregations: {
    unexplained: { sum: { field: 'win11mon.ledger.unexplained' } },
    missing: { sum: { field: 'win11mon.gap.count' } },
  },
  values: { unexplained: 'unexplained', missing: 'missing' },
  trigger: 'params.unexplained != 0 || params.missing > 0',
}

/** Every monitor, by what people look for first. */
export const monitors: readonly Monitor[] = [
  newCriticalAlert,
  ...handleMonitors(processRights),
  ioringAbuse,
  silentHost,
  sensorBlind,
  unexplainedLoss,
]
