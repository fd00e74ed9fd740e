import { type FieldDefinition, type KindDefinition, optional } from './definition.ts'
import { optionalActorFields, sourceFields, truncatedField } from './header.ts'
import { textLimits } from './limits.ts'

const nameOptions = { maxLength: textLimits.name } as const

function account(role: 'subject' | 'target', doc: string): readonly FieldDefinition[] {
  const field = (name: string, what: string): FieldDefinition =>
    optional([`${role}_${name}`, 'string', `win11mon.${role}.${name}`], `${what} of the ${doc}.`, nameOptions)
  return [
    field('user_sid', 'Security identifier'),
    field('user_name', 'Name'),
    field('domain_name', 'Domain'),
    field('logon_id', 'Logon session'),
  ]
}

function logonText(name: string, doc: string): FieldDefinition {
  return optional([name, 'string', `win11mon.logon.${name}`], doc, nameOptions)
}

/** The account that caused a record. */
export const subjectFields: readonly FieldDefinition[] = account('subject', 'account that caused the record')
const targetFields: readonly FieldDefinition[] = account('target', 'account that logs on or off')

const logonType = optional(
  ['logon_type', 'long', 'win11mon.logon.type'],
  'How: 2 interactive, 3 network, 4 batch, 5 service, 7 unlock, 8 network in clear text, 9 new credentials, 10 remote interactive, 11 cached.',
)

const originFields: readonly FieldDefinition[] = [
  optional(['source_address', 'string', 'source.ip'], 'Address the logon came from.', nameOptions),
  optional(['source_port', 'long', 'source.port'], 'Port it came from.'),
]

const methodFields: readonly FieldDefinition[] = [
  logonType,
  logonText('logon_process', 'Logon process that was used.'),
  logonText('authentication_package', 'Authentication package that was used.'),
  logonText('ntlm_package', 'Version of NTLM, when that was used.'),
  optional(['key_length_bits', 'long', 'win11mon.logon.key_length_bits'], 'Length of the session key of NTLM.', { unit: 'bits' }),
  logonText('transmitted_services', 'Services through which the logon was delegated.'),
  logonText('workstation_name', 'Name of the machine the logon came from, as it says itself.'),
  ...originFields,
]

function logonKind(
  name: string,
  wire: number,
  text: readonly [doc: string, when: string],
  fields: readonly FieldDefinition[],
): KindDefinition {
  const [doc, when] = text
  const all = [...optionalActorFields, ...subjectFields, ...fields, truncatedField, ...sourceFields]
  return { name, wire, origin: 'event log', priority: 'high', doc, when, fields: all }
}

/** Who logs on, off, or as somebody else. The process is the one that asked for it. */
export const logonKinds: readonly KindDefinition[] = [
  logonKind(
    'logon',
    144,
    ['An account logged on.', 'When a logon session is made on this host (Security 4624).'],
    [
      ...targetFields,
      ...methodFields,
      logonText('logon_guid', 'Identifier that the record of the domain controller has too.'),
      logonText('impersonation_level', 'How far the session may act for the account, as the source writes it.'),
      logonText('restricted_admin_mode', 'Whether credentials stayed with the caller, as the source writes it.'),
      logonText('elevated_token', 'Whether the session is elevated, as the source writes it.'),
      logonText('virtual_account', 'Whether the account is a virtual one, as the source writes it.'),
      logonText('linked_logon_id', 'The other session of the pair of an administrator.'),
      logonText('outbound_user_name', 'Account for outgoing connections, of type 9.'),
      logonText('outbound_domain_name', 'Its domain.'),
    ],
  ),
  logonKind(
    'logon_failure',
    145,
    ['A logon failed.', 'When a logon is refused on this host (Security 4625).'],
    [
      ...targetFields,
      ...methodFields,
      optional(['status', 'long', 'win11mon.logon.status'], 'NTSTATUS of the refusal.'),
      optional(['sub_status', 'long', 'win11mon.logon.sub_status'], 'NTSTATUS that says more.'),
      logonText('failure_reason', 'Reason as the source writes it.'),
    ],
  ),
  logonKind(
    'logoff',
    146,
    ['A logon session ended.', 'When a session ends (Security 4634), or its user asks for it (4647).'],
    [...targetFields, logonType, optional(['is_by_user', 'boolean', 'win11mon.logon.is_by_user'], 'The user asked for it.')],
  ),
  logonKind(
    'explicit_credentials',
    147,
    ['A process used the credentials of another account.', 'When credentials are given explicitly, as with runas (Security 4648).'],
    [
      ...targetFields.filter(({ name }) => name === 'target_user_name' || name === 'target_domain_name'),
      logonText('target_server_name', 'Server the credentials are for.'),
      logonText('target_info', 'Service or further name of the target.'),
      ...originFields,
    ],
  ),
  logonKind(
    'special_privileges',
    148,
    ['A new logon session has privileges of an administrator.', 'Right after such a logon (Security 4672).'],
    [
      optional(['privileges', 'string', 'win11mon.logon.privileges'], 'The privileges, separated as the source writes them.', {
        maxLength: textLimits.long,
      }),
    ],
  ),
]
