import { type FileHandle, open } from 'node:fs/promises'

import { PipelineError } from '@win11mon/pipeline'
import { schemaFingerprint, unframe } from '@win11mon/schemas'

import { continueRecording } from './continue-recording.ts'
import { encodeContainerHeader, encodeLong, syncMarker } from './container.ts'

/** Writes batches into a recording, in the order they come. Use one call at a time. */
export interface RecordingWriter {
  /** `value` is a framed batch of the current schema. Rejects with SCHEMA_UNKNOWN for another schema, IO_FAILED when the disk refuses. */
  append(value: Uint8Array): Promise<void>
  /** What was appended is on the disk when it resolves. */
  sync(): Promise<void>
  /** The file is complete on disk when it resolves. */
  close(): Promise<void>
}

/** Creates the file, or empties it. Rejects with IO_FAILED. */
export async function createRecordingWriter(path: string): Promise<RecordingWriter> {
  const file = await attempt(path, () => open(path, 'w'))
  await attempt(path, () => writeAll(file, encodeContainerHeader()))
  return writerOn(file, path)
}

/** Goes on behind what the file holds, or creates it. Rejects with IO_FAILED, or INPUT_UNREADABLE when it is something else. */
export async function openRecordingWriter(path: string): Promise<RecordingWriter> {
  const file = await attempt(path, () => continueRecording(path))
  const { size } = await attempt(path, () => file.stat())
  if (size === 0) await attempt(path, () => writeAll(file, encodeContainerHeader()))
  return writerOn(file, path)
}

function writerOn(file: FileHandle, path: string): RecordingWriter {
  return {
    async append(value) {
      const block = encodeBlock(value)
      await attempt(path, () => writeAll(file, block))
    },
    sync: () => attempt(path, () => file.sync()),
    close: () => attempt(path, () => syncAndClose(file)),
  }
}

async function syncAndClose(file: FileHandle): Promise<void> {
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

function encodeBlock(value: Uint8Array): Buffer {
  const { fingerprint, payload } = unframe(value)
  if (fingerprint !== schemaFingerprint) {
    throw new PipelineError(
      'SCHEMA_UNKNOWN',
      `A batch of schema ${fingerprint} cannot go into a recording of schema ${schemaFingerprint}: one recording holds one schema.`,
    )
  }
  return Buffer.concat([encodeLong(1), encodeLong(payload.length), payload, syncMarker])
}

/** One write may take less than all of it. */
async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += (await file.write(bytes, written)).bytesWritten
  }
}

async function attempt<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    if (error instanceof PipelineError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new PipelineError('IO_FAILED', `Writing the recording ${path} failed: ${reason}. Check the directory and the free space.`, {
      cause: error,
    })
  }
}
