import { isObject } from '../capture-record.ts'
import { type RecordLayout } from '../raw-record.ts'
import { nameValues } from '../value-names.ts'

/** `Get-WinEvent … | ConvertTo-Json`: the values have no names, and below the default depth of 2 no values either. */
export const getWinEventLayout: RecordLayout = {
  read(value) {
    if (value['Id'] === undefined || value['MachineName'] === undefined) return undefined
    const properties = Array.isArray(value['Properties']) ? (value['Properties'] as readonly unknown[]) : []
    const fields = nameValues(value['Id'], properties.map(propertyValue), value['Message'])
    const created = value['TimeCreated']
    return {
      layout: 'flat',
      providerName: value['ProviderName'],
      channel: value['LogName'],
      eventId: value['Id'],
      hostName: value['MachineName'],
      recordNumber: value['RecordId'],
      fields: fields ?? {},
      hasUnnamedValues: fields === undefined,
      keywords: value['Keywords'],
      stamps: {
        name: 'TimeCreated',
        value: isObject(created) ? (created['value'] ?? created['DateTime']) : created,
        isUtc: false,
        receivedLocal: undefined,
        receivedUtc: undefined,
      },
    }
  },
}

/** A security identifier is an object of its own; nothing is made of those. */
function propertyValue(property: unknown): unknown {
  if (!isObject(property)) return property
  const value = property['Value']
  return isObject(value) ? (value['Value'] ?? '') : value
}
