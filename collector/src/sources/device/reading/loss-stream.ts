import { randomBytes } from 'node:crypto'

import { type Gap, eventKinds, kindNumber, newEvent, toIdText } from '@win11mon/schemas'

import type { EncodedBatch } from '../../../batch/encoded-batch.ts'
import { createEventStream } from '../../event-stream.ts'

export interface DeviceLoss {
  /** Of the driver's stream. */
  readonly bootId: Uint8Array
  readonly reason: Gap['reason']
  readonly detail: string
  readonly firstSequence: number
  readonly lastSequence: number
  /** 0 when it is not known. */
  readonly kindNumber: number
  readonly firstTimeUs: number
  readonly lastTimeUs: number
  readonly record: Uint8Array | null
}

export interface LossStreamOptions {
  readonly hostId: Uint8Array
  readonly hostName: string | null
  readonly agentVersion: string
}

/** The device source's own stream: gap events for numbers of the driver that no event stands for. */
export function createLossStream(options: LossStreamOptions): { declare(loss: DeviceLoss): EncodedBatch | undefined } {
  const stream = createEventStream({ ...options, bootId: randomBytes(16), batchEvents: 1 })
  return { declare: (loss) => stream.add(gapOf(loss)) }
}

function gapOf(loss: DeviceLoss): Gap {
  const event = newEvent.gap()
  const { reason, detail, firstSequence, lastSequence, firstTimeUs, lastTimeUs, record } = loss
  const lostKind = eventKinds.find((kind) => kindNumber[kind] === loss.kindNumber) ?? null
  const lostBootId = toIdText(loss.bootId)
  const lostCount = lastSequence - firstSequence + 1
  const numbers = { timeUs: lastTimeUs, firstTimeUs, lastTimeUs, firstSequence, lastSequence, lostCount, lostBootId }
  return Object.assign(event, { reason, detail, record, lostKind, lostKindNumber: loss.kindNumber, ...numbers })
}
