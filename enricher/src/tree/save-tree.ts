import type { StateReader } from '../state/state-reader.ts'
import type { StateWriter } from '../state/state-writer.ts'
import type { Silence } from './activity.ts'
import type { HostTree } from './host-tree.ts'
import { intern, internTexts } from './intern.ts'
import { type EndMark, type ProcessDescription, type ProcessReference, type StartMark, startMarkOf } from './marks.ts'
import type { Mention } from './mentions.ts'
import type { Sight } from './sights.ts'
import { readSurroundings, writeSurroundings } from './surroundings.ts'
import type { Timeline } from './timeline.ts'
import type { Tombstone } from './tombstones.ts'

const roles = ['mention', 'start', 'end'] as const
const columns = ['process_id', 'object_id'] as const

/** Writes the marks of a tree: the lives follow from them. */
export function writeTree(writer: StateWriter, tree: HostTree): void {
  writeBoots(writer, tree)
  writer.list(tree.consents.startsUs, (startUs) => writer.long(startUs))
  writeSurroundings(writer, tree.surroundings)
  writer.list(tree.spellings.entries(), ([key, path]) => {
    writer.text(key)
    writer.text(path)
  })
  writer.list(tree.tombstones.entries(), ([processId, tombstone]) => {
    writer.long(processId)
    writeTombstone(writer, tombstone)
  })
  writer.list(tree.timelines(), ([processId, timeline]) => writeTimeline(writer, processId, timeline))
}

/** Fills a new tree with what `writeTree` wrote. */
export function readTree(reader: StateReader, tree: HostTree): void {
  readBoots(reader, tree)
  tree.consents.restore(reader.list(() => reader.long()))
  readSurroundings(reader, tree.surroundings)
  reader.list(() => tree.spellings.restore(reader.text(), reader.text()))
  reader.list(() => tree.tombstones.set(reader.long(), readTombstone(reader)))
  reader.list(() => readTimeline(reader, tree))
  tree.restored()
}

function writeBoots(writer: StateWriter, { boots }: HostTree): void {
  const { past, boundaryUs, sights } = boots.state
  writer.list(past, (boot) => writer.long(boot))
  writer.optionalLong(boundaryUs)
  writer.list(sights, ({ image, all }) => {
    writer.text(image)
    writer.list(all, (sight) => writeSight(writer, sight))
  })
  writer.list(boots.activity.stretches, (stretch) => writeSilence(writer, stretch))
  writer.list(boots.spans.all(), ({ bootId, firstUs, lastUs }) => {
    writer.text(bootId)
    writeSilence(writer, { firstUs, lastUs })
  })
}

function readBoots(reader: StateReader, { boots }: HostTree): void {
  const past = reader.list(() => reader.long())
  const boundaryUs = reader.optionalLong()
  const sights = reader.list(() => ({ image: reader.text(), all: reader.list(() => readSight(reader)) }))
  boots.restore({ past, boundaryUs, sights })
  boots.activity.restore(reader.list(() => readSilence(reader)))
  reader.list(() => boots.spans.restore({ bootId: reader.text(), ...readSilence(reader) }))
}

function writeSight(writer: StateWriter, { processId, isStart, firstUs, lastUs }: Sight): void {
  writer.long(processId)
  writer.boolean(isStart)
  writer.long(firstUs)
  writer.long(lastUs)
}

function readSight(reader: StateReader): Sight {
  return { processId: reader.long(), isStart: reader.boolean(), firstUs: reader.long(), lastUs: reader.long() }
}

function writeSilence(writer: StateWriter, { firstUs, lastUs }: Silence): void {
  writer.long(firstUs)
  writer.long(lastUs)
}

function readSilence(reader: StateReader): Silence {
  return { firstUs: reader.long(), lastUs: reader.long() }
}

function writeTombstone(writer: StateWriter, { started, placeholderUs }: Tombstone): void {
  writer.optionalLong(started?.startUs ?? null)
  if (started !== null) {
    writer.long(started.endUs)
    writer.boolean(started.isSeenEnd)
  }
  writer.optionalLong(placeholderUs)
}

