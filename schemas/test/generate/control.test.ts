import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

import { controlStructures } from '../../catalogue/control.ts'
import { controlLayouts } from '../../generate/control-layout.ts'
import {
  abiVersion,
  getEventsInputBytes,
  readCallbackStatistics,
  readDriverBatchHeader,
  readSelfCheck,
  writeCallbackConfig,
  writeGetEventsInput,
} from '../../src/index.ts'

const bytesOf = (name: string): number => controlStructures.find((structure) => structure.name === name)?.sizeBytes ?? 0

/** Where the members lie, as the C compiler asserts it in the generated header. */
function offsetOf(structure: string, member: string): number {
  const layout = controlLayouts.find((candidate) => candidate.structure.name === structure)
  return layout?.members.find((place) => place.member.name === member)?.offset ?? -1
}

describe('control structures of the catalogue', () => {
  test('the header of a golden batch reads as its bytes say', () => {
    const batch = new Uint8Array(readFileSync(new URL('../../../driver/golden/every-kind.bin', import.meta.url)))
    const view = new DataView(batch.buffer)
    expect(readDriverBatchHeader(view, 0)).toMatchObject({
      headerBytes: 80,
      totalBytes: batch.length,
      recordCount: 13,
      firstSequence: 1,
      lastSequence: 13,
      bootId: batch.slice(24, 40),
    })
  })

  test('statistics read every callback and every kind from its place', () => {
    const view = new DataView(new ArrayBuffer(bytesOf('callback_statistics')))
    view.setUint8(offsetOf('callback_statistics', 'callbacks') + 8 * 4, 1)
    view.setInt32(offsetOf('callback_statistics', 'callbacks') + 8 * 4 + 4, -1073741790, true)
    view.setBigUint64(offsetOf('callback_statistics', 'kinds') + 48 * 10 + 8, 7n, true)
    view.setBigInt64(offsetOf('callback_statistics', 'callback_last_time_us') + 8, -5n, true)
    view.setBigUint64(offsetOf('callback_statistics', 'restored_registration_count'), 2n ** 40n, true)
    const statistics = readCallbackStatistics(view, 0)
    expect(statistics.callbacks[4]).toEqual({ isRegistered: 1, routine: 0, status: -1073741790 })
    expect(statistics.kinds).toHaveLength(11)
    expect(statistics.kinds[10]).toMatchObject({ writtenCount: 7, observedCount: 0 })
    expect(statistics.callbackLastTimeUs).toEqual([0, -5, 0, 0, 0])
    expect(statistics.restoredRegistrationCount).toBe(2 ** 40)
  })

  test('a self check reads each registration', () => {
    const view = new DataView(new ArrayBuffer(bytesOf('self_check')))
    view.setUint32(8 + 24 * 2, 3, true)
    view.setBigUint64(8 + 24 * 2 + 8, 12n, true)
    expect(readSelfCheck(view, 0).callbacks[2]).toEqual({ state: 3, status: 0, eventCount: 12, lastTimeUs: 0 })
  })

  test('a request has its size, the version and what the caller gives', () => {
    const view = new DataView(new ArrayBuffer(getEventsInputBytes))
    writeGetEventsInput(view, {
      ackThroughSequence: 2 ** 33,
      bootId: new Uint8Array(16).fill(9),
      waitTimeoutMs: 3,
      flags: 1,
      wakeBytes: 4096,
    })
    const words = [...new Uint32Array(view.buffer)]
    expect(words).toEqual([48, abiVersion, 0, 2, 0x09090909, 0x09090909, 0x09090909, 0x09090909, 3, 1, 4096, 0])
  })

  test('a configuration that is longer than its structure, for its texts, says so in its size', () => {
    const view = new DataView(new ArrayBuffer(bytesOf('callback_config') + 20))
    writeCallbackConfig(view, {
      callbackMask: 31,
      flags: 24,
      ringSizeBytes: 0,
      scanDelayMs: 500,
      processRateLimit: 0,
      kindRateLimits: [0, 0, 0, 0, 77, 0, 0, 0, 0, 0, 0],
      handleAccessMask: 0,
      commandLineLimitBytes: 32_768,
      registryDataLimitBytes: 64,
      registryPrefixCount: 1,
      imageNameCount: 0,
      sweepIntervalMs: 60_000,
    })
    expect(view.getUint32(0, true)).toBe(116)
    expect(view.getUint32(offsetOf('callback_config', 'kind_rate_limits') + 16, true)).toBe(77)
    expect(view.getUint32(offsetOf('callback_config', 'sweep_interval_ms'), true)).toBe(60_000)
  })
})
