import { type RegistryOperationType, newEvent } from '@win11mon/schemas'

import { account } from './accounts.ts'
import type { Mapper } from './mapper.ts'

/** Texts of the message table that Microsoft's page of the event lists. */
const operations: ReadonlyMap<string, RegistryOperationType> = new Map([
  ['%%1904', 'set_value'],
  ['%%1905', 'set_value'],
  ['%%1906', 'delete_value'],
])

/** Security 4657: a value was made, changed or deleted. */
export const securityRegistryValue: Mapper = {
  kind: 'registry_operation',
  map(fields) {
    const event = newEvent.registry_operation()
    event.processId = fields.requiredProcessId('ProcessId')
    event.executable = fields.text('ProcessName')
    event.operation = operations.get(fields.text('OperationType') ?? '') ?? 'unknown'
    event.keyPath = fields.text('ObjectName')
    event.valueName = fields.text('ObjectValueName')
    event.dataText = fields.text('NewValue')
    event.userName = account(fields, 'Subject')
    return event
  },
}
