import { newEvent } from '@win11mon/schemas'

import type { Mapper } from './mapper.ts'
import { fillWriter } from './writer.ts'

/** PowerShell 4104: one part of a script block. PowerShell runs inside of the process that it is about. */
export const powershellScriptBlock: Mapper = {
  kind: 'script_block',
  knownBy: 'ScriptBlockText',
  map(fields, record) {
    const event = newEvent.script_block()
    fillWriter(event, record)
    event.blockId = fields.text('ScriptBlockId')
    event.partNumber = fields.unsigned('MessageNumber')
    event.partCount = fields.unsigned('MessageTotal')
    event.text = fields.text('ScriptBlockText')
    event.path = fields.text('Path')
    return event
  },
}
