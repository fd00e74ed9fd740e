export { type ErrorCode, PipelineError, errorCodes } from './errors.ts'
