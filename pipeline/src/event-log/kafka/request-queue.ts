/** The part of a connection of kafkajs 2.2.4 that decides when its timers run. */
export interface RequestQueue {
  readonly pending: readonly unknown[]
  readonly inflight: ReadonlyMap<unknown, PendingRequest>
  readonly requestTimeout: number
  readonly enforceRequestTimeout: boolean
  /** Milliseconds since 1970; in the past when nothing is throttled. */
  readonly throttledUntil: number
  throttleCheckTimeoutId: NodeJS.Timeout | null
  requestTimeoutIntervalId: NodeJS.Timeout | undefined
  isConnected(): boolean
  checkPendingRequests(): void
  scheduleCheckPendingRequests(): void
  scheduleRequestTimeoutCheck(): void
  destroy(): void
}

interface PendingRequest {
  readonly sentAt: number
  readonly requestTimeout: number
  timeoutRequest(): void
}

/** How often requests that have waited too long are looked for: a timeout is noticed by a twentieth of it too late. */
const leastCheckMs = 100
const checksPerTimeout = 20
/** When the queue looks again after its own limit, and not the broker, has held a request back; the library's number. */
const recheckMs = 10

/**
 * kafkajs 2.2.4 looks for held-back requests a thousand times a second on every connection, also when there are none
 * (tulios/kafkajs#1704, open), and for late answers ten times a second: together 2 % of a core for doing nothing. Here it
 * looks when something is held back, and for late answers as often as the timeout asks for. Both are replaced in the class
 * itself; call it before the first client is made. Throws when the library has no such class any more.
 */
export function quietRequestQueues({ prototype }: { readonly prototype: RequestQueue }): void {
  if (typeof prototype.scheduleCheckPendingRequests !== 'function' || typeof prototype.scheduleRequestTimeoutCheck !== 'function')
    throw new TypeError('kafkajs has another request queue than the one that is mended here.')
  prototype.scheduleCheckPendingRequests = scheduleCheck
  prototype.scheduleRequestTimeoutCheck = scheduleTimeoutCheck
}

function scheduleCheck(this: RequestQueue): void {
  const throttledMs = this.throttledUntil - Date.now()
  if (this.throttleCheckTimeoutId !== null || (this.pending.length === 0 && throttledMs <= 0)) return
  const check = (): void => {
    this.throttleCheckTimeoutId = null
    this.checkPendingRequests()
  }
  this.throttleCheckTimeoutId = setTimeout(check, throttledMs > 0 ? throttledMs : recheckMs)
}

function scheduleTimeoutCheck(this: RequestQueue): void {
  if (!this.enforceRequestTimeout) return
  this.destroy()
  const everyMs = Math.max(leastCheckMs, this.requestTimeout / checksPerTimeout)
  this.requestTimeoutIntervalId = setInterval(() => {
    for (const request of this.inflight.values()) if (Date.now() - request.sentAt > request.requestTimeout) request.timeoutRequest()
    if (!this.isConnected()) this.destroy()
  }, everyMs)
}
