import { type ReadWriter, isObject } from '../capture-record.ts'
import { type RecordLayout } from '../raw-record.ts'
import { nameValues } from '../value-names.ts'

/** `Get-WinEvent … | ConvertTo-Json`: the values have no names, and below the default depth of 2 no values either. */
export const getWinEventLayout: RecordLayout = {
  read(value) {
    if (value['Id'] === undefined || value['MachineName'] === undefined) return undefined
    const properties = Array.isArray(value['Properties']) ? (value['Properties'] as readonly unknown[]) : []
    const values = properties.map(propertyValue)
    const source = value['ProviderName'] ?? value['LogName']
    const fields = nameValues({ eventId: value['Id'], source }, values, value['Message'])
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
      unnamedValues: fields === undefined ? values : undefined,
      readWriter: writerOf,
      header: value,
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

const writerOf: ReadWriter = (value) => ({
  processId: value['ProcessId'],
  threadId: value['ThreadId'],
  userSid: sidOf(value['UserId']),
})

/** A security identifier is an object of its own. */
function sidOf(user: unknown): unknown {
  return isObject(user) ? user['Value'] : user
}

/** The same among the values. */
function propertyValue(property: unknown): unknown {
  if (!isObject(property)) return property
  const value = property['Value']
  return isObject(value) ? (value['Value'] ?? '') : value
}
