import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import { PipelineError } from '@win11mon/pipeline'
import { fromIdText, toIdText } from '@win11mon/schemas'

export interface HostIdentity {
  /** 16 bytes. */
  readonly hostId: Uint8Array
  /** How it came to be: read from the file, made because there was none, or made because the file was damaged. */
  readonly origin: 'read' | 'made' | 'replaced'
}

const idBytes = 16

/**
 * The id of this host: random, made once and kept in the state directory, readable by its owner only. Never the host's
 * name, which others may have too and which changes. A damaged file is set aside. Throws IO_FAILED.
 */
export function loadHostIdentity(stateDirectory: string): HostIdentity {
  const path = join(stateDirectory, 'host-id')
  try {
    mkdirSync(stateDirectory, { recursive: true, mode: 0o700 })
    const found = read(path)
    if (found instanceof Uint8Array) return { hostId: found, origin: 'read' }
    if (found === 'damaged') renameSync(path, `${path}.damaged-${new Date().toISOString().replaceAll(/[-:.]/g, '')}`)
    return { hostId: make(path), origin: found === 'damaged' ? 'replaced' : 'made' }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new PipelineError(
      'IO_FAILED',
      `${path}: the host id cannot be kept (${reason}). Check that the state directory can be written.`,
      {
        cause: error,
      },
    )
  }
}

function read(path: string): Uint8Array | 'missing' | 'damaged' {
  try {
    const text = readFileSync(path, 'utf8').trim()
    const hostId = fromIdText(text)
    return hostId?.some((byte) => byte !== 0) ? hostId : 'damaged'
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return 'missing'
    if (code === 'EISDIR') return 'damaged'
    throw error
  }
}

/** Written whole under another name first: a kill leaves either no id or this one. */
function make(path: string): Uint8Array {
  const hostId = new Uint8Array(randomBytes(idBytes))
  const file = openSync(`${path}.new`, 'w', 0o600)
  try {
    writeSync(file, `${toIdText(hostId)}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(`${path}.new`, path)
  return hostId
}
