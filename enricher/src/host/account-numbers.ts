import type { AdmittedEvents } from '../admit/admit-events.ts'
import { type FilledHole, sizeOf } from '../admit/holes.ts'
import { holeDocument, holeId } from '../index/gap-document.ts'
import type { Stream } from '../ledger/stream.ts'
import type { ChangeLog } from './changes.ts'
import type { HostState } from './host-state.ts'

interface Numbered {
  readonly sequence: number
}

/** When the numbers came, and where their changes go. */
interface Account {
  readonly timeUs: number
  readonly changes: ChangeLog
}

/** Keeps the account of numbers that are missing. A loss that turns out to be none is taken back. */
export function accountNumbers(host: HostState, stream: Stream, admitted: AdmittedEvents<Numbered>, account: Account): void {
  const { events, repeated, gaps, filled, forgottenHoles } = admitted
  stream.lastSequence = Math.max(stream.lastSequence, events.at(-1)?.sequence ?? 0, repeated.at(-1)?.sequence ?? 0)
  stream.repeated += repeated.length
  host.tally.add('holes', forgottenHoles)
  for (const gap of gaps) {
    stream.missing += sizeOf(gap)
    account.changes.put(holeDocument(host.hostId, stream.bootId, gap, account.timeUs))
  }
  for (const one of filled) {
    stream.missing -= sizeOf(one.part)
    if (!one.hole.isDeclared) shrinkHole(host, stream, one, account)
  }
}

/** What is left of a hole is declared in its place. */
function shrinkHole({ hostId }: HostState, { bootId }: Stream, { hole, left }: FilledHole, { timeUs, changes }: Account): void {
  changes.delete('gaps', holeId(bootId, hole))
  for (const rest of left) changes.put(holeDocument(hostId, bootId, rest, timeUs))
}
