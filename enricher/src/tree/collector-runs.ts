import type { AgentHeartbeat } from '@win11mon/schemas'

import type { Tally } from '../ledger/tally.ts'

/** One run of the collector on the host, from its start to its last word. */
export interface CollectorRun {
  readonly startedUs: number
  readonly lastUs: number
  /** Its last word was that it stops. */
  readonly isStopped: boolean
}

/** A restart that nothing announced: the collector was heard of until `lastUs`, and the host booted at `bootUs`. */
export interface UncleanRestart {
  readonly lastUs: number
  readonly bootUs: number
}

/** Runs of a host that are remembered. */
const maxRuns = 64

/** Runs of the collector on one host, from its heartbeats: whether the last boot was preceded by an orderly stop. */
export class CollectorRuns {
  #runs: CollectorRun[] = []
  readonly #tally: Tally

  constructor(tally: Tally) {
    this.#tally = tally
  }

  note({ startedUs, timeUs, trigger }: AgentHeartbeat): void {
    if (startedUs === null) return
    const known = this.#runs.find((run) => run.startedUs === startedUs)
    const others = this.#runs.filter((run) => run !== known)
    const run = { startedUs, lastUs: Math.max(known?.lastUs ?? timeUs, timeUs), isStopped: known?.isStopped === true || trigger === 'stop' }
    this.#runs = [...others, run].toSorted((left, right) => left.startedUs - right.startedUs)
    if (this.#runs.length <= maxRuns) return
    this.#runs = this.#runs.slice(-maxRuns)
    this.#tally.add('collector_runs')
  }

  /** Of the boots between two runs those before which the collector did not say that it stops. */
  uncleanRestarts(bootTimesUs: readonly number[]): UncleanRestart[] {
    return this.#runs.slice(1).flatMap(({ startedUs }, index) => {
      const before = this.#runs[index]
      if (before === undefined || before.isStopped) return []
      const { lastUs } = before
      const bootUs = bootTimesUs.find((boot) => boot > lastUs && boot <= startedUs)
      return bootUs === undefined ? [] : [{ lastUs, bootUs }]
    })
  }

  get runs(): readonly CollectorRun[] {
    return this.#runs
  }

  restore(runs: readonly CollectorRun[]): void {
    this.#runs = [...runs]
  }
}
