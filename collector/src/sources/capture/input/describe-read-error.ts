import { PipelineError } from '@win11mon/pipeline'

const explanations: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'There is no such file or directory. Check the path.'],
  ['EACCES', 'Permission to read it is missing.'],
  ['EPERM', 'Permission to read it is missing.'],
  ['EISDIR', 'It is a directory.'],
  ['Z_BUF_ERROR', 'The compressed data ends too early: the file is cut off. What came before was read.'],
  ['Z_DATA_ERROR', 'The compressed data is damaged. What came before the damage was read.'],
])

const noPatterns = 'There is no such file or directory. Wildcards are for the shell: leave out the quotes, or name the directory.'

function isPattern(error: Error): boolean {
  return 'path' in error && typeof error.path === 'string' && /[*?]/u.test(error.path)
}

/** One sentence for a person about why reading failed. Throws programming mistakes again: they are not the input's fault. */
export function describeReadError(error: unknown): string {
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError) throw error
  if (error instanceof PipelineError) return error.message
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const explanation = code === 'ENOENT' && isPattern(error) ? noPatterns : explanations.get(code)
  return explanation === undefined ? `Reading failed: ${error.message.replace(/\.$/, '')}.` : `${explanation} (${error.message})`
}
