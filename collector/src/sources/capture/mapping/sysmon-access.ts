import { newEvent } from '@win11mon/schemas'

import type { Mapper } from './mapper.ts'

/** Sysmon 8: one process started a thread in another. */
export const sysmonRemoteThread: Mapper = {
  kind: 'thread_create',
  map(fields) {
    const event = newEvent.thread_create()
    event.processId = fields.requiredProcessId('SourceProcessId')
    event.executable = fields.image('SourceImage')
    event.objectProcessId = fields.processId('TargetProcessId')
    event.objectExecutable = fields.image('TargetImage')
    event.objectThreadId = fields.unsigned('NewThreadId')
    event.startAddress = fields.address('StartAddress')
    event.startModule = fields.text('StartModule')
    event.startFunction = fields.text('StartFunction')
    event.userName = fields.text('SourceUser')
    event.objectUserName = fields.text('TargetUser')
    event.sourceGuid = fields.guid('SourceProcessGuid', 'SourceProcessGUID')
    event.sourceObjectGuid = fields.guid('TargetProcessGuid', 'TargetProcessGUID')
    return event
  },
}

/** Sysmon 10: one process opened another. */
export const sysmonProcessAccess: Mapper = {
  kind: 'handle_create',
  map(fields) {
    const event = newEvent.handle_create()
    event.objectType = 'process'
    event.processId = fields.requiredProcessId('SourceProcessId')
    event.threadId = fields.unsigned('SourceThreadId')
    event.executable = fields.image('SourceImage')
    event.objectProcessId = fields.processId('TargetProcessId')
    event.objectExecutable = fields.image('TargetImage')
    event.grantedAccess = fields.unsigned('GrantedAccess')
    event.callTrace = fields.text('CallTrace')
    event.userName = fields.text('SourceUser')
    event.objectUserName = fields.text('TargetUser')
    event.sourceGuid = fields.guid('SourceProcessGUID', 'SourceProcessGuid')
    event.sourceObjectGuid = fields.guid('TargetProcessGUID', 'TargetProcessGuid')
    return event
  },
}
