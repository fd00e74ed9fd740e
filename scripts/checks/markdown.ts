export interface MarkdownLine {
  readonly line: number
  readonly text: string
  /** Inside a fenced block. */
  readonly isCode: boolean
}

export function markdownLines(text: string): MarkdownLine[] {
  let isCode = false
  return text.split('\n').map((lineText, index) => {
    const isFence = /^\s*(?:```|~~~)/u.test(lineText)
    if (isFence) isCode = !isCode
    return { line: index + 1, text: lineText, isCode: isCode || isFence }
  })
}
