import type { CaptureRecord } from '../record/capture-record.ts'

/** Longest name of a log that a record's name repeats; those of Windows are half as long. */
const longestLogName = 200

/** What people call the log: `Sysmon`, `Security`, or its own name. */
export function logNameOf({ provider, channel, providerName }: CaptureRecord): string {
  if (provider === 'sysmon') return 'Sysmon'
  if (provider === 'security') return 'Security'
  return (channel ?? providerName ?? 'unknown').slice(0, longestLogName)
}

/** `Sysmon/10#3781394`, or `Sysmon/10@17` for the 17th line when the exporter dropped the record number. */
export function recordName(record: CaptureRecord, position: number): string {
  const { eventId, recordNumber } = record
  return `${logNameOf(record)}/${eventId}${recordNumber === null ? `@${position}` : `#${recordNumber}`}`
}
