import type { Event } from '@win11mon/schemas'
import fc from 'fast-check'

import { aHandleCreate, aProcessCreate, aProcessTerminate, at } from '../builders.ts'

const images = ['C:\\Windows\\System32\\lsass.exe', 'C:\\Windows\\System32\\cmd.exe', 'C:\\Tools\\tool.exe', null]

/** Few pids, few images and few moments, so that reuse, equal times and contradictions are the normal case. */
export function aHostHistory(): fc.Arbitrary<Event[]> {
  const processId = fc.constantFrom(4, 100, 104, 108)
  const executable = fc.constantFrom(...images)
  const timeUs = fc.nat({ max: 120 }).map((halfSeconds) => at(halfSeconds / 2))
  const create = fc
    .record({ timeUs, processId, executable, parentProcessId: processId, parentExecutable: executable, isExact: fc.boolean() })
    .map(({ isExact, ...fields }) => aProcessCreate({ ...fields, processStartUs: isExact ? fields.timeUs : null }))
  const terminate = fc.record({ timeUs, processId, executable }).map((fields) => aProcessTerminate(fields))
  const access = fc
    .record({ timeUs, processId, executable, objectProcessId: processId, objectExecutable: executable })
    .map((fields) => aHandleCreate(fields))
  const known = fc
    .record({ timeUs, processId, executable, processStartUs: timeUs })
    .map((fields) => aHandleCreate({ ...fields, processStartUs: Math.min(fields.processStartUs, fields.timeUs) }))
  return fc.array(fc.oneof(create, terminate, access, known), { minLength: 1, maxLength: 40 })
}
