import {
  type AgentHeartbeat,
  type Event,
  type FileCreate,
  type ImageLoad,
  type IoringScan,
  type RegistryOperation,
  newEvent,
} from '@win11mon/schemas'
import { createMemoryDocumentStore } from '@win11mon/pipeline'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { EvidenceStore } from '../../src/score/evidence-store.ts'
import { evidenceOf } from '../../src/score/evidence.ts'
import type { FeatureId } from '../../src/score/features.ts'
import { scoreProcess } from '../../src/score/score.ts'
import { aTree, aProcessCreate, at, numbered, permuted } from '../builders.ts'
import { aPartition, aRecord } from '../partition/a-partition.ts'

const tool = aProcessCreate({ processId: 100, executable: 'C:\\Users\\ann\\loader.exe' })
const child = aProcessCreate({
  timeUs: at(60),
  processId: 200,
  executable: 'C:\\Users\\ann\\exploit.exe',
  parentProcessId: 100,
  parentStartUs: at(0),
})
const driver = 'C:\\Users\\ann\\Old.sys'

function aFile(fields: Partial<FileCreate> = {}): FileCreate {
  return { ...newEvent.file_create(), timeUs: at(5), processId: 100, executable: tool.executable, filePath: driver, ...fields }
}

function aService(fields: Partial<RegistryOperation> = {}): RegistryOperation {
  const keyPath = '\\REGISTRY\\MACHINE\\SYSTEM\\ControlSet001\\Services\\old'
  const value = { valueName: 'ImagePath', dataType: 2, data: Buffer.from('\\??\\C:\\Users\\ann\\Old.sys\0', 'utf16le') }
  return { ...newEvent.registry_operation(), timeUs: at(5), processId: 100, operation: 'set_value', keyPath, ...value, ...fields }
}

function aDriverLoad(seconds: number, imagePath = '\\SystemRoot\\old.sys'): ImageLoad {
  return { ...newEvent.image_load(), timeUs: at(seconds), processId: 0, imagePath }
}

function aScan(seconds: number): IoringScan {
  return { ...newEvent.ioring_scan(), timeUs: at(seconds), processId: 100, handleCount: 1 }
}

function aHeartbeat(seconds: number, fields: Partial<AgentHeartbeat> = {}): AgentHeartbeat {
  return { ...newEvent.agent_heartbeat(), timeUs: at(seconds), startedUs: at(-600), trigger: 'interval', ...fields }
}

/** Features of the process with this pid that the events show, in any order of them. */
function featuresOf(events: readonly Event[], processId: number): FeatureId[] {
  const tree = aTree(events)
  const evidence = new EvidenceStore()
  for (const event of numbered(events)) for (const item of evidenceOf(event, 'stream', tree)) evidence.add(item)
  const node = [...tree.processes()].find((one) => one.processId === processId)
  if (node === undefined) throw new Error(`There is no process ${processId}.`)
  const { loader, abuse } = scoreProcess(tree, evidence, node)
  return [...loader.reasons, ...abuse.reasons].map(({ featureId }) => featureId)
}

describe('B13', () => {
  test('is of whoever wrote a driver, or named it as that of a service, which was loaded within ten minutes', () => {
    expect(featuresOf([tool, aFile(), aDriverLoad(10)], 100)).toContain('B13')
    expect(featuresOf([tool, aService(), aDriverLoad(10)], 100)).toContain('B13')
    expect(featuresOf([tool, aFile(), aDriverLoad(5 + 600)], 100)).toContain('B13')
  })

  test('is of a process that was started by what brought the driver', () => {
    expect(featuresOf([tool, child, aFile(), aDriverLoad(10)], 200)).toContain('B13')
    expect(featuresOf([tool, { ...child, timeUs: at(700), processStartUs: at(700) }, aFile(), aDriverLoad(10)], 200)).not.toContain('B13')
  })

  test.each([
    ['the driver was not loaded', [tool, aFile()]],
    ['another driver was loaded', [tool, aFile(), aDriverLoad(10, '\\SystemRoot\\other.sys')]],
    ['it was loaded much later', [tool, aFile(), aDriverLoad(700)]],
    ['the file is no driver', [tool, aFile({ filePath: 'C:\\Users\\ann\\old.sys.txt' }), aDriverLoad(10)]],
    ['the value is another one', [tool, aService({ valueName: 'DisplayName' }), aDriverLoad(10)]],
    [
      'the service manager writes for others',
      [{ ...tool, executable: 'C:\\Windows\\System32\\services.exe' }, aService(), aDriverLoad(10)],
    ],
  ])('is not there when %s', (_, events) => {
    expect(featuresOf(events, 100)).not.toContain('B13')
  })
})

