import type { Severity } from '../detect/severity.ts'

/** A process of a test, under a name that events and expectations use. */
export interface TestProcess {
  readonly image?: string | undefined
  /** Names of processes of the test, or of those that every Windows has. */
  readonly parent?: string | undefined
  readonly creator?: string | undefined
  /** Seconds after the beginning of the test; negative for what was there before. */
  readonly starts?: number | undefined
  readonly ends?: number | undefined
  /** So many of them: `app` with `times: 10` is `app1` to `app10`. */
  readonly times?: number | undefined
  /** False for a process that is known only from what mentions it: it has no create event. */
  readonly seen?: boolean | undefined
  /** Fields of its `process_create`, by their names in the catalogue. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** An event of a test. */
export interface TestEvent {
  readonly kind: string
  /** Process that it is about. */
  readonly by?: string | undefined
  /** Process acted on. */
  readonly on?: string | undefined
  /** Of a duplicate: whose handle is copied, and who gets the copy; both the actor unless given. */
  readonly source?: string | undefined
  readonly recipient?: string | undefined
  /** Seconds after the beginning; one after the event before unless given. */
  readonly at?: number | undefined
  /** So many of them, `every` seconds apart. Those on a process with `times` are on each in turn. */
  readonly repeat: number
  readonly every: number
  readonly fields: Readonly<Record<string, unknown>>
  /** In the file of the test, from 1. */
  readonly line: number
}

/** An alert that has to be raised; every field given must fit. */
export interface Expectation {
  readonly severity?: Severity | undefined
  /** Name of a process of the test, or a path with stars. */
  readonly actor?: string | undefined
  /** The same, of the process acted on; or of the path of an object that is none. */
  readonly object?: string | undefined
  /** Findings that it stands for. */
  readonly occurrences?: number | undefined
  /** Part of one of its reasons. */
  readonly reason?: string | undefined
}

/** What has to come of some events: exactly these alerts of one rule. */
export interface RuleTest {
  /** Id of a rule; of a Sigma rule also its title or name. */
  readonly rule: string
  readonly name: string
  readonly processes: ReadonlyMap<string, TestProcess>
  readonly events: readonly TestEvent[]
  /** Captures instead of events: paths from the file of the test. */
  readonly captures: readonly string[]
  readonly expect: readonly Expectation[]
  /** File and line, as a person is told. */
  readonly path: string
  readonly line: number
}

/** A test, or a whole file, that is none. */
export interface RefusedTest {
  readonly path: string
  readonly line: number
  readonly reason: string
}
