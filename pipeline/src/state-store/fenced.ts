import { PipelineError } from '@win11mon/schemas'

/** Retryable, as whoever is fenced off can ask for the partition again. */
export function fencedError(partition: string, epoch: number, found: number): PipelineError {
  const message = `The states of ${partition} are another's, who has them with epoch ${found}, after ${epoch}. Its records go to whoever has the partition now.`
  return new PipelineError('STATE_FENCED', message, { isRetryable: true })
}
