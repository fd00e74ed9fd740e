/**
 * Steps of a checkpoint, in their order. What comes before a step has happened for good when the step is reported, whatever
 * becomes of the process then: at the first only in memory. The log commits the position after the last.
 */
export const checkpointSteps = ['records_taken', 'documents_taken', 'states_written'] as const
export type CheckpointStep = (typeof checkpointSteps)[number]
