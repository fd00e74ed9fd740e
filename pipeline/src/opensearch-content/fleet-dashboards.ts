import type { Dashboard } from './panel.ts'
import { overTime, panel, sum, terms } from './panel-parts.ts'
import { processTree } from './process-tree.ts'

export const fleet: Dashboard = {
  id: 'fleet-health',
  title: 'win11mon: fleet health and ledger',
  description: 'Which hosts report, what they report, and whether every event that was numbered is accounted for.',
  panels: [
    panel({
      id: 'fleet-ledger',
      title: 'Ledger: issued = indexed + dead-lettered + gaps + in flight; unexplained is 0, or there is a defect',
      family: 'streams',
      kind: 'metric',
      metrics: ['issued', 'indexed', 'dead_lettered', 'gaps', 'in_flight', 'unexplained'].map((name) =>
        sum(`win11mon.ledger.${name}`, name),
      ),
      width: 48,
      height: 8,
    }),
    panel({
      id: 'fleet-hosts',
      title: 'Hosts',
      family: 'hosts',
      kind: 'metric',
      metrics: [{ type: 'count', label: 'Hosts' }],
      width: 12,
      height: 10,
    }),
    panel({
      id: 'fleet-last-event',
      title: 'Last event of each host',
      family: 'hosts',
      kind: 'table',
      metrics: [{ type: 'max', field: 'win11mon.last_event', label: 'Last event' }],
      buckets: [terms('host.name', 'Host', 100)],
      width: 36,
      height: 10,
    }),
    panel({
      id: 'fleet-events',
      title: 'Events by kind',
      family: 'events',
      kind: 'line',
      buckets: [overTime(), terms('event.action', 'Kind', 12)],
    }),
    panel({
      id: 'fleet-blind',
      title: 'Blind sensors',
      family: 'events',
      kind: 'table',
      query: 'event.action:agent_heartbeat AND win11mon.agent.sensor_blind:true',
      buckets: [terms('host.name', 'Host'), terms('win11mon.agent.blind_kinds', 'Kinds')],
    }),
    panel({
      id: 'fleet-gaps',
      title: 'Declared losses by reason',
      family: 'gaps',
      kind: 'table',
      metrics: [sum('win11mon.gap.count', 'Events')],
      buckets: [terms('win11mon.gap.reason', 'Reason'), terms('host.id', 'Host')],
    }),
    panel({
      id: 'fleet-unexplained',
      title: 'Streams that do not add up',
      family: 'streams',
      kind: 'table',
      query: '_exists_:win11mon.ledger.unexplained AND NOT win11mon.ledger.unexplained:0',
      metrics: [sum('win11mon.ledger.unexplained', 'Unexplained')],
      buckets: [terms('host.id', 'Host'), terms('win11mon.boot_id', 'Stream')],
    }),
    panel({
      id: 'fleet-dead-letters',
      title: 'Dead letters by reason',
      family: 'dead_letters',
      kind: 'table',
      metrics: [{ type: 'count', label: 'Letters' }, sum('win11mon.events', 'Events')],
      buckets: [terms('error.message', 'Reason')],
    }),
  ],
}

export const processes: Dashboard = {
  id: 'processes',
  title: 'win11mon: processes',
  description: 'Who started whom. Filter by host.id and process.parent.entity_id to move through a tree.',
  panels: [
    processTree,
    panel({ id: 'processes-started', title: 'Processes started', family: 'processes', kind: 'line', buckets: [overTime('process.start')] }),
    panel({
      id: 'processes-images',
      title: 'Images',
      family: 'processes',
      kind: 'table',
      buckets: [terms('process.executable', 'Image', 50)],
    }),
    panel({
      id: 'processes-parents',
      title: 'Parent and child images',
      family: 'processes',
      kind: 'table',
      buckets: [terms('process.parent.executable', 'Parent'), terms('process.executable', 'Child', 10)],
    }),
    panel({
      id: 'processes-edges',
      title: 'How well parents are known',
      family: 'processes',
      kind: 'pie',
      buckets: [terms('win11mon.edge_confidence', 'Edge')],
      width: 12,
    }),
    panel({
      id: 'processes-users',
      title: 'Accounts',
      family: 'processes',
      kind: 'table',
      buckets: [terms('user.name', 'Account')],
      width: 12,
    }),
  ],
}
