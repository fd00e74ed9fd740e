import type { AnalysisReport } from '../src/analysis/report.ts'
import { runCommand } from './run-command.ts'

/** What `win11mon analyze` with these arguments reports. */
export async function reportOf(...args: readonly string[]): Promise<AnalysisReport> {
  const { stdout } = await runCommand(['analyze', ...args, '-o', 'json'])
  return JSON.parse(stdout) as AnalysisReport
}
