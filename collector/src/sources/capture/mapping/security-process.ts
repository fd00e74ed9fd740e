import { newEvent } from '@win11mon/schemas'

import { account } from './accounts.ts'
import { parseIntegrityLevel } from './integrity-level.ts'
import type { Mapper } from './mapper.ts'

/** Security 4688. `ProcessId` is the creator here, the new process is `NewProcessId`; its start time is only the event's time. */
export const securityProcessCreate: Mapper = {
  kind: 'process_create',
  map(fields) {
    const event = newEvent.process_create()
    event.processId = fields.requiredProcessId('NewProcessId')
    event.executable = fields.text('NewProcessName')
    event.parentProcessId = fields.processId('ProcessId')
    event.parentExecutable = fields.text('ParentProcessName')
    event.commandLine = fields.text('CommandLine')
    event.userName = account(fields, 'Target') ?? account(fields, 'Subject')
    event.logonId = fields.text('TargetLogonId') ?? fields.text('SubjectLogonId')
    event.tokenElevation = fields.text('TokenElevationType')
    event.integrityLevel = parseIntegrityLevel(fields.text('MandatoryLabel'))
    return event
  },
}

/** Security 4689. */
export const securityProcessTerminate: Mapper = {
  kind: 'process_terminate',
  map(fields) {
    const event = newEvent.process_terminate()
    event.processId = fields.requiredProcessId('ProcessId')
    event.executable = fields.text('ProcessName')
    event.exitStatus = fields.unsigned('Status')
    return event
  },
}
