import { crc32 } from 'node:zlib'

import { PipelineError } from '@win11mon/pipeline'
import { fromIdText, schemaFingerprint } from '@win11mon/schemas'

import { readAlerts, writeAlerts } from '../alert/save-alerts.ts'
import { readDetector, writeDetector } from '../detect/save-detector.ts'
import { readStream, writeStream } from '../ledger/save-stream.ts'
import { modelVersion } from '../score/features.ts'
import { readEvidence, writeEvidence } from '../score/save-evidence.ts'
import { StateReader } from '../state/state-reader.ts'
import { StateWriter } from '../state/state-writer.ts'
import { readReference, readTree, writeReference, writeTree } from '../tree/save-tree.ts'
import type { HostSettings } from './host-settings.ts'
import { type HostState, createHostState } from './host-state.ts'

/** Raised whenever the layout of a saved state changes: one of another layout is not read. */
const stateVersion = 4

/** A state says which program it is of: layout, events and scores must all be those of the reader. */
const marker = `win11mon host state ${stateVersion} ${schemaFingerprint} ${modelVersion}`

const writer = new StateWriter()

/**
 * The state of a host as bytes. Save it when nothing of the host is on its way to the store, and what changed is documented:
 * counts of what has no outcome yet are not part of it.
 */
export function saveHost(host: HostState): Uint8Array {
  return sealed(writer.bytesOf(() => writeHost(host)))
}

function writeHost(host: HostState): void {
  writer.text(marker)
  writer.text(host.hostId)
  writer.optionalText(host.hostName)
  writer.boolean(host.isContinued)
  for (const number of [host.newestUs, host.boundaryUs]) writer.optionalLong(number)
  for (const number of [host.arrivedUs, host.version, host.batchesSinceDocuments]) writer.long(number)
  writer.list(host.streams.values(), (stream) => writeStream(writer, stream))
  writeTree(writer, host.tree)
  writeEvidence(writer, host.evidence)
  writeDetector(writer, host.detector)
  writeAlerts(writer, host.alerts)
  writer.list(host.sourceGuids.entries(), ({ guid, reference }) => {
    writer.text(guid)
    writeReference(writer, reference)
  })
  for (const entityIds of [host.changedEntityIds, host.removedEntityIds]) writer.list(entityIds, (entityId) => writer.text(entityId))
}

/** The host behind the bytes of `saveHost`, or why they cannot be read: then the host starts anew. */
export function restoreHost(bytes: Uint8Array, settings: Pick<HostSettings, 'exceptions' | 'ruleSet'>): HostState | PipelineError {
  try {
    return readHost(new StateReader(opened(bytes)), settings)
  } catch (error) {
    if (error instanceof PipelineError) return error
    throw error
  }
}

function readHost(reader: StateReader, settings: Pick<HostSettings, 'exceptions' | 'ruleSet'>): HostState {
  const found = reader.text()
  if (found !== marker) throw unreadable(`is "${found.slice(0, 80)}", where this program reads "${marker}"`)
  const hostId = fromIdText(reader.text())
  if (hostId === undefined) throw unreadable('names no host')
  const host = createHostState(hostId, settings)
  host.hostName = reader.optionalText()
  host.isContinued = reader.boolean()
  host.newestUs = reader.optionalLong() ?? -Infinity
  host.boundaryUs = reader.optionalLong() ?? -Infinity
  host.arrivedUs = reader.long()
  host.version = reader.long()
  host.batchesSinceDocuments = reader.long()
  for (const stream of reader.list(() => readStream(reader, host.hostId))) host.streams.set(stream.bootId, stream)
  readTree(reader, host.tree)
  readEvidence(reader, host.evidence)
  readDetector(reader, host.detector)
  readAlerts(reader, host.alerts)
  reader.list(() => host.sourceGuids.restore({ guid: reader.text(), reference: readReference(reader) }))
  for (const entityIds of [host.changedEntityIds, host.removedEntityIds]) reader.list(() => entityIds.add(reader.text()))
  reader.finish()
  return host
}

const checksumBytes = 4

function sealed(body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(checksumBytes + body.length)
  new DataView(bytes.buffer).setUint32(0, crc32(body))
  bytes.set(body, checksumBytes)
  return bytes
}

/** Flipped bits would pass for numbers: what was damaged on its way is told by its checksum. */
function opened(bytes: Uint8Array): Uint8Array {
  const body = bytes.subarray(checksumBytes)
  const isWhole = bytes.length > checksumBytes && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) === crc32(body)
  if (!isWhole) throw unreadable('is damaged: its checksum does not fit')
  return body
}

function unreadable(what: string): PipelineError {
  return new PipelineError('STATE_UNREADABLE', `The saved state of a host ${what}. The host starts anew; its documents stay.`)
}
