import { newEvent } from '@win11mon/schemas'

import type { Mapper } from './mapper.ts'
import { fillActor } from './sysmon-actor.ts'

/** Sysmon 3. Connections and queries come to Sysmon from the system's tracing. */
export const sysmonNetworkConnection: Mapper = {
  kind: 'network_connection',
  hasClockOfItsOwn: true,
  map(fields) {
    const event = newEvent.network_connection()
    fillActor(event, fields)
    event.operation = 'connect'
    event.protocol = fields.text('Protocol')?.toLowerCase() ?? null
    event.isInitiated = fields.boolean('Initiated')
    event.sourceAddress = fields.text('SourceIp')
    event.sourceHostName = fields.text('SourceHostname')
    event.sourcePort = fields.unsigned('SourcePort')
    event.destinationAddress = fields.text('DestinationIp')
    event.destinationHostName = fields.text('DestinationHostname')
    event.destinationPort = fields.unsigned('DestinationPort')
    return event
  },
}

/** Sysmon 22. */
export const sysmonDnsQuery: Mapper = {
  kind: 'dns_query',
  hasClockOfItsOwn: true,
  map(fields) {
    const event = newEvent.dns_query()
    fillActor(event, fields)
    event.queryName = fields.text('QueryName')
    event.queryStatus = fields.unsigned('QueryStatus')
    event.queryResults = fields.text('QueryResults')
    return event
  },
}

/** Sysmon 17 and 18. */
export const sysmonPipeCreate: Mapper = pipeMapper('pipe_create')
export const sysmonPipeConnect: Mapper = pipeMapper('pipe_connect')

function pipeMapper(kind: 'pipe_create' | 'pipe_connect'): Mapper {
  return {
    kind,
    map(fields) {
      const event = newEvent[kind]()
      fillActor(event, fields)
      event.pipeName = fields.text('PipeName')
      return event
    },
  }
}