describe('A6', () => {
  const oldLibrary: ImageLoad = {
    ...newEvent.image_load(),
    timeUs: at(1),
    processId: 100,
    imagePath: 'C:\\Windows\\System32\\ntdll.dll',
    fileVersion: '10.0.19041.1023 (WinBuild.160101.0800)',
  }

  test('is told from the version of a system library or from a heartbeat, the newest of them', () => {
    expect(featuresOf([tool, oldLibrary], 100)).toContain('A6')
    expect(featuresOf([tool, aHeartbeat(1, { operatingSystemBuild: 19_045 })], 100)).toContain('A6')
    expect(featuresOf([tool, oldLibrary, aHeartbeat(2, { operatingSystemBuild: 22_000 })], 100)).not.toContain('A6')
    expect(featuresOf([tool, { ...oldLibrary, fileVersion: '10.0.22621.1' }], 100)).not.toContain('A6')
    expect(featuresOf([tool, { ...oldLibrary, imagePath: 'C:\\Tools\\other.dll' }], 100)).not.toContain('A6')
  })
})

describe('B17', () => {
  const restarted = { ...newEvent.process_snapshot(), timeUs: at(400), processId: 4, processStartUs: at(300), executable: 'System' }
  const before = { ...newEvent.process_snapshot(), timeUs: at(0), processId: 4, processStartUs: at(-900), executable: 'System' }
  const afterwards = aHeartbeat(401, { startedUs: at(395), trigger: 'start' })

  test('is of a process whose rings were seen within two minutes of the last word before a restart that nobody announced', () => {
    expect(featuresOf([before, tool, aScan(30), aHeartbeat(120), restarted, afterwards], 100)).toContain('B17')
  })

  test.each([
    ['the collector said that it stops', [before, tool, aScan(30), aHeartbeat(120, { trigger: 'stop' }), restarted, afterwards]],
    ['the rings were seen long before', [before, tool, aScan(5), aHeartbeat(250), restarted, afterwards]],
    ['only the collector was started again', [before, tool, aScan(30), aHeartbeat(120), afterwards]],
    ['nothing was heard since', [before, tool, aScan(30), aHeartbeat(120)]],
  ])('is not there when %s', (_, events) => {
    expect(featuresOf(events, 100)).not.toContain('B17')
  })
})

test('what follows from surroundings is the same in any order, and in a service that is told late', async () => {
  const events = [tool, child, aFile(), aDriverLoad(10), aScan(20), aHeartbeat(30, { operatingSystemBuild: 19_045 })]
  const documented = async (order: readonly Event[]): Promise<unknown[]> => {
    const store = createMemoryDocumentStore()
    const partition = aPartition(store, { documentsAfterBatches: 1 })
    for (const [index, event] of order.entries()) await partition.handle([aRecord([event], { firstSequence: index + 1 })])
    await partition.handle([aRecord([aHeartbeat(31)], { firstSequence: order.length + 1 })])
    return store
      .documents('processes')
      .map(({ columns }) => [columns.pid, columns.loader_score, columns.abuse_score])
      .toSorted((left, right) => Number(left[0]) - Number(right[0]))
  }
  const expected = await documented(events)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { minLength: events.length, maxLength: events.length }), async (picks) => {
      expect(await documented(permuted(events, picks))).toEqual(expected)
    }),
    { numRuns: 30 },
  )
})
