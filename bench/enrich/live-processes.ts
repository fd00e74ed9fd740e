import { type Event, createBatchEncoder, newEvent, toIdText } from '@win11mon/schemas'
import type { LogRecord } from '@win11mon/pipeline'

const images = Array.from({ length: 200 }, (_, index) => `C:\\Program Files\\Vendor ${index % 40}\\Product ${index}\\program-${index}.exe`)
const startUs = Date.UTC(2025, 0, 15, 8) * 1000

/** What a fleet looks like: each host with so many living processes, described as the driver describes them. */
export function* fleet(hosts: number, processesPerHost: number): Generator<LogRecord> {
  for (let host = 0; host < hosts; host += 1) {
    const hostId = Buffer.alloc(16)
    hostId.writeUInt32BE(host + 1)
    const bootId = Buffer.alloc(16, 9)
    bootId.writeUInt32BE(host + 1)
    const encoder = createBatchEncoder({ hostId, hostName: `HOST-${host}`, bootId, agentVersion: 'bench' })
    for (let index = 0; index < processesPerHost; index += 1) encoder.add(processCreate(host, index))
    yield { key: toIdText(hostId), value: encoder.finish(1, processesPerHost) }
  }
}

function processCreate(host: number, index: number): Event {
  const processId = 1_000 + index * 4
  const timeUs = startUs + host * 100 + index * 1_000_000
  const parent = index === 0 ? null : 1_000 + Math.floor(index / 4) * 4
  const executable = images[(host + index) % images.length] ?? null
  return {
    ...newEvent.process_create(),
    sequence: index + 1,
    timeUs,
    monotonicUs: index * 1_000_000,
    processId,
    processStartUs: timeUs,
    threadId: processId + 4,
    executable,
    parentProcessId: parent,
    parentStartUs: parent === null ? null : startUs + host * 100 + Math.floor(index / 4) * 1_000_000,
    creatorProcessId: parent,
    creatorStartUs: parent === null ? null : startUs + host * 100 + Math.floor(index / 4) * 1_000_000,
    commandLine: `"${executable}" --type=renderer --instance=${host}-${index} --field-trial-handle=${host * 7 + index}`,
    workingDirectory: 'C:\\Windows\\System32\\',
    userName: `DOMAIN\\user${host % 500}`,
    sessionId: 1,
    integrityLevel: 0x2000,
    isSigned: true,
    signature: `Vendor ${index % 40}`,
    originalFileName: `program-${index % 200}.exe`,
  }
}
