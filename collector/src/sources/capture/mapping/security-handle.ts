import { type HandleObjectType, newEvent } from '@win11mon/schemas'

import type { CaptureRecord } from '../record/capture-record.ts'
import { account } from './accounts.ts'
import type { Mapper } from './mapper.ts'

const objectTypes: ReadonlyMap<string, HandleObjectType> = new Map([
  ['Process', 'process'],
  ['Thread', 'thread'],
])

/** Audit failure bit of the keywords. */
const failureBit = 1n << 52n

/**
 * Security 4656 (a handle was asked for) and 4663 (it was used). They name the object by its image path only, often in
 * device form, and cover files and keys too, which are no handles of ours.
 */
export const securityObjectAccess: Mapper = {
  kind: 'handle_create',
  map(fields, record) {
    const objectType = objectTypes.get(fields.text('ObjectType') ?? '')
    if (objectType === undefined) return undefined
    const event = newEvent.handle_create()
    event.objectType = objectType
    event.processId = fields.requiredProcessId('ProcessId')
    event.executable = fields.text('ProcessName')
    event.objectExecutable = fields.text('ObjectName')
    event.userName = account(fields, 'Subject')
    const access = fields.unsigned('AccessMask')
    if (record.eventId === 4656) event.desiredAccess = access
    if (!isFailure(record)) event.grantedAccess = access
    event.handleValue = fields.handle('HandleId')
    return event
  },
}

/** Security 4690: the source process copied a handle into the target process. What the handle refers to is not recorded. */
export const securityHandleDuplicate: Mapper = {
  kind: 'handle_duplicate',
  map(fields) {
    const event = newEvent.handle_duplicate()
    event.processId = fields.requiredProcessId('SourceProcessId')
    event.sourceProcessId = event.processId
    event.userName = account(fields, 'Subject')
    event.recipientProcessId = fields.processId('TargetProcessId')
    event.handleValue = fields.handle('TargetHandleId')
    return event
  },
}

/** The keywords are a bit mask as a number, its text, or the list of names that Winlogbeat makes of it. */
function isFailure({ keywords }: CaptureRecord): boolean {
  if (typeof keywords === 'number' && Number.isInteger(keywords)) return (BigInt(keywords) & failureBit) !== 0n
  if (typeof keywords === 'string' && /^(0x[0-9a-f]{1,16}|-?\d{1,20})$/i.test(keywords)) return (BigInt(keywords) & failureBit) !== 0n
  return [keywords].flat().some((keyword) => typeof keyword === 'string' && /audit.?failure/i.test(keyword))
}
