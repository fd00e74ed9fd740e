import type { ReportInput } from './report.ts'

/**
 * Nothing of the input became an event although nobody asked for that: whatever an analysis says, it does not speak of this
 * input. Of records that were read elsewhere it does.
 */
export function isUnread({ accepted, rejected, skipped, error }: ReportInput): boolean {
  if (error !== null) return true
  return (
    accepted === 0 &&
    !Object.keys(skipped).some((reason) => reason.startsWith('filtered_') || reason === 'repeated_record') &&
    (countOfAll(rejected) > 0 || countOfAll(skipped) > 0)
  )
}

/** No input had anything: whatever is said, it is said of nothing. */
export function isNothingRead(inputs: readonly ReportInput[]): boolean {
  return inputs.every(({ accepted, skipped }) => accepted === 0 && countOfAll(skipped) === 0)
}

/** Records that were rejected, by reason, most first. */
export function rejectedReasons(inputs: readonly Pick<ReportInput, 'rejected'>[]): (readonly [reason: string, count: number])[] {
  const counts = new Map<string, number>()
  for (const { rejected } of inputs)
    for (const [reason, count] of Object.entries(rejected)) counts.set(reason, (counts.get(reason) ?? 0) + count)
  return [...counts].toSorted(([, left], [, right]) => right - left)
}

function countOfAll(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
