import { createHash } from 'node:crypto'

import type { EncodedBatch } from '../../batch/encoded-batch.ts'
import { type CaptureSettings, isTimeFiltered } from './input/capture-options.ts'
import type { Member } from './containers/member.ts'
import { skipBytes } from './containers/peek.ts'
import { toUtf8 } from './containers/transcode.ts'
import { describeReadError } from './input/describe-read-error.ts'
import type { Content } from './containers/detect-format.ts'
import type { InputFormat, InputTally } from './input/input-report.ts'
import { readJson } from './readers/read-json.ts'
import { readRecordedBatches } from './readers/read-recorded-batches.ts'
import { identityHeadBytes, type InputIdentity } from './session/boot-id.ts'
import { InputSession } from './session/input-session.ts'
import type { RunKnowledge } from './session/run-knowledge.ts'
import { whyUnread } from './why-unread.ts'

interface ReadContext {
  readonly settings: CaptureSettings
  /** When the file was last modified. */
  readonly modifiedUs: number
  readonly run: RunKnowledge
}

type RecordContent = 'json-lines' | 'json-objects' | 'xml' | 'evtx'

const formats: Readonly<Record<RecordContent, InputFormat>> = {
  'json-lines': 'json-lines',
  'json-objects': 'json',
  xml: 'xml',
  evtx: 'evtx',
}

/**
 * Reads one member to its end or to the first error, which the tally keeps. Yields batches as they fill, and undefined
 * after a piece of input. Never rejects.
 */
export async function* readInput(member: Member, tally: InputTally, context: ReadContext): AsyncGenerator<EncodedBatch | undefined> {
  const { content } = member.detected
  if (isRecords(content)) yield* readEventLog(content, member, { tally, context })
  else if (content === 'recording') yield* readOwnRecording(member, tally, context)
  else tally.error = whyUnread(content)
}

async function* readOwnRecording(member: Member, tally: InputTally, { settings }: ReadContext): AsyncGenerator<EncodedBatch | undefined> {
  tally.format = 'recording'
  try {
    yield* readRecordedBatches(member.content.chunks(), tally, settings)
  } catch (error) {
    tally.error = describeReadError(error)
  }
}

async function* readEventLog(
  content: RecordContent,
  member: Member,
  { tally, context }: Omit<Reading, 'session'>,
): AsyncGenerator<EncodedBatch | undefined> {
  tally.format = formats[content]
  const session = createSession(member, tally, context)
  try {
    for await (const bytes of readRecords(content, member, { session, tally, context })) {
      tally.bytes += bytes
      yield* session.takeBatches()
      yield undefined
    }
  } catch (error) {
    tally.error = describeReadError(error)
  }
  session.finish()
  yield* session.takeBatches()
}

function isRecords(content: Content): content is RecordContent {
  return content in formats
}

interface Reading {
  readonly session: InputSession
  readonly tally: InputTally
  readonly context: ReadContext
}

async function* readRecords(
  content: RecordContent,
  { content: peeked, detected }: Member,
  { session, tally, context }: Reading,
): AsyncGenerator<number> {
  const { maxLineBytes: maxRecordBytes } = context.settings.limits
  const warn = (message: string): number => tally.warnings.push(message)
  if (content === 'evtx') {
    // Loaded by those who have event logs only.
    const { readEvtx } = await import('./readers/evtx/read-evtx.ts')
    yield* readEvtx(peeked.chunks(), session, warn)
    return
  }
  const unmarked = skipBytes(peeked.chunks(), detected.markBytes)
  const text = detected.encoding === 'utf-8' ? unmarked : toUtf8(unmarked, detected.encoding)
  if (content === 'xml') {
    const { readXml } = await import('./readers/read-xml.ts')
    yield* readXml(text, session, { maxRecordBytes, warn })
  } else yield* readJson(text, session, { maxRecordBytes, countsLines: content === 'json-lines', warn })
}

function createSession(member: Member, tally: InputTally, { settings, modifiedUs, run }: ReadContext): InputSession {
  const positionWord = member.detected.content === 'json-lines' ? 'line' : 'record'
  return new InputSession({
    identity: identify(member, settings),
    settings,
    tally,
    run,
    isNamed: member.isNamed,
    positionWord,
    fallbackTimeUs: modifiedUs,
  })
}

/** What changes which events get a number. */
function filterOf(settings: CaptureSettings): string {
  const time = isTimeFiltered(settings) ? `${settings.sinceUs} ${settings.untilUs}` : ''
  return time + settings.selection.identity
}

function identify({ sizeBytes, content }: Member, settings: CaptureSettings): InputIdentity {
  const headHash = createHash('sha256').update(content.head.subarray(0, identityHeadBytes)).digest()
  return { sizeBytes, headHash, filter: filterOf(settings) }
}
