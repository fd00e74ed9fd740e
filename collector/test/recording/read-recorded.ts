import { createReadStream } from 'node:fs'

import { decodeBatch } from '@win11mon/schemas'

import { readRecording } from '../../src/recording/recording-reader.ts'

/** Sequence numbers that a recording of one stream holds, in its order, and how many damaged places it has. */
export async function readRecordedNumbers(path: string): Promise<{ readonly numbers: number[]; readonly damages: number }> {
  const numbers: number[] = []
  let damages = 0
  for await (const item of readRecording(createReadStream(path))) {
    if ('damage' in item) damages += 1
    else numbers.push(...decodeBatch(item.value).events.map(({ sequence }) => sequence))
  }
  return { numbers, damages }
}
