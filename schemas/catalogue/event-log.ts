import { type FieldDefinition, type KindDefinition, optional, required } from './definition.ts'
import { actorFields, optionalActorFields, sourceFields, truncatedField, userField } from './header.ts'
import { textLimits } from './limits.ts'
import { subjectFields } from './logon.ts'

const nameOptions = { maxLength: textLimits.name } as const
const longOptions = { indexType: 'wildcard', maxLength: textLimits.long } as const

const userSid: FieldDefinition = optional(['user_sid', 'string', 'user.id'], 'Account in whose name the record was written.', nameOptions)

/** Changes of the system that outlast a process, and attempts to hide. */
export const systemChangeKinds: readonly KindDefinition[] = [
  {
    name: 'wmi_subscription',
    wire: 152,
    origin: 'event log',
    priority: 'high',
    doc: 'Part of a permanent WMI event subscription was made, changed or deleted.',
    when: 'When Sysmon sees it (events 19 filter, 20 consumer, 21 binding); they name no process.',
    fields: [
      ...optionalActorFields,
      required(['part', 'WmiSubscriptionPart', 'win11mon.wmi.part'], 'Which part.'),
      optional(['operation', 'string', 'win11mon.wmi.operation'], 'What was done, as the source writes it.', nameOptions),
      userField,
      optional(['name', 'string', 'win11mon.wmi.name'], 'Name of the filter or consumer.', nameOptions),
      optional(['namespace', 'string', 'win11mon.wmi.namespace'], 'Namespace of the filter.', nameOptions),
      optional(['query', 'string', 'win11mon.wmi.query'], 'Query of the filter.', longOptions),
      optional(['consumer_type', 'string', 'win11mon.wmi.consumer_type'], 'Type of the consumer.', nameOptions),
      optional(['destination', 'string', 'win11mon.wmi.destination'], 'What the consumer runs or writes.', longOptions),
      optional(['consumer', 'string', 'win11mon.wmi.consumer'], 'Consumer of the binding.', longOptions),
      optional(['filter', 'string', 'win11mon.wmi.filter'], 'Filter of the binding.', longOptions),
      truncatedField,
      ...sourceFields,
    ],
  },
  {
    name: 'process_tampering',
    wire: 153,
    origin: 'event log',
    priority: 'high',
    doc: 'The image of a process was replaced or differs from its file.',
    when: 'When Sysmon notices it (event 25).',
    fields: [
      ...actorFields,
      optional(['tampering_type', 'string', 'win11mon.tampering.type'], 'What was noticed, as the source writes it.', nameOptions),
      userField,
      truncatedField,
      ...sourceFields,
    ],
  },
  {
    name: 'service_install',
    wire: 154,
    origin: 'event log',
    priority: 'high',
    doc: 'A service was installed.',
    when: 'When the service control manager installs it (System 7045, Security 4697).',
    fields: [
      ...optionalActorFields,
      optional(['service_name', 'string', 'win11mon.service.name'], 'Name of the service.', nameOptions),
      optional(['image_path', 'string', 'win11mon.service.image_path'], 'Command line of the service, or path of the driver.', longOptions),
      optional(['service_type', 'string', 'win11mon.service.type'], 'Type of the service as the source writes it.', nameOptions),
      optional(['start_type', 'string', 'win11mon.service.start_type'], 'When it starts, as the source writes it.', nameOptions),
      optional(['account_name', 'string', 'win11mon.service.account_name'], 'Account it runs as.', nameOptions),
      ...subjectFields,
      userSid,
      truncatedField,
      ...sourceFields,
    ],
  },
  {
    name: 'scheduled_task',
    wire: 155,
    origin: 'event log',
    priority: 'high',
    doc: 'A scheduled task was registered, changed, deleted, enabled or disabled.',
    when: 'When Security audits it (4698 to 4702), or the task scheduler logs it (106, 140, 141, 142).',
    fields: [
      ...optionalActorFields,
      required(['operation', 'ScheduledTaskOperation', 'win11mon.task.operation'], 'What was done.'),
      optional(['task_name', 'string', 'win11mon.task.name'], 'Path of the task.', { indexType: 'wildcard', maxLength: textLimits.path }),
      optional(['task_content', 'string', 'win11mon.task.content'], 'Definition of the task in XML.', longOptions),
      ...subjectFields,
      userField,
      userSid,
      truncatedField,
      ...sourceFields,
    ],
  },
  {
    name: 'log_clear',
    wire: 156,
    origin: 'event log',
    priority: 'high',
    doc: 'A log was cleared.',
    when: 'When the event log service has cleared it (Security 1102, System 104).',
    fields: [
      ...optionalActorFields,
      optional(['cleared_channel', 'string', 'win11mon.log.cleared_channel'], 'Log that was cleared.', nameOptions),
      optional(['backup_path', 'string', 'win11mon.log.backup_path'], 'File it was saved to before.', longOptions),
      ...subjectFields,
      userSid,
      truncatedField,
      ...sourceFields,
    ],
  },
]

export const scriptKinds: readonly KindDefinition[] = [
  {
    name: 'script_block',
    wire: 157,
    origin: 'event log',
    priority: 'high',
    doc: 'PowerShell ran a script block; a long one comes in parts.',
    when: 'When script block logging is on, or the block looks suspicious to PowerShell (event 4104).',
    fields: [
      ...optionalActorFields,
      optional(['block_id', 'string', 'win11mon.script.block_id'], 'Identifier that all parts of a block share.', nameOptions),
      optional(['part_number', 'long', 'win11mon.script.part_number'], 'Number of this part, from 1.'),
      optional(['part_count', 'long', 'win11mon.script.part_count'], 'How many parts the block has.'),
      optional(['text', 'string', 'win11mon.script.text'], 'Text of this part.', { indexType: 'wildcard', maxLength: textLimits.script }),
      optional(['path', 'string', 'win11mon.script.path'], 'File the block comes from; null when it was typed or made.', {
        indexType: 'wildcard',
        maxLength: textLimits.path,
      }),
      userSid,
      truncatedField,
      ...sourceFields,
    ],
  },
]

export const logRecordKind: KindDefinition = {
  name: 'log_record',
  wire: 191,
  origin: 'event log',
  priority: 'low',
  doc: 'Any other record of the event log that is kept, with all its values.',
  when: 'When a capture holds it and `collector.capture.log_records` names it.',
  fields: [
    ...optionalActorFields,
    optional(['provider', 'string', 'event.provider'], 'Who wrote the record.', nameOptions),
    optional(['channel', 'string', 'win11mon.log.channel'], 'Log it was written to.', nameOptions),
    required(['event_id', 'long', 'event.code'], 'Event id; an identity only together with the provider.'),
    optional(
      ['values', 'string', 'win11mon.log.values'],
      'The values by name, as the text of a JSON object; values without a name have their number.',
      {
        indexType: 'wildcard',
        maxLength: textLimits.record,
      },
    ),
    userSid,
    truncatedField,
    ...sourceFields,
  ],
}
