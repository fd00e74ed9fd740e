import { createHash } from 'node:crypto'

import { eventBatchSchemaText, schemaFingerprint } from '@win11mon/schemas'

/**
 * A recording is an Avro object container file without compression whose blocks hold one `EventBatch` each, so that a
 * batch goes in and out without being decoded. Any Avro tool reads it.
 */
export const containerMagic: Buffer = Buffer.from('Obj\x01', 'latin1')
export const syncMarkerBytes = 16

/** Always the same, so that the same batches give the same file. */
export const syncMarker: Buffer = createHash('sha256').update('win11mon recording').digest().subarray(0, syncMarkerBytes)

/** Our own entry in the metadata: fingerprint of the schema, which every batch carries in front when it travels alone. */
export const fingerprintKey = 'win11mon.fingerprint'

/** Bytes in front of a batch that travels alone: marker and fingerprint. */
export const frameBytes = 10

export function encodeContainerHeader(): Buffer {
  const metadata: readonly (readonly [string, string])[] = [
    ['avro.schema', eventBatchSchemaText],
    ['avro.codec', 'null'],
    [fingerprintKey, schemaFingerprint],
  ]
  const entries = metadata.flatMap(([key, value]) => [encodeText(key), encodeText(value)])
  return Buffer.concat([containerMagic, encodeLong(metadata.length), ...entries, encodeLong(0), syncMarker])
}

/** Avro's zigzag variable-length integer. */
export function encodeLong(value: number): Buffer {
  const bytes: number[] = []
  let rest = value >= 0 ? value * 2 : -value * 2 - 1
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80)
    rest = Math.floor(rest / 0x80)
  }
  return Buffer.from([...bytes, rest])
}

function encodeText(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([encodeLong(bytes.length), bytes])
}
