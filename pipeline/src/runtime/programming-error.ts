import { fileURLToPath } from 'node:url'

import { PipelineError } from '@win11mon/schemas'

/** What the language throws at whoever made a mistake. */
const namesOfMistakes: ReadonlySet<string> = new Set(['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError', 'AssertionError'])

/**
 * The mistake of ours behind an error that a client's call rejected with: such a thing is never mended by trying again. Undefined
 * for everything else, and for what was thrown inside of a library: theirs happen when a connection breaks at a bad moment.
 */
export function programmingErrorIn(error: unknown, what: string): PipelineError | undefined {
  const mistake = innermostOf(error)
  if (mistake === undefined || !namesOfMistakes.has(mistake.name) || !isThrownByUs(mistake)) return undefined
  return new PipelineError('INTERNAL', `${what} failed by a mistake in win11mon: ${mistake.message}.`, { cause: error })
}

function innermostOf(error: unknown): Error | undefined {
  const seen = new Set<unknown>()
  let innermost: Error | undefined
  for (let link = error; link instanceof Error && !seen.has(link); link = link.cause) {
    seen.add(link)
    innermost = link
  }
  return innermost
}

/** In a bundle everything lies in one file, and nobody can tell. */
function isThrownByUs({ stack = '' }: Error): boolean {
  const frames = stack.split('\n').filter((line) => /^\s+at /u.test(line) && !line.includes('node:'))
  const [place = ''] = frames
  if (place === '' || /[\\/]node_modules[\\/]/u.test(place)) return false
  return !place.includes(import.meta.url) && !place.includes(fileURLToPath(import.meta.url))
}
