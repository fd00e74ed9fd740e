import type { JsonObject } from '../capture-record.ts'
import { type RecordLayout } from '../raw-record.ts'
import { readFlat } from './flat.ts'

/** What Splunk's add-on for Windows calls the values of Security events that were not collected as XML. */
const names: readonly (readonly [string, string])[] = [
  ['NewProcessId', 'New_Process_ID'],
  ['NewProcessName', 'New_Process_Name'],
  ['ParentProcessName', 'Creator_Process_Name'],
  ['CommandLine', 'Process_Command_Line'],
  ['ProcessName', 'Process_Name'],
  ['ObjectType', 'Object_Type'],
  ['ObjectName', 'Object_Name'],
  ['HandleId', 'Handle_ID'],
  ['AccessMask', 'Access_Mask'],
  ['SourceProcessId', 'Source_Process_ID'],
  ['TargetProcessId', 'Target_Process_ID'],
  ['TargetHandleId', 'Target_Handle_ID'],
  ['SubjectDomainName', 'Account_Domain'],
  ['SubjectUserName', 'Account_Name'],
  ['Status', 'Exit_Status'],
  ['MandatoryLabel', 'Mandatory_Label'],
]

export const splunkFieldsLayout: RecordLayout = {
  read(value) {
    if (value['New_Process_ID'] === undefined && value['Process_ID'] === undefined && value['Source_Process_ID'] === undefined)
      return undefined
    const raw = readFlat(value)
    return raw === undefined ? undefined : { ...raw, fields: renamed(value) }
  },
}

function renamed(value: JsonObject): JsonObject {
  const fields: Record<string, unknown> = { ProcessId: value['Creator_Process_ID'] ?? value['Process_ID'] }
  for (const [name, theirs] of names) fields[name] = firstElement(value[theirs])
  return fields
}

/** The subject comes first where subject and target share a name. */
function firstElement(value: unknown): unknown {
  return Array.isArray(value) ? (value[0] as unknown) : value
}
