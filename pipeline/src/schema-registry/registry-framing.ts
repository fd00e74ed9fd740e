import {
  PipelineError,
  eventBatchSchemaText,
  fingerprintOfSchema,
  frameConfluent,
  frameSingleObject,
  isConfluentFrame,
  isKnownSchema,
  learnWriterSchema,
  schemaFingerprint,
  unframe,
} from '@win11mon/schemas'

import { type RetryContext, retry } from '../runtime/retry.ts'
import type { IdCache } from './id-cache.ts'
import type { SchemaRegistry } from './schema-registry.ts'

export interface RegistryFramingOptions {
  readonly registry: SchemaRegistry
  readonly cache: IdCache
  readonly subject: string
  readonly retry: RetryContext
  /** Called for each batch that leaves without the registry's number, since there is none yet. */
  readonly onWithoutId: () => void
  readonly onWarning: (message: string) => void
}

/** Puts the registry's frame on what leaves and takes it off what comes. The registry may be away for either. */
export interface RegistryFraming {
  /** In the registry's frame as soon as the number of the schema is known; until then as it is, which every reader of ours takes. */
  frame(value: Uint8Array): Uint8Array
  /**
   * In the frame that batches have inside of the product. Waits for the registry when it must be asked; what it does not know
   * comes back as it was, and whoever decodes it says so.
   */
  unframe(value: Uint8Array): Promise<Uint8Array>
  /** Asks for the number of the current schema until it is there or the signal of the options is aborted. Does not reject. */
  learn(): Promise<void>
}

export function createRegistryFraming(options: RegistryFramingOptions): RegistryFraming {
  const { registry, cache, subject, onWithoutId, onWarning } = options
  let schemaId = cache.id(subject, schemaFingerprint)
  /** Questions under way, so that records of one number ask once. */
  const asked = new Map<number, Promise<string | undefined>>()

  /** Numbers whose schema this version can make nothing of: asked for once. */
  const unresolvable = new Set<number>()

  async function learn(): Promise<void> {
    try {
      const id = await retry(() => registry.idOf(subject, eventBatchSchemaText), options.retry)
      if (schemaId !== undefined && schemaId !== id)
        onWarning(`The schema registry gives ${subject} the number ${id} now, not ${schemaId}.`)
      schemaId = id
      await cache.remember({ subject, fingerprint: schemaFingerprint, id })
    } catch (error) {
      if (!options.retry.signal.aborted) onWarning(error instanceof Error ? error.message : String(error))
    }
  }

  async function fingerprintOf(id: number): Promise<string | undefined> {
    const text = await retry(() => registry.schemaOf(id), options.retry)
    if (text === undefined) return undefined
    const fingerprint = fingerprintOfSchema(text)
    // A newer writer's: what of it is known here is read.
    learnWriterSchema(text)
    if (!isKnownSchema(fingerprint)) unresolvable.add(id)
    await cache.remember({ fingerprint, id })
    return fingerprint
  }

  function askOnce(id: number): Promise<string | undefined> {
    const known = asked.get(id) ?? fingerprintOf(id).finally(() => asked.delete(id))
    asked.set(id, known)
    return known
  }

  return {
    learn,
    frame(value) {
      if (schemaId === undefined) {
        onWithoutId()
        return value
      }
      const payload = currentPayload(value)
      return payload === undefined ? value : frameConfluent(payload, schemaId)
    },
    async unframe(value) {
      if (!isConfluentFrame(value)) return value
      const id = Buffer.from(value.buffer, value.byteOffset, value.byteLength).readUInt32BE(1)
      const cached = cache.fingerprint(id)
      const fingerprint = cached !== undefined && (isKnownSchema(cached) || unresolvable.has(id)) ? cached : await askOnce(id)
      if (fingerprint === undefined) return value
      return frameSingleObject(unframe(value, () => fingerprint).payload, fingerprint)
    },
  }
}

/** What an earlier version left in the spool has another schema, and so another number, which nobody has asked for. */
function currentPayload(value: Uint8Array): Uint8Array | undefined {
  try {
    const { fingerprint, payload } = unframe(value)
    return fingerprint === schemaFingerprint ? payload : undefined
  } catch (error) {
    if (error instanceof PipelineError) return undefined
    throw error
  }
}
