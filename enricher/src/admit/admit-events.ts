import type { Admission } from './admission.ts'
import type { FilledHole, SequenceGap } from './holes.ts'

/** An event as far as admission looks at it. */
interface Numbered {
  readonly sequence: number
}

export interface AdmittedEvents<Admitted extends Numbered> {
  /** Events never seen before. */
  readonly events: readonly Admitted[]
  /** Events that were seen before, in this run or in an earlier one. */
  readonly repeated: readonly Admitted[]
  /** Numbers that are missed from now on. */
  readonly gaps: readonly SequenceGap[]
  /** Gaps that turn out to be smaller. */
  readonly filled: readonly FilledHole[]
  /** Holes that are forgotten, as there are too many. */
  readonly forgottenHoles: number
}

/** Tells new events from repeated ones. The numbers ascend, and may have holes between them. */
export function admitEvents<Admitted extends Numbered>(admission: Admission, events: readonly Admitted[]): AdmittedEvents<Admitted> {
  const admitted = {
    events: [] as Admitted[],
    repeated: [] as Admitted[],
    gaps: [] as SequenceGap[],
    filled: [] as FilledHole[],
    forgottenHoles: 0,
  }
  for (let start = 0; start < events.length;) {
    const end = endOfRun(events, start)
    const { repeatedCount, gap, filled, forgottenHoles } = admission.admit(sequenceOf(events, start), sequenceOf(events, end - 1))
    if (gap !== null) admitted.gaps.push(gap)
    if (start === 0 && end === events.length && repeatedCount === 0) return { ...admitted, events, forgottenHoles }
    admitted.filled.push(...filled)
    admitted.forgottenHoles += forgottenHoles
    for (const [index, event] of events.slice(start, end).entries()) {
      if (index < repeatedCount && !isLate(event, filled)) admitted.repeated.push(event)
      else admitted.events.push(event)
    }
    start = end
  }
  return admitted
}

/** Index behind the last event whose number follows on the one before. */
function endOfRun(events: readonly Numbered[], start: number): number {
  let end = start + 1
  while (end < events.length && sequenceOf(events, end) === sequenceOf(events, end - 1) + 1) end += 1
  return end
}

function sequenceOf(events: readonly Numbered[], index: number): number {
  return events[index]?.sequence ?? 0
}

function isLate({ sequence }: Numbered, filled: readonly FilledHole[]): boolean {
  return filled.some(({ part }) => sequence >= part.firstSequence && sequence <= part.lastSequence)
}
