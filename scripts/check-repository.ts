/** What no compiler or linter sees: directions and circles of imports, documents that agree with the code, nothing of one machine. Prints one line a problem. */
import { docCommandProblems } from './checks/doc-commands.ts'
import { docLinkProblems } from './checks/doc-links.ts'
import { folderCycleProblems } from './checks/folder-cycles.ts'
import { importDirectionProblems } from './checks/import-directions.ts'
import { lockFileProblems } from './checks/lock-file.ts'
import { machinePathProblems } from './checks/machine-paths.ts'
import { mergeLeftoverProblems } from './checks/merge-leftovers.ts'
import { monitorPageProblems } from './checks/monitor-pages.ts'
import { roomPageProblems } from './checks/room-pages.ts'
import { rulePageProblems } from './checks/rule-pages.ts'
import { testPlanProblems } from './checks/test-plan.ts'
import { vendorClientProblems } from './checks/vendor-clients.ts'
import { type RepositoryCheck, openRepository } from './repository.ts'

const checks: readonly RepositoryCheck[] = [
  importDirectionProblems,
  folderCycleProblems,
  vendorClientProblems,
  docLinkProblems,
  docCommandProblems,
  roomPageProblems,
  rulePageProblems,
  monitorPageProblems,
  testPlanProblems,
  lockFileProblems,
  machinePathProblems,
  mergeLeftoverProblems,
]

const repository = openRepository()
const problems = checks.flatMap((check) => check(repository))
for (const problem of problems) process.stdout.write(`${problem}\n`)
process.exitCode = problems.length === 0 ? 0 : 1
