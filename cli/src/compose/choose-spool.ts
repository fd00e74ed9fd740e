import { type Spool, createMemorySpool } from '@win11mon/collector'
import { type Config, PipelineError } from '@win11mon/pipeline'

/** The spool that the configuration asks for. */
export function chooseSpool({ kind, max_bytes: maxBytes }: Config['collector']['spool']): Promise<Spool> {
  if (kind === 'memory') return Promise.resolve(createMemorySpool(maxBytes))
  return Promise.reject(new PipelineError('CONFIG_INVALID', 'collector.spool.kind: sqlite is not available. Use memory.'))
}
