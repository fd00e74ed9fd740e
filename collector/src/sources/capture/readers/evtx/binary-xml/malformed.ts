import { PipelineError } from '@win11mon/pipeline'

/** Says of a record, in words that follow "it cannot be read: ", what is wrong with it. */
export function malformed(problem: string): PipelineError {
  return new PipelineError('RECORD_MALFORMED', problem)
}
