import { type LogRecord, newEvent } from '@win11mon/schemas'

import type { CaptureRecord, JsonObject } from '../record/capture-record.ts'
import type { RecordFields } from '../record/fields.ts'
import { headerNames } from '../record/header-names.ts'
import type { Mapper } from './mapper.ts'
import { valuesText } from './values-text.ts'
import { fillWriter, writerSid } from './writer.ts'

/** Providers that live inside of the process that a record is about. */
const insideProcess = /powershell/i

/** A record of no kind of its own: all of its values as they are, and its process where it names one. */
export const logRecord: Mapper = {
  kind: 'log_record',
  map(fields, record) {
    const event = newEvent.log_record()
    event.provider = record.providerName
    event.channel = record.channel
    event.eventId = record.eventId
    fillProcess(event, fields, record)
    const { text, isTruncated } = valuesText(ownValues(record))
    event.values = text
    if (isTruncated) event.isTruncated = true
    return event
  },
}

function fillProcess(event: LogRecord, fields: RecordFields, record: CaptureRecord): void {
  if (insideProcess.test(record.providerName ?? record.channel ?? '')) return fillWriter(event, record)
  event.userSid = writerSid(record)
  if (record.provider === 'sysmon') {
    event.sourceGuid = fields.guid('ProcessGuid', 'ProcessGUID')
    // With the GUID the process id can be borrowed.
    event.processId = event.sourceGuid === null ? fields.processId('ProcessId') : fields.requiredProcessId('ProcessId')
    event.executable = fields.image('Image')
  } else if (record.provider === 'security') fillSecurityProcess(event, fields)
}

/** From Microsoft's event pages: which values of the Security log name the process that acted, and its image. */
const securityProcesses = [
  ['ProcessId', 'ProcessName'],
  ['CallerProcessId', 'CallerProcessName'],
  ['ClientProcessId', null],
] as const

function fillSecurityProcess(event: LogRecord, fields: RecordFields): void {
  for (const [idName, imageName] of securityProcesses) {
    const processId = fields.processId(idName)
    if (processId === null || processId === 0) continue
    event.processId = processId
    event.executable = imageName === null ? null : fields.text(imageName)
    return
  }
}

/** Flat exports mix an event's own values with those around it. */
function ownValues({ layout, fields, unnamedValues }: CaptureRecord): JsonObject {
  if (unnamedValues !== undefined) return { Data: unnamedValues }
  if (layout === 'nested') return fields
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !headerNames.has(name)))
}
