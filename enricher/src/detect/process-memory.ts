import { type Event, type ThreadCreate, eventIdText } from '@win11mon/schemas'

import type { Tally } from '../ledger/tally.ts'
import { type ProcessNode, imageName } from '../tree/process-node.ts'
import { isFirstThreadOfChild } from './kinship.ts'
import type { RuleContext } from './rule.ts'
import type { Standing } from './standing.ts'
import { isReplaced } from './tampering.ts'
import { TimeWindow, type WindowItem } from './time-window.ts'

/** How long a finding counts as recent for other rules. */
const recentFindingUs = 600_000_000

/** A process that runs foreign code does so until it ends; one that is remembered for a day is remembered for long enough. */
const lossUs = 86_400_000_000

interface RecentFinding extends WindowItem {
  readonly ruleId: string
  readonly objectKey: string
}

interface Loss extends WindowItem {
  readonly reason: string
  readonly eventId: string
}

/** What happened to the processes of one host that every rule may want to know. */
export class ProcessMemory {
  readonly recentFindings: TimeWindow<RecentFinding>
  readonly #losses: TimeWindow<Loss>

  constructor(tally: Tally) {
    this.recentFindings = new TimeWindow(recentFindingUs, tally)
    this.#losses = new TimeWindow(lossUs, tally)
  }

  /** What was found out about standings since the tree changed last, without what happened to the processes: for speed only. */
  readonly standings: Map<string, Standing> = new Map()

  forgetStandings(): void {
    if (this.standings.size > 0) this.standings.clear()
  }

  /** What cost a process its trust up to a time. */
  lossesOf({ entityId }: ProcessNode, timeUs: number): readonly string[] {
    return this.#losses.recent(entityId, '', timeUs).map(({ reason }) => reason)
  }

  /** Takes note of an event after which a process runs what may not be its own code. */
  noteLosses(event: Event, context: RuleContext): void {
    if (event.kind === 'process_tampering' && isReplaced(event.tamperingType))
      this.#lose(context.actor, event, context, 'had its image replaced while it ran')
    else if (event.kind === 'thread_create') this.#noteThread(event, context)
  }

  expire(untilUs: number): void {
    this.recentFindings.expire(untilUs)
    this.#losses.expire(untilUs)
  }

  /** For saving. */
  windows(): (readonly [name: string, window: TimeWindow])[] {
    return [
      ['recent findings', this.recentFindings],
      ['lost trust', this.#losses],
    ]
  }

  #noteThread(event: ThreadCreate, context: RuleContext): void {
    const { actor, object } = context
    if (object === null || object.entityId === actor.entityId || isFirstThreadOfChild(actor, object, event.timeUs)) return
    if (context.standing(actor).level === 'suspect')
      this.#lose(object, event, context, `runs a thread that ${imageName(actor)} started in it`)
  }

  /** One reason is kept once: a thousand threads are one cause. */
  #lose({ entityId }: ProcessNode, event: Event, { bootId }: RuleContext, reason: string): void {
    const known = this.#losses.recent(entityId, '', event.timeUs)
    if (known.some((loss) => loss.reason === reason)) return
    this.#losses.add(entityId, '', { timeUs: event.timeUs, reason, eventId: eventIdText(bootId, event.sequence) })
  }
}
