import { expect, test } from 'vitest'

import { vendorClientProblems } from '../../../scripts/checks/vendor-clients.ts'
import { aRepository } from './a-repository.ts'

test('finds a client outside its home, even when only its name is there', () => {
  const repository = aRepository({ 'cli/src/a.ts': "\nconst name = 'node:sqlite'\n" })

  expect(vendorClientProblems(repository)[0]).toContain('cli/src/a.ts:2: names node:sqlite')
})

test('finds a client that is loaded at once', () => {
  const repository = aRepository({ 'pipeline/src/event-log/kafka.ts': "import { Kafka } from 'kafkajs'\n" })

  expect(vendorClientProblems(repository)).toEqual([
    'pipeline/src/event-log/kafka.ts:1: loads kafkajs at once: import it where it is first needed.',
  ])
})

test('accepts a client that its home loads when it is needed, and its types at any time', () => {
  const text = "import type { Kafka } from 'kafkajs'\nexport const open = async () => import('kafkajs')\n"

  expect(vendorClientProblems(aRepository({ 'pipeline/src/event-log/kafka.ts': text }))).toEqual([])
})

test('keeps the FFI library in its folder', () => {
  const repository = aRepository({
    'collector/src/sources/device/native/load.ts': "export const load = () => import('koffi')\n",
    'collector/src/sources/device/pull.ts': "export const load = () => import('koffi')\n",
  })

  expect(vendorClientProblems(repository).map((problem) => problem.split(':')[0])).toEqual(['collector/src/sources/device/pull.ts'])
})
