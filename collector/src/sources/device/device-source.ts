import { type Clock, PipelineError, type RetryPolicy, retry, systemClock } from '@win11mon/pipeline'
import type { DriverBatchHeader } from '@win11mon/schemas'

import type { EncodedBatch } from '../../batch/encoded-batch.ts'
import type { Device, DeviceSource, DeviceSourceOptions } from './port/device.ts'
import type { ClientLibrary } from './native/client-library.ts'
import type { LostRecords } from './reading/batch-reader.ts'
import { type DeviceSession, openDeviceSession } from './reading/device-session.ts'
import { type DriverStream, createDriverStream, isSameId } from './reading/driver-stream.ts'
import { type DeviceLoss, createLossStream } from './reading/loss-stream.ts'
import { createPullInterval } from './reading/pull-interval.ts'
import type { Machine } from './port/machine.ts'
import { createDevice } from './requests/device-requests.ts'
import { encodeDriverConfig } from './requests/driver-config.ts'

/** How long events wait for more at most before their batch is closed. Milliseconds. */
const lingerMs = 200
/** How long one call waits for the first event of a quiet machine. Health asks for a sign of life more often than each 30 s. */
const idleWaitMs = 10_000
/** A driver that is away may come back at any moment, and looking costs one failed open. */
const awayRetry: RetryPolicy = { firstDelayMs: 100, maxDelayMs: 5_000 }
/** A driver says "busy" while it is being configured; beyond that, somebody else reads it. */
const busyTries = 20
const busyRestMs = 100
const noAcknowledgement = { bootId: new Uint8Array(16), sequence: 0 }

export interface DeviceParts {
  readonly library: ClientLibrary
  readonly machine: Machine
}

/** Pulls from the driver, packs without decoding, acknowledges what was taken, and opens the device again when it was away. */
export function createDeviceSource(parts: DeviceParts, options: DeviceSourceOptions): DeviceSource {
  return new KernelDeviceSource(parts, options)
}

class KernelDeviceSource implements DeviceSource {
  readonly device: Device
  lastDrainedMs = 0
  readonly #library: ClientLibrary
  readonly #options: DeviceSourceOptions
  readonly #clock: Clock
  readonly #elapsedMs: () => number
  readonly #ready: EncodedBatch[] = []
  readonly #losses: ReturnType<typeof createLossStream>
  readonly #interval = createPullInterval(lingerMs)
  #session: DeviceSession | undefined
  #stream: DriverStream | undefined
  /** Records taken since the last batch was closed. */
  #takenCount = 0
  /** Before the next pull. */
  #restMs = 0
  #busyCount = 0

