import type { Event } from '@win11mon/schemas'

import type { Alert } from '../alert/alert.ts'
import type { RuleSet } from '../detect/rule-set.ts'
import type { TrustPolicy } from '../detect/trust-policy.ts'
import { release } from '../host/advance.ts'
import { type ApplyOptions, applyBatch } from '../host/apply-batch.ts'
import { endlessMemory } from '../host/host-settings.ts'
import { createHostState } from '../host/host-state.ts'
import { type Verdict, checkAlerts } from './check-alerts.ts'
import type { RuleTest } from './rule-test.ts'
import { testEvents } from './test-events.ts'

export interface RunTestOptions {
  /** Rules beside the built-in ones. */
  readonly ruleSet?: RuleSet | undefined
  readonly trust?: TrustPolicy | undefined
  /** Id of the rule that the test names. */
  readonly ruleId: string
}

const zeros = (): Uint8Array => new Uint8Array(16)
const latenessUs = 10_000_000

/**
 * Runs the events of a test through tree, scores and rules as if a host had sent them, and compares what its rule raises with
 * what is expected. All rules look: some speak only where others have spoken. Fails with `TestProblem`.
 */
export function runTest(test: RuleTest, { ruleSet, trust, ruleId }: RunTestOptions): Verdict {
  const { events, processIds } = testEvents(test)
  const alerts = alertsOf(events, { ruleSet, trust })
  return checkAlerts(
    alerts.filter((alert) => alert.ruleId === ruleId),
    test.expect,
    processIds,
  )
}

/** What is raised at the end. */
function alertsOf(events: readonly Event[], { ruleSet, trust }: Pick<RunTestOptions, 'ruleSet' | 'trust'>): Alert[] {
  const options: ApplyOptions = {
    ...endlessMemory,
    latenessUs,
    exceptions: [],
    ruleSet,
    ...(trust === undefined ? {} : { trust }),
    indexesEvents: false,
    documentsAfterBatches: 1,
  }
  const host = createHostState(zeros(), options)
  const batch = {
    hostId: zeros(),
    hostName: 'TEST',
    bootId: zeros(),
    agentVersion: 'test',
    firstSequence: 1,
    lastSequence: events.length,
    events,
  }
  const changes = [applyBatch(host, batch, { position: 0, arrivedUs: events.at(-1)?.timeUs ?? 0 }, options), release(host)]
  const last = new Map(changes.flatMap((change) => change.alerts).map(({ alert }) => [alert.id, alert]))
  return [...last.values()].filter(({ status }) => status === 'raised')
}
