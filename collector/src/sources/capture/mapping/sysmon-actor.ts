import type { RecordFields } from '../record/fields.ts'
import { isZeroGuid } from '../record/zero-guid.ts'

interface Actor {
  processId: number | null
  executable: string | null
  userName: string | null
  sourceGuid: string | null
}

/** The process of a Sysmon record and its account, as nearly all of its events name them. */
export function fillActor(event: Actor, fields: RecordFields): void {
  event.processId = fields.requiredProcessId('ProcessId')
  event.executable = fields.image('Image')
  event.userName = fields.text('User')
  const guid = fields.guid('ProcessGuid', 'ProcessGUID')
  // Of a process that is gone already Sysmon knows the number only.
  event.sourceGuid = guid !== null && isZeroGuid(guid) ? null : guid
}
