import { type Event, newEvent } from '@win11mon/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { EvidenceStore } from '../../src/score/evidence-store.ts'
import { evidenceOf } from '../../src/score/evidence.ts'
import { type ProcessScores, scoreProcess } from '../../src/score/score.ts'
import { aHandleCreate, aProcessCreate, aTree, at, numbered, permuted } from '../builders.ts'

const download = 'C:\\Users\\a\\Downloads\\tool.exe'
const tool = aProcessCreate({ timeUs: at(0), processId: 100, executable: download, integrityLevel: 0x2000, isSigned: false })
const scan = { ...newEvent.ioring_scan(), timeUs: at(1), processId: 100, executable: download, handleCount: 1, violationFlags: 5 }
const systemChild = aProcessCreate({
  timeUs: at(3),
  processId: 104,
  executable: 'C:\\Windows\\System32\\cmd.exe',
  integrityLevel: 0x4000,
  parentProcessId: 100,
  parentExecutable: download,
})
const query = aHandleCreate({
  timeUs: at(2),
  processId: 100,
  executable: download,
  objectProcessId: 600,
  objectExecutable: 'C:\\Windows\\System32\\winlogon.exe',
  grantedAccess: 0x400,
})

function scoresOf(events: readonly Event[], processId = 100): ProcessScores {
  const tree = aTree()
  const evidence = new EvidenceStore()
  for (const event of numbered(events)) {
    tree.observe(event, 'stream')
    for (const item of evidenceOf(event, 'stream', tree)) evidence.add(item)
  }
  tree.settle()
  const node = [...tree.processes()].find((candidate) => candidate.processId === processId)
  if (node === undefined) throw new Error(`no process ${processId}`)
  return scoreProcess(tree, evidence, node)
}

function featureIds(scores: ProcessScores): string[] {
  return [...scores.loader.reasons, ...scores.abuse.reasons].map((reason) => reason.featureId).toSorted()
}

test('gives the worked example of an unsigned tool with a ring and a System child its probability', () => {
  const scores = scoresOf([tool, { ...scan, violationFlags: 0 }, systemChild, query])
  expect(featureIds(scores)).toEqual(['A1', 'B10', 'B3', 'B8', 'B9'])
  // ln(1e-5 / (1 - 1e-5)) + 3.5 + 0.3 x 3.3 + 7.8 + 3.0
  expect(scores.abuse.nats).toBeCloseTo(-11.5129 + 15.29, 2)
  expect(scores.abuse.probability).toBeGreaterThan(0.97)
  expect(scores.isAbuseReported).toBe(true)
})

test('gives the same tool without a consequence a low score', () => {
  expect(scoresOf([tool, { ...scan, violationFlags: 0 }]).abuse.probability).toBeLessThan(0.005)
})

test('is certain of a loader that the driver saw with a ring', () => {
  expect(scoresOf([tool, scan]).loader.probability).toBeCloseTo(0.999, 5)
})

test('learns nothing from the libraries that every process loads', () => {
  const load = {
    ...newEvent.image_load(),
    timeUs: at(1),
    processId: 100,
    executable: download,
    imagePath: 'C:\\Windows\\System32\\KernelBase.dll',
  }
  expect(scoresOf([tool, load]).loader.probability).toBeCloseTo(0.002, 6)
})

test('does not report abuse of rings where neither a ring nor a consequence was seen', () => {
  expect(scoresOf([tool, query]).isAbuseReported).toBe(false)
})

test('takes DirectStorage for an explanation only of a process that uses rings', () => {
  const load = { ...newEvent.image_load(), timeUs: at(1), processId: 100, executable: download, imagePath: 'C:\\Games\\dstorage.dll' }
  expect(featureIds(scoresOf([tool, load]))).toEqual(['A4', 'B8', 'B9'])
  expect(featureIds(scoresOf([tool, load, scan]))).toContain('B19')
})

test('counts correlated features of one group less than twice', () => {
  const unsigned = scoresOf([{ ...tool, executable: 'C:\\Tools\\tool.exe' }]).abuse.nats
  const both = scoresOf([tool]).abuse.nats
  expect(both - unsigned).toBeCloseTo(0.3 * 3.3, 5)
})

test('names the events that show a feature', () => {
  const reason = scoresOf([tool, scan]).abuse.reasons.find((candidate) => candidate.featureId === 'B1')
  expect(reason?.evidenceIds).toEqual(['stream-2'])
})

test('leaves the low, the middle and the high probability in that order', () => {
  const { lowProbability, probability, highProbability } = scoresOf([tool, scan, systemChild, query]).abuse
  expect([lowProbability, probability, highProbability]).toEqual(
    [lowProbability, probability, highProbability].toSorted((left, right) => left - right),
  )
})

test('gives the same scores for every order of the same events', () => {
  const events = [tool, scan, systemChild, query, { ...query, timeUs: at(9), grantedAccess: 0x40 }]
  const expected = scoresOf(events)
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 5, maxLength: 5 }), (picks) => {
      const tree = aTree()
      const evidence = new EvidenceStore()
      for (const event of permuted(numbered(events), picks)) {
        tree.observe(event, 'stream')
        for (const item of evidenceOf(event, 'stream', tree)) evidence.add(item)
      }
      tree.settle()
      const node = [...tree.processes()].find((candidate) => candidate.processId === 100)
      expect(node === undefined ? undefined : scoreProcess(tree, evidence, node)).toEqual(expected)
    }),
    { numRuns: 1000 },
  )
})

test('rings that the driver could not look into are said to be unknown, which neither raises nor lowers the score', () => {
  const clean = { ...scan, violationFlags: 0 }
  const inspected = scoresOf([tool, { ...clean, inspection: 'inspected' as const }])
  for (const inspection of ['not_inspected', 'unknown_build'] as const) {
    const unknown = scoresOf([tool, { ...clean, inspection }])
    expect(unknown.abuse.reasons.map(({ featureId }) => featureId)).toContain('B20')
    expect(unknown.abuse.probability).toBe(inspected.abuse.probability)
  }
  expect(inspected.abuse.reasons.map(({ featureId }) => featureId)).not.toContain('B20')
  expect(scoresOf([tool, clean]).abuse.reasons.map(({ featureId }) => featureId)).not.toContain('B20')
})
