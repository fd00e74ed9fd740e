import { type ExceptedFinding, type Exception, exceptionKey, matchesException } from './exception.ts'

/** What the exceptions of one host have explained, and the one place that asks them. */
export class ExceptionLedger {
  readonly #exceptions: readonly Exception[]
  /** Findings that each exception explained, by its key. */
  readonly hits: Map<string, number> = new Map()
  /** Entities whose score an exception explains: a score that is made again and again counts once. */
  readonly scores: Set<string> = new Set()

  constructor(exceptions: readonly Exception[]) {
    this.#exceptions = exceptions
  }

  /** Counts the finding when one explains it. */
  explains(finding: ExceptedFinding): boolean {
    const exception = this.#find(finding)
    if (exception !== undefined) this.#count(exception)
    return exception !== undefined
  }

  /** `new` the first time that the score of this entity is explained. */
  explainsScore(entityId: string, finding: ExceptedFinding): 'no' | 'new' | 'again' {
    const exception = this.#find(finding)
    if (exception === undefined) return 'no'
    if (this.scores.has(entityId)) return 'again'
    this.scores.add(entityId)
    this.#count(exception)
    return 'new'
  }

  #find(finding: ExceptedFinding): Exception | undefined {
    return this.#exceptions.find((exception) => matchesException(exception, finding))
  }

  #count(exception: Exception): void {
    const key = exceptionKey(exception)
    this.hits.set(key, (this.hits.get(key) ?? 0) + 1)
  }
}
