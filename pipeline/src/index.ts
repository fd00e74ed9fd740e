export { type ErrorCode, PipelineError, errorCodes } from '@win11mon/schemas'
