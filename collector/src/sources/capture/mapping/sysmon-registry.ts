import { type RegistryOperationType, newEvent } from '@win11mon/schemas'

import type { Mapper } from './mapper.ts'

const operations: ReadonlyMap<string, RegistryOperationType> = new Map([
  ['CreateKey', 'create_key'],
  ['DeleteKey', 'delete_key'],
  ['RenameKey', 'rename_key'],
  ['SetValue', 'set_value'],
  ['CreateValue', 'set_value'],
  ['DeleteValue', 'delete_value'],
  ['RenameValue', 'rename_value'],
])

/**
 * Sysmon 12, 13 and 14. Some exporters overwrite `EventType` with the severity of the record; then only event 13 still
 * says what was done.
 */
export const sysmonRegistryOperation: Mapper = {
  kind: 'registry_operation',
  map(fields, record) {
    const event = newEvent.registry_operation()
    event.processId = fields.requiredProcessId('ProcessId')
    event.executable = fields.image('Image')
    event.operation = operations.get(fields.text('EventType') ?? '') ?? (record.eventId === 13 ? 'set_value' : 'unknown')
    event.keyPath = fields.text('TargetObject')
    event.newName = fields.text('NewName')
    event.dataText = fields.text('Details')
    event.userName = fields.text('User')
    event.sourceGuid = fields.guid('ProcessGuid', 'ProcessGUID')
    return event
  },
}
