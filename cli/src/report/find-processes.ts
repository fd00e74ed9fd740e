import { PipelineError } from '@win11mon/pipeline'
import { fromIdText } from '@win11mon/schemas'

import type { HostName } from '../analysis/report.ts'
import type { Forest, ForestNode } from './forest.ts'

/** Every process with this pid or entity id, in the order of their start. Fails with USAGE or INPUT_MISSING. */
export function findProcesses({ nodes }: Forest, wanted: string, host: HostName): ForestNode[] {
  const isProcessId = /^\d+$/.test(wanted)
  if (!isProcessId && fromIdText(wanted) === undefined) {
    throw new PipelineError('USAGE', `${wanted}: neither a process id nor an entity id of 22 characters.`)
  }
  const found = nodes.filter(({ view }) => (isProcessId ? view.processId === Number(wanted) : view.entityId === wanted))
  if (found.length > 0) return found.toSorted((left, right) => (left.view.startUs ?? 0) - (right.view.startUs ?? 0))
  throw new PipelineError(
    'INPUT_MISSING',
    `Host ${host.name ?? host.id} has no process ${wanted}. Draw the whole tree to see which there are, or look it up with \`win11mon query\`.`,
  )
}
