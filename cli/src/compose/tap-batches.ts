import { randomBytes } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

import { type TappedItem, driverConfigOf, listenToCollector, openDeviceSource, openStoredSpool, readRecording } from '@win11mon/collector'
import { PipelineError, openKafkaEventLog } from '@win11mon/pipeline'

import type { Config } from '../settings.ts'
import { programVersion } from '../version.ts'
import { libraryBesideProgram } from './library-place.ts'

/** Where to look: a running collector unless something else is named. */
export interface TapPlace {
  readonly kind: 'spool' | 'recording' | 'device' | 'topic'
  /** Directory or file. */
  readonly path: string
}

export interface TapOptions {
  readonly config: Config
  readonly signal: AbortSignal
  readonly onWarning: (message: string) => void
}

/** Batches as they come, or as they lie there. Nothing is acknowledged, committed or removed anywhere. */
export function tapBatches({ kind, path }: TapPlace, options: TapOptions): AsyncIterable<TappedItem> {
  if (kind === 'recording') return fromRecording(path, options)
  if (kind === 'device') return fromDevice(options)
  return kind === 'topic' ? fromTopic(options) : fromSpool(path, options)
}

async function* fromRecording(path: string, { onWarning }: TapOptions): AsyncGenerator<TappedItem> {
  if (!existsSync(path)) throw new PipelineError('INPUT_MISSING', `${path}: there is no such recording. Check the path.`)
  for await (const item of readRecording(createReadStream(path))) {
    if ('value' in item) yield item
    else onWarning(`${path}: ${item.damage}; the rest is read.`)
  }
}

/** A spool that no collector has open is read as it lies there. */
async function* fromSpool(directory: string, { signal, onWarning }: TapOptions): AsyncGenerator<TappedItem> {
  if (!existsSync(join(directory, 'spool.db')))
    throw new PipelineError('INPUT_MISSING', `${directory}: there is no spool. Name its directory with --spool.`)
  const spool = await openStoredSpool(directory, programVersion).catch((error: unknown) => {
    if (error instanceof PipelineError && error.code === 'SPOOL_HELD') return undefined
    throw error
  })
  if (spool === undefined) {
    yield* listenToCollector(directory, signal)
    return
  }
  onWarning(`${directory}: no collector runs here; these are the events that its spool holds.`)
  try {
    for (const value of spool.values()) yield { value }
  } finally {
    spool.close()
  }
}

/** Reads and acknowledges nothing: the next session gets everything again. The driver lets one read at a time. */
async function* fromDevice({ config, signal }: TapOptions): AsyncGenerator<TappedItem> {
  const { device } = config.collector
  const source = await openDeviceSource({
    libraryPath: device.library === '' ? libraryBesideProgram() : device.library,
    hostId: new Uint8Array(16),
    hostName: hostname(),
    agentVersion: programVersion,
    batchEvents: device.batch_events,
    driverConfig: driverConfigOf(device),
  })
  try {
    for (let batch = await source.next(signal); batch !== undefined; batch = await source.next(signal)) yield { value: batch.value }
  } catch (error) {
    if (!(error instanceof PipelineError) || error.code !== 'DEVICE_HELD') throw error
    throw new PipelineError(
      'DEVICE_HELD',
      `${error.message} One reads at a time: \`win11mon tap\` without --device listens to the collector that does.`,
      {
        cause: error,
      },
    )
  } finally {
    await source.close()
  }
}

/** A group of its own that commits nothing and is gone afterwards, from now on. */
async function* fromTopic({ config, signal, onWarning }: TapOptions): AsyncGenerator<TappedItem> {
  const settings = { ...config.kafka, group: `win11mon-tap-${randomBytes(6).toString('hex')}` }
  const log = await openKafkaEventLog({
    settings,
    startsAtEnd: true,
    readsOnly: true,
    onWarning,
    onRetry: ({ message }) => onWarning(message),
  })
  const ready: TappedItem[] = []
  let wake = (): void => undefined
  let failure: Error | undefined
  let isOver = false
  const consuming = log
    .consume(
      () => ({
        handle: (records) => {
          for (const { value } of records) ready.push({ value })
          wake()
          return Promise.resolve(undefined)
        },
        idle: () => Promise.resolve(undefined),
        revoke: () => Promise.resolve(undefined),
      }),
      signal,
    )
    .catch((error: unknown) => {
      failure = error instanceof Error ? error : new Error(String(error))
    })
    .finally(() => {
      isOver = true
      wake()
    })
  try {
    while (!isOver || ready.length > 0) {
      const item = ready.shift()
      if (item === undefined) await new Promise<void>((resolve) => (wake = resolve))
      else yield item
    }
    if (failure !== undefined) throw failure
  } finally {
    await log.close()
    await consuming
  }
}
