import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { type TestChunk, type TestRecord, aChunk, anEventLog } from '../../collector/test/sources/capture/readers/evtx/a-chunk.ts'
import { aDataTemplate, anEvent, bytesOf, text, unsigned } from '../../collector/test/sources/capture/readers/evtx/a-record.ts'

const fileCount = 100
const chunksPerFile = 4
/** As many as fit into a chunk. */
const recordsPerChunk = 60

const processCreate = aDataTemplate(
  'RuleName UtcTime ProcessGuid ProcessId Image FileVersion Description Product Company OriginalFileName CommandLine CurrentDirectory User LogonId IntegrityLevel Hashes ParentProcessGuid ParentProcessId ParentImage ParentCommandLine'.split(
    ' ',
  ),
)

/** The event logs of a directory and below. */
export function eventLogsIn(directory: string): readonly string[] {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => name.endsWith('.evtx')).map((name) => join(directory, name))
}

/** Writes event logs full of process creations the way Sysmon records them. */
export function writeEventLogs(scratchDirectory: string): string {
  const directory = join(scratchDirectory, 'logs')
  mkdirSync(directory)
  for (let file = 0; file < fileCount; file += 1) {
    const chunks = Array.from({ length: chunksPerFile }, (_, index) => aFullChunk(file * chunksPerFile + index, index))
    writeFileSync(join(directory, `${String(file).padStart(3, '0')}.evtx`), anEventLog(chunks))
  }
  return directory
}

function aFullChunk(seed: number, index: number): TestChunk {
  const records = Array.from({ length: recordsPerChunk }, (_, record) => aProcessCreate(seed * recordsPerChunk + record))
  return aChunk(records, { firstNumber: BigInt(index * recordsPerChunk + 1) })
}

function aProcessCreate(serial: number): TestRecord {
  const guid = bytesOf(0x0f, ...Array.from({ length: 16 }, (_, index) => (serial >> (index % 3)) & 0xff))
  const values = [
    text('-'),
    text('2021-04-26 15:03:05.976'),
    guid,
    unsigned(0x08, 4, BigInt(4 + (serial % 9000))),
    text(`C:\\Windows\\System32\\tool${serial % 50}.exe`),
    text('10.0.19041.1'),
    text('Windows Tool'),
    text('Operating System'),
    text('A Company'),
    text('tool.exe'),
    text(`tool${serial % 50}.exe /quiet /job:${serial}`),
    text('C:\\Windows\\system32\\'),
    text('DESK1\\user'),
    unsigned(0x15, 8, 0x3e7n),
    text('High'),
    text(`SHA256=${serial.toString(16).padStart(64, '0')}`),
    guid,
    unsigned(0x08, 4, 4n),
    text('C:\\Windows\\explorer.exe'),
    text('C:\\Windows\\explorer.exe'),
  ]
  return anEvent({ template: processCreate, values }, { eventId: 1 })
}
