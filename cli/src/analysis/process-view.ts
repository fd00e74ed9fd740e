import type { EdgeConfidence, ProcessStatus } from '@win11mon/enricher'
import type { DocumentReader, StoredRow } from '@win11mon/pipeline'

import type { ReportParent, ReportReason } from './report.ts'
import { readStored } from './stored-document.ts'

export interface ScoreView {
  readonly probability: number
  readonly low: number
  readonly high: number
  readonly reasons: readonly ReportReason[]
}

/**
 * A process as reports and trees show it. What only its document has (all of the scores but their probabilities) is read from it
 * at the first look, as most processes are never looked at so closely; a document that cannot be read fails then, with STORE_DAMAGED.
 */
export interface ProcessView {
  readonly entityId: string
  readonly processId: number
  readonly parentId: string | null
  readonly status: ProcessStatus
  readonly edgeConfidence: EdgeConfidence
  readonly executable: string | null
  readonly commandLine: string | null
  /** RID of the integrity level. */
  readonly integrityLevel: number | null
  readonly startUs: number | null
  readonly endUs: number | null
  readonly loader: ScoreView
  readonly abuse: ScoreView
  /** The abuse score is worth showing. */
  readonly isAbuseReported: boolean
  readonly userName: string | null
  /** The parent as the event of the start names it, whether or not anything else is known of it. */
  readonly namedParent: ReportParent | null
}

/** Every process of a host with its scores, by start. */
export async function viewProcesses(reader: Pick<DocumentReader, 'processes'>, hostId: string): Promise<ProcessView[]> {
  return (await reader.processes(hostId)).map(viewProcess)
}

/** A process of a store as it is shown. */
export function viewProcess(row: StoredRow<'processes'>): ProcessView {
  const scores = new StoredScores(row)
  return {
    entityId: row.id,
    processId: row.pid,
    parentId: row.parent_id,
    status: row.status as ProcessStatus,
    edgeConfidence: row.edge_confidence as EdgeConfidence,
    executable: row.executable,
    commandLine: row.command_line,
    integrityLevel: row.integrity_level,
    startUs: row.started_us,
    endUs: row.ended_us,
    loader: new StoredScore(row.loader_score, scores, 'loader'),
    abuse: new StoredScore(row.abuse_score, scores, 'abuse'),
    get isAbuseReported() {
      return scores.document.abuse.is_reported
    },
    get userName() {
      return scores.people.userName
    },
    get namedParent() {
      return scores.people.parent
    },
  }
}

/** Both scores of a document, and who is named in it, each read once. There are as many as processes, so they are no closures. */
class StoredScores {
  readonly #row: StoredRow<'processes'>
  #document: ScoreDocuments | undefined
  #people: People | undefined

  constructor(row: StoredRow<'processes'>) {
    this.#row = row
  }

  get document(): ScoreDocuments {
    return (this.#document ??= readScores(this.#row))
  }

  get people(): People {
    return (this.#people ??= readPeople(this.#row))
  }
}

class StoredScore implements ScoreView {
  readonly probability: number
  readonly #scores: StoredScores
  readonly #name: keyof ScoreDocuments

  constructor(probability: number, scores: StoredScores, name: keyof ScoreDocuments) {
    this.probability = probability
    this.#scores = scores
    this.#name = name
  }

  get low(): number {
    return this.#scores.document[this.#name].low
  }

  get high(): number {
    return this.#scores.document[this.#name].high
  }

  get reasons(): readonly ReportReason[] {
    return this.#scores.document[this.#name].reasons
  }
}

type ScoreDocument = Omit<ScoreView, 'probability'>

interface ScoreDocuments {
  readonly loader: ScoreDocument
  readonly abuse: ScoreDocument & { readonly is_reported: boolean }
}

/** As far as the process document of the enricher is read here. */
interface ProcessDocument {
  readonly process?: { readonly parent?: Readonly<Partial<ReportParent>> }
  readonly user?: { readonly name?: string | null }
  readonly win11mon: { readonly score: ScoreDocuments }
}

/** The account and the parent of a process. */
interface People {
  readonly userName: string | null
  readonly parent: ReportParent | null
}

function readPeople(row: StoredRow<'processes'>): People {
  return readStored(row, ({ user, process }: ProcessDocument) => {
    const { pid = null, executable = null, command_line = null } = process?.parent ?? {}
    const isNamed = pid !== null || executable !== null
    return { userName: user?.name ?? null, parent: isNamed ? { pid, executable, command_line } : null }
  })
}

function readScores(row: StoredRow<'processes'>): ScoreDocuments {
  return readStored(row, ({ win11mon: { score } }: ProcessDocument) => ({
    loader: readScore(score.loader),
    abuse: { ...readScore(score.abuse), is_reported: score.abuse.is_reported },
  }))
}

function readScore({ low, high, reasons }: ScoreDocument): ScoreDocument {
  return { low, high, reasons }
}
