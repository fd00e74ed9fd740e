import type { LogRecord } from '@win11mon/pipeline'
import type { Event } from '@win11mon/schemas'

import { aHandleCreate, aProcessCreate, aProcessTerminate, at } from '../../enricher/test/builders.ts'
import { aRecord } from '../../enricher/test/partition/a-partition.ts'

const lsass = 'C:\\Windows\\System32\\lsass.exe'
const tool = 'C:\\Users\\a\\Downloads\\tool.exe'

/** Two hosts that take turns, the same at every call: processes that come and go, and one that reads lsass. */
export function numberedRecords(): LogRecord[] {
  return [0, 1, 2].flatMap((round) =>
    [7, 9].map((hostByte) =>
      aRecord(eventsOf(round), { firstSequence: 1 + round * 4, bootByte: hostByte, hostId: new Uint8Array(16).fill(hostByte) }),
    ),
  )
}

function eventsOf(round: number): Event[] {
  const processId = 100 + round * 4
  return [
    aProcessCreate({ timeUs: at(round * 10), processId, executable: tool, parentProcessId: processId - 4 }),
    aHandleCreate({ timeUs: at(round * 10 + 1), processId, objectProcessId: 600, objectExecutable: lsass, grantedAccess: 0x1410 }),
    aHandleCreate({ timeUs: at(round * 10 + 2), processId, objectProcessId: 96, objectExecutable: tool, grantedAccess: 0x40 }),
    aProcessTerminate({ timeUs: at(round * 10 + 3), processId: processId - 4 }),
  ]
}
