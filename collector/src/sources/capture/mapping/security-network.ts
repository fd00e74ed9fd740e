import { type NetworkOperation, newEvent } from '@win11mon/schemas'

import type { RecordFields } from '../record/fields.ts'
import type { Mapper } from './mapper.ts'

/** Microsoft's event pages of the filtering platform. */
const operations: ReadonlyMap<number, NetworkOperation> = new Map([
  [5154, 'listen'],
  [5155, 'block_bind'],
  [5156, 'connect'],
  [5157, 'block_connect'],
  [5158, 'bind'],
  [5159, 'block_bind'],
])

/** IANA's numbers of the protocols that have a name in the other source too. */
const protocols: ReadonlyMap<string, string> = new Map([
  ['1', 'icmp'],
  ['6', 'tcp'],
  ['17', 'udp'],
  ['58', 'ipv6-icmp'],
])

/** Text of the message table: 14592 is inbound, 14593 outbound. */
const directions: ReadonlyMap<string, boolean> = new Map([
  ['%%14592', false],
  ['inbound', false],
  ['%%14593', true],
  ['outbound', true],
])

/** Security 5154 to 5159. The path of the program is in device form. */
export const securityNetwork: Mapper = {
  kind: 'network_connection',
  map(fields, { eventId }) {
    const event = newEvent.network_connection()
    event.operation = operations.get(eventId) ?? 'unknown'
    event.processId = fields.requiredProcessId(processIdName(fields))
    event.executable = fields.text('Application')
    event.protocol = protocolName(fields.text('Protocol'))
    event.isInitiated = directions.get(fields.text('Direction')?.toLowerCase() ?? '') ?? null
    event.sourceAddress = fields.text('SourceAddress')
    event.sourcePort = fields.unsigned('SourcePort')
    event.destinationAddress = fields.text('DestAddress')
    event.destinationPort = fields.unsigned('DestPort')
    return event
  },
}

/** Two of these events spell it with a capital D. In a flat record that may be the writer's, so the other one counts first. */
function processIdName(fields: RecordFields): string {
  return fields.text('ProcessId') === null && fields.text('ProcessID') !== null ? 'ProcessID' : 'ProcessId'
}

function protocolName(text: string | null): string | null {
  return text === null ? null : (protocols.get(text) ?? text)
}
