import { type RuleSet, hostSettings, knownExceptions } from '@win11mon/enricher'
import { openSqliteDocumentStore } from '@win11mon/pipeline'

import type { AnalysisSource } from '../analysis/analysis.ts'
import { type AnalysisResult, buildReport } from '../analysis/build-report.ts'
import type { Config } from '../settings.ts'
import { chooseSpool } from './choose-spool.ts'
import { runAnalysis } from './run-analysis.ts'

export interface SessionOptions {
  readonly config: Config
  /** Where relative paths of the configuration start. */
  readonly directory: string
  readonly source: AnalysisSource
  /** Rules beside the built-in ones. */
  readonly ruleSet?: RuleSet | undefined
  /** SQLite file that keeps the documents. */
  readonly databasePath: string | undefined
  readonly comparesSourceGuids?: boolean
}

/** Puts the adapters of the configuration together, runs the source through them and reports. */
export async function analyse(session: SessionOptions, signal: AbortSignal): Promise<AnalysisResult> {
  const { config, source, directory, databasePath } = session
  const store = databasePath === undefined ? undefined : await openSqliteDocumentStore(databasePath)
  const analysis = await runAnalysis(
    {
      source,
      spool: await chooseSpool(config.collector.spool, directory),
      store,
      settings: hostSettings(config.enricher, session.ruleSet),
      comparesSourceGuids: session.comparesSourceGuids ?? false,
    },
    signal,
  )
  return await buildReport(analysis, { minSeverity: config.analysis.min_severity, exceptions: knownExceptions(config.enricher.exceptions) })
}
