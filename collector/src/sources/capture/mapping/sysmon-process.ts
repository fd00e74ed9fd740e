import { newEvent } from '@win11mon/schemas'

import { parseIntegrityLevel } from './integrity-level.ts'
import type { Mapper } from './mapper.ts'

/** Sysmon 1. Its UtcTime is the start time of the process, which `mapRecord` fills in. */
export const sysmonProcessCreate: Mapper = {
  kind: 'process_create',
  map(fields) {
    const event = newEvent.process_create()
    event.processId = fields.requiredProcessId('ProcessId')
    event.executable = fields.image('Image')
    event.parentProcessId = fields.processId('ParentProcessId')
    event.parentExecutable = fields.image('ParentImage')
    event.parentCommandLine = fields.text('ParentCommandLine')
    event.commandLine = fields.text('CommandLine')
    event.workingDirectory = fields.text('CurrentDirectory')
    event.userName = fields.text('User')
    event.sessionId = fields.unsigned('TerminalSessionId')
    event.integrityLevel = parseIntegrityLevel(fields.text('IntegrityLevel'))
    event.originalFileName = fields.text('OriginalFileName')
    event.fileVersion = fields.text('FileVersion')
    event.fileDescription = fields.text('Description')
    event.product = fields.text('Product')
    event.company = fields.text('Company')
    event.logonId = fields.text('LogonId')
    event.parentUserName = fields.text('ParentUser')
    event.hashes = fields.text('Hashes')
    event.sourceGuid = fields.guid('ProcessGuid', 'ProcessGUID')
    event.sourceParentGuid = fields.guid('ParentProcessGuid', 'ParentProcessGUID')
    return event
  },
}

/** Sysmon 5. */
export const sysmonProcessTerminate: Mapper = {
  kind: 'process_terminate',
  map(fields) {
    const event = newEvent.process_terminate()
    event.processId = fields.requiredProcessId('ProcessId')
    event.executable = fields.image('Image')
    event.sourceGuid = fields.guid('ProcessGuid', 'ProcessGUID')
    return event
  },
}