  constructor({ library, machine }: DeviceParts, options: DeviceSourceOptions) {
    this.#library = library
    this.#options = options
    this.#clock = options.clock ?? systemClock
    this.#elapsedMs = options.elapsedMs ?? (() => performance.now())
    this.#losses = createLossStream(options)
    this.device = createDevice(library, machine, () => this.#session?.handle)
  }

  async next(signal: AbortSignal): Promise<EncodedBatch | undefined> {
    const cancel = (): void => this.#session?.cancel()
    signal.addEventListener('abort', cancel)
    try {
      while (this.#ready.length === 0 && !signal.aborted) await this.#step(signal)
    } finally {
      signal.removeEventListener('abort', cancel)
    }
    return this.#ready.shift()
  }

  /** The driver is told with the next request; batches of an older driver load have nothing left to free. */
  ack(batch: EncodedBatch): Promise<void> {
    this.#stream?.acknowledge(batch)
    return Promise.resolve()
  }

  /** Tells the driver what is acknowledged, so that the next session does not get it again. */
  close(): Promise<void> {
    const session = this.#session
    this.#session = undefined
    try {
      session?.pull(this.#acknowledged())
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error
      this.#report('device_away', error.message)
    } finally {
      session?.close()
    }
    return Promise.resolve()
  }

  async #step(signal: AbortSignal): Promise<void> {
    const session = this.#session ?? (await this.#open(signal))
    if (session === undefined) return
    try {
      await this.#read(session, signal)
      this.#busyCount = 0
    } catch (error) {
      await this.#endure(session, error, signal)
    }
  }

  /** Rests while events gather in the ring, empties it, and closes the batch; waits when there was nothing. */
  async #read(session: DeviceSession, signal: AbortSignal): Promise<void> {
    await this.#rest(signal)
    const header = session.pull(this.#acknowledged())
    this.#take(session, header)
    if (header.recordCount > 0 && header.lastSequence < header.issuedSequence) return
    if (this.#takenCount === 0) return await this.#waitForFirst(session, signal)
    this.#flush()
    this.lastDrainedMs = this.#elapsedMs()
    this.#restMs = this.#interval.after(this.#takenCount)
    this.#takenCount = 0
  }

  /** What comes first is not sent alone: others come with it. */
  async #waitForFirst(session: DeviceSession, signal: AbortSignal): Promise<void> {
    if (this.#ready.length > 0) return
    const header = await session.wait(this.#acknowledged(), idleWaitMs)
    if (header !== undefined) this.#take(session, header)
    else if (!signal.aborted)
      throw new PipelineError('BACKEND_UNAVAILABLE', 'The driver ended the wait: it is going away.', { isRetryable: true })
    if (this.#takenCount > 0) this.#restMs = this.#interval.after(this.#takenCount)
  }

  async #rest(signal: AbortSignal): Promise<void> {
    const restMs = this.#restMs
    this.#restMs = 0
    if (restMs > 0) await this.#clock.sleep(restMs, signal)
  }

  #take(session: DeviceSession, header: DriverBatchHeader): void {
    const stream = this.#streamOf(header.bootId)
    stream.note(header)
    if (header.recordCount === 0) {
      this.lastDrainedMs = this.#elapsedMs()
      return
    }
    this.#takenCount += header.recordCount
    for (const lost of session.reader.read(header, stream.packer)) this.#declareRecords(header.bootId, lost)
  }

  /** Another boot id is another load of the driver: what the one before still held went with it. */
  #streamOf(bootId: Uint8Array): DriverStream {
    const before = this.#stream
    if (before !== undefined && isSameId(before.bootId, bootId)) return before
    this.#flush()
    const { hostId, hostName, agentVersion, batchEvents } = this.#options
    const onBatch = (batch: EncodedBatch): void => void this.#ready.push(batch)
    this.#stream = createDriverStream({ hostId, hostName, agentVersion, batchEvents, bootId, onBatch })
    if (before !== undefined) this.#declareUnread(before)
    return this.#stream
  }

  #acknowledged(): DriverStream['acknowledged'] {
    return this.#stream?.acknowledged ?? noAcknowledgement
  }

  #flush(): void {
    const batch = this.#stream?.packer.flush()
    if (batch !== undefined) this.#ready.push(batch)
  }

  #declareRecords(bootId: Uint8Array, lost: LostRecords): void {
    const timeUs = lost.timeUs === 0 ? this.#clock.nowUs() : lost.timeUs
    this.#declare({ ...lost, bootId, firstTimeUs: timeUs, lastTimeUs: timeUs })
  }

  #declareUnread({ bootId, unread }: DriverStream): void {
    const numbers = unread()
    if (numbers === undefined) return
    const nowUs = this.#clock.nowUs()
    const detail = 'The driver was unloaded with at least these events in its ring.'
    this.#declare({ ...numbers, bootId, reason: 'driver_gone', detail, kindNumber: 0, firstTimeUs: nowUs, lastTimeUs: nowUs, record: null })
  }

  #declare(loss: DeviceLoss): void {
    this.#report(loss.reason, loss.detail, loss.lastSequence - loss.firstSequence + 1)
    const batch = this.#losses.declare(loss)
    if (batch !== undefined) this.#ready.push(batch)
  }

  async #open(signal: AbortSignal): Promise<DeviceSession | undefined> {
    const onRetry = (error: PipelineError): void => this.#report('device_away', error.message)
    const { driverConfig } = this.#options
    const config = driverConfig === undefined ? undefined : encodeDriverConfig(driverConfig)
    const attempt = (): Promise<DeviceSession> => Promise.resolve().then(() => openDeviceSession(this.#library, config))
    try {
      this.#session = await retry(attempt, { clock: this.#clock, policy: awayRetry, signal, onRetry })
      // Before the first request: it must not acknowledge numbers of an older load.
      this.#streamOf(this.#session.statistics.bootId)
    } catch (error) {
      if (!signal.aborted) throw error
    }
    return this.#session
  }

  /** Waits out what passes by itself; throws the rest. */
  async #endure(session: DeviceSession, error: unknown, signal: AbortSignal): Promise<void> {
    if (error instanceof PipelineError && error.code === 'BACKEND_UNAVAILABLE') return this.#leave(session, error)
    const isBusy = error instanceof PipelineError && error.code === 'DEVICE_HELD'
    this.#busyCount += 1
    if (!isBusy || this.#busyCount > busyTries) throw error
    await this.#clock.sleep(busyRestMs, signal)
  }

  #leave(session: DeviceSession, error: PipelineError): void {
    session.close()
    this.#session = undefined
    this.#flush()
    this.#report('device_away', error.message)
  }

  #report(reason: string, detail: string, count = 1): void {
    this.#options.onProblem?.({ reason, count, detail })
  }
}