function readTombstone(reader: StateReader): Tombstone {
  const startUs = reader.optionalLong()
  const started = startUs === null ? null : { startUs, endUs: reader.long(), isSeenEnd: reader.boolean() }
  return { started, placeholderUs: reader.optionalLong() }
}

function writeTimeline(writer: StateWriter, processId: number, timeline: Timeline): void {
  writer.long(processId)
  writer.boolean(timeline.tombstone !== undefined)
  if (timeline.tombstone !== undefined) writeTombstone(writer, timeline.tombstone)
  writer.list(timeline.starts, (mark) => writeStart(writer, mark))
  writer.list(timeline.ends, (mark) => writeEnd(writer, mark))
  writer.list(timeline.mentions, (mention) => writeMention(writer, mention))
}

function readTimeline(reader: StateReader, tree: HostTree): void {
  const processId = reader.long()
  if (reader.boolean()) tree.tombstones.set(processId, readTombstone(reader))
  const timeline = tree.timelineOf(processId)
  for (const mark of reader.list(() => readStart(reader, processId))) timeline.addStart(mark)
  for (const mark of reader.list(() => readEnd(reader))) timeline.addEnd(mark)
  for (const mention of reader.list(() => readMention(reader, processId))) timeline.restoreMention(mention)
}

/** A described start is its event. */
function writeStart(writer: StateWriter, { startUs, isExact, image, bootId, description, entityId }: StartMark): void {
  writer.optionalText(entityId)
  writer.optionalText(bootId)
  if (description !== null) return writer.event(description)
  writer.long(startUs)
  writer.boolean(isExact)
  writer.optionalText(image)
}

function readStart(reader: StateReader, processId: number): StartMark {
  const entityId = reader.optionalText()
  const bootId = reader.optionalText()
  if (bootId !== null) return startMarkOf(internTexts(reader.event() as ProcessDescription), intern(bootId), entityId)
  return { processId, startUs: reader.long(), isExact: reader.boolean(), image: reader.optionalText(), bootId, description: null, entityId }
}

function writeEnd(writer: StateWriter, { timeUs, startUs, image, exitStatus, bootId, sequence }: EndMark): void {
  writer.long(timeUs)
  writer.optionalLong(startUs)
  writer.optionalText(image)
  writer.optionalLong(exitStatus)
  writer.text(bootId)
  writer.long(sequence)
}

function readEnd(reader: StateReader): EndMark {
  const [timeUs, startUs, image, exitStatus] = [reader.long(), reader.optionalLong(), reader.optionalText(), reader.optionalLong()]
  return { timeUs, startUs, image, exitStatus, bootId: intern(reader.text()), sequence: reader.long() }
}

function writeMention(writer: StateWriter, { reference, bootId, sequence, entityId, uses }: Mention): void {
  writer.long(reference.timeUs)
  writer.optionalText(reference.image)
  writer.text(reference.role)
  writer.optionalText(bootId)
  writer.long(sequence)
  writer.optionalText(entityId)
  writer.list(uses ?? [], ({ eventId, column }) => {
    writer.text(eventId)
    writer.text(column)
  })
}

function readMention(reader: StateReader, processId: number): Mention {
  const timeUs = reader.long()
  const reference: ProcessReference = { processId, startUs: null, timeUs, image: reader.optionalText(), role: reader.word(roles) }
  const [bootId, sequence] = [internOptional(reader.optionalText()), reader.long()]
  const entityId = reader.optionalText()
  const uses = reader.list(() => ({ eventId: reader.text(), column: reader.word(columns) }))
  return { reference, bootId, sequence, entityId, uses: uses.length === 0 ? null : uses }
}

function internOptional(text: string | null): string | null {
  return text === null ? null : intern(text)
}

/** A reference with everything that it says. */
export function writeReference(writer: StateWriter, { processId, startUs, timeUs, image, role }: ProcessReference): void {
  writer.long(processId)
  writer.optionalLong(startUs)
  writer.long(timeUs)
  writer.optionalText(image)
  writer.text(role)
}

export function readReference(reader: StateReader): ProcessReference {
  const [processId, startUs, timeUs] = [reader.long(), reader.optionalLong(), reader.long()]
  return { processId, startUs, timeUs, image: reader.optionalText(), role: reader.word(roles) }
}
