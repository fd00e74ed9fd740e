import { type ScheduledTaskOperation, newEvent } from '@win11mon/schemas'

import type { CaptureRecord } from '../record/capture-record.ts'
import type { RecordFields } from '../record/fields.ts'
import { fillSubject } from './accounts.ts'
import type { Mapper } from './mapper.ts'
import { writerSid } from './writer.ts'

/** System 7045. The service control manager wrote it: whose call it was is not recorded. */
export const systemServiceInstall: Mapper = {
  kind: 'service_install',
  knownBy: 'ServiceName',
  map(fields, record) {
    const event = newEvent.service_install()
    event.serviceName = fields.text('ServiceName')
    event.imagePath = fields.text('ImagePath')
    event.serviceType = fields.text('ServiceType')
    event.startType = fields.text('StartType')
    event.accountName = fields.text('AccountName')
    event.userSid = writerSid(record)
    return event
  },
}

/** Security 4697. Newer systems name the process that called the service control manager. */
export const securityServiceInstall: Mapper = {
  kind: 'service_install',
  knownBy: 'ServiceName',
  map(fields) {
    const event = newEvent.service_install()
    event.processId = callerProcessId(fields)
    event.serviceName = fields.text('ServiceName')
    event.imagePath = fields.text('ServiceFileName')
    event.serviceType = fields.text('ServiceType')
    event.startType = fields.text('ServiceStartType')
    event.accountName = fields.text('ServiceAccount')
    fillSubject(event, fields)
    return event
  },
}

/** Of Security, and of the task scheduler itself. */
const taskOperations: ReadonlyMap<number, ScheduledTaskOperation> = new Map([
  [4698, 'create'],
  [4699, 'delete'],
  [4700, 'enable'],
  [4701, 'disable'],
  [4702, 'update'],
  [106, 'create'],
  [140, 'update'],
  [141, 'delete'],
  [142, 'disable'],
])

/** Security 4698 to 4702. */
export const securityScheduledTask: Mapper = {
  kind: 'scheduled_task',
  knownBy: 'TaskName',
  map(fields, { eventId }) {
    const event = newEvent.scheduled_task()
    event.operation = taskOperations.get(eventId) ?? 'unknown'
    event.processId = callerProcessId(fields)
    event.taskName = fields.text('TaskName')
    event.taskContent = fields.text('TaskContent') ?? fields.text('TaskContentNew')
    fillSubject(event, fields)
    return event
  },
}

/** TaskScheduler 106, 140, 141 and 142. */
export const schedulerTask: Mapper = {
  kind: 'scheduled_task',
  knownBy: 'TaskName',
  map(fields, record) {
    const event = newEvent.scheduled_task()
    event.operation = taskOperations.get(record.eventId) ?? 'unknown'
    event.taskName = fields.text('TaskName')
    event.userName = fields.text('UserContext') ?? fields.text('UserName')
    event.userSid = writerSid(record)
    return event
  },
}

/** Security 1102 and System 104. Flat exports often lose their values, which stand elsewhere in the XML. */
export const logClear: Mapper = {
  kind: 'log_clear',
  map(fields, record) {
    const event = newEvent.log_clear()
    event.clearedChannel = record.eventId === 1102 ? 'Security' : clearedChannel(fields, record)
    event.backupPath = fields.text('BackupPath')
    fillSubject(event, fields)
    event.userSid = writerSid(record)
    return event
  },
}

/** At the top level `Channel` is the log that the record lies in. */
function clearedChannel(fields: RecordFields, { layout }: CaptureRecord): string | null {
  return layout === 'nested' ? fields.text('Channel') : null
}

function callerProcessId(fields: RecordFields): number | null {
  const processId = fields.processId('ClientProcessId')
  return processId === 0 ? null : processId
}
