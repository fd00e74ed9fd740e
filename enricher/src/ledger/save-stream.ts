import { Admission } from '../admit/admission.ts'
import type { StateReader } from '../state/state-reader.ts'
import type { StateWriter } from '../state/state-writer.ts'
import { type Stream, newStream } from './stream.ts'

const counts = [
  'lastSequence',
  'indexed',
  'deadLettered',
  'missing',
  'refused',
  'elsewhere',
  'repeated',
  'storedThrough',
  'readAgainThrough',
] as const

/** What is held has no outcome yet: a state is saved when nothing is. */
export function writeStream(writer: StateWriter, stream: Stream): void {
  writer.text(stream.bootId)
  writer.long(stream.admission.next)
  writer.list(stream.admission.holes.all(), ({ firstSequence, lastSequence, isDeclared }) => {
    writer.long(firstSequence)
    writer.long(lastSequence)
    writer.boolean(isDeclared)
  })
  for (const count of counts) writer.long(stream[count])
  writer.boolean(stream.isOfThisRun)
  writer.optionalLong(stream.newestUs)
}

export function readStream(reader: StateReader, hostId: string): Stream {
  const bootId = reader.text()
  const admission = new Admission(reader.long())
  reader.list(() => admission.holes.add({ firstSequence: reader.long(), lastSequence: reader.long(), isDeclared: reader.boolean() }))
  const stream = newStream(bootId, hostId, admission)
  for (const count of counts) stream[count] = reader.long()
  stream.isOfThisRun = reader.boolean()
  stream.newestUs = reader.optionalLong() ?? -Infinity
  return stream
}
