import { type FieldDefinition, type KindDefinition, optional, required } from './definition.ts'
import { actorFields, sourceFields, truncatedField, userField } from './header.ts'
import { textLimits } from './limits.ts'

const nameOptions = { maxLength: textLimits.name } as const

function end(role: 'source' | 'destination', doc: string): readonly FieldDefinition[] {
  return [
    optional([`${role}_address`, 'string', `${role}.ip`], `Address of the ${doc}.`, nameOptions),
    optional([`${role}_host_name`, 'string', `${role}.domain`], `Name of the ${doc}, when the source resolves it.`, nameOptions),
    optional([`${role}_port`, 'long', `${role}.port`], `Port of the ${doc}.`),
  ]
}

function pipeKind(name: string, wire: number, [doc, when]: readonly [string, string]): KindDefinition {
  const pipeName = optional(['pipe_name', 'string', 'win11mon.pipe.name'], 'Name of the pipe.', {
    indexType: 'wildcard',
    maxLength: textLimits.name,
  })
  return {
    name,
    wire,
    origin: 'event log',
    priority: 'low',
    doc,
    when,
    fields: [...actorFields, pipeName, userField, truncatedField, ...sourceFields],
  }
}

/** What processes do on the network and through pipes. */
export const networkKinds: readonly KindDefinition[] = [
  {
    name: 'network_connection',
    wire: 136,
    origin: 'event log',
    priority: 'low',
    doc: 'A process made, accepted or was refused a connection, or bound a port.',
    when: 'When Sysmon logs the connection (event 3), or the filtering platform audits it (Security 5154 to 5159).',
    fields: [
      ...actorFields,
      required(['operation', 'NetworkOperation', 'win11mon.network.operation'], 'What was done.'),
      optional(['protocol', 'string', 'network.transport'], 'Protocol: tcp, udp, or its IANA number.', nameOptions),
      optional(['is_initiated', 'boolean', 'win11mon.network.is_initiated'], 'The process called; false when it was called.'),
      ...end('source', 'end that the source lists first; of Sysmon the caller, of Security this host'),
      ...end('destination', 'other end'),
      userField,
      truncatedField,
      ...sourceFields,
    ],
  },
  {
    name: 'dns_query',
    wire: 137,
    origin: 'event log',
    priority: 'low',
    doc: 'A process asked for a name.',
    when: 'When Sysmon logs the query (event 22), after it was answered.',
    fields: [
      ...actorFields,
      optional(['query_name', 'string', 'dns.question.name'], 'Name that was asked for.', {
        indexType: 'wildcard',
        maxLength: textLimits.name,
      }),
      optional(['query_status', 'long', 'win11mon.dns.status'], 'Result as a Windows error code; 0 is success.'),
      optional(['query_results', 'string', 'win11mon.dns.results'], 'Answers as the source writes them.', {
        indexType: 'wildcard',
        maxLength: textLimits.long,
      }),
      userField,
      truncatedField,
      ...sourceFields,
    ],
  },
  pipeKind('pipe_create', 138, ['A named pipe was created.', 'When Sysmon is configured to log named pipes (event 17).']),
  pipeKind('pipe_connect', 139, ['A process connected to a named pipe.', 'When Sysmon is configured to log named pipes (event 18).']),
]
