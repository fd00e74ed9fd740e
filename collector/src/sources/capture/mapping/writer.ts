import type { CaptureRecord } from '../record/capture-record.ts'
import { parseInteger } from '../record/parse-number.ts'

interface Written {
  processId: number | null
  threadId: number | null
  userSid: string | null
}

/** For providers that live inside of the process that a record is about: that process wrote it. */
export function fillWriter(event: Written, record: CaptureRecord): void {
  const { processId, threadId, userSid } = record.readWriter(record.header)
  event.processId = identifier(processId)
  event.threadId = identifier(threadId)
  event.userSid = sidOf(userSid)
}

/** The account in whose name a record was written. */
export function writerSid(record: CaptureRecord): string | null {
  return sidOf(record.readWriter(record.header).userSid)
}

/** 0 stands for none: the idle process writes nothing. */
function identifier(value: unknown): number | null {
  const parsed = parseInteger(value) ?? 0
  return parsed > 0 && parsed <= 0xffffffff ? parsed : null
}

function sidOf(value: unknown): string | null {
  return typeof value === 'string' && value.startsWith('S-') ? value : null
}
