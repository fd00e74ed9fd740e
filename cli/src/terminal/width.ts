import stringWidth from 'string-width'

/** Most of what is shown: each of its characters is one grapheme, one column wide. */
const plainText = /^[\u0020-\u007e]*$/u

/** Columns the text takes on a terminal; colours take none. */
export function widthOf(text: string): number {
  return plainText.test(text) ? text.length : stringWidth(text)
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Text is expected to be sanitised and without colours. Cuts at the end: `C:\Users\al…`. */
export function cutEnd(text: string, maxWidth: number): string {
  if (widthOf(text) <= maxWidth) return text
  return maxWidth < 1 ? '' : `${takeWidth(graphemes(text), maxWidth - 1).join('')}…`
}

/** Cuts in the middle, where a path says least: `C:\Users\…\tool.exe`. */
export function cutMiddle(text: string, maxWidth: number): string {
  if (widthOf(text) <= maxWidth) return text
  if (maxWidth < 8) return cutEnd(text, maxWidth)
  const all = graphemes(text)
  const tail = takeWidth(all.toReversed(), Math.floor((maxWidth - 1) * 0.6)).toReversed()
  const head = takeWidth(all, maxWidth - 1 - widthOf(tail.join('')))
  return `${head.join('')}…${tail.join('')}`
}

/** Fills with spaces up to the width. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(width - widthOf(text), 0))
  return align === 'left' ? text + space : space + text
}

/** Breaks at spaces; a word longer than the width is broken anywhere. Never returns an empty list. */
export function wrap(text: string, maxWidth: number): string[] {
  const width = Math.max(maxWidth, 10)
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((long) => breakWord(long, width))) {
    const candidate = line === '' ? word : `${line} ${word}`
    if (widthOf(candidate) <= width) line = candidate
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}

function breakWord(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word]
  const pieces: string[] = []
  let rest = graphemes(word)
  while (rest.length > 0) {
    const piece = takeWidth(rest, width)
    pieces.push(piece.join(''))
    rest = rest.slice(Math.max(piece.length, 1))
  }
  return pieces
}

function graphemes(text: string): string[] {
  return plainText.test(text) ? text.split('') : [...segmenter.segment(text)].map(({ segment }) => segment)
}

function takeWidth(parts: readonly string[], maxWidth: number): string[] {
  const taken: string[] = []
  let width = 0
  for (const part of parts) {
    width += widthOf(part)
    if (width > maxWidth) break
    taken.push(part)
  }
  return taken
}
