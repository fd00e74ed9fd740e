/** Text, quoted names and comments: what stands in them is no SQL. An open one reaches to the end. */
const quotedOrComment = /'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`[^`]*(?:`|$)|\[[^\]]*(?:\]|$)|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g

/** The same text, as long as it was, with spaces where there is no SQL. */
export function withoutText(sql: string): string {
  return sql.replaceAll(quotedOrComment, (text) => ' '.repeat(text.length))
}

export interface Split {
  /** Statements that are complete, without their semicolons. */
  readonly statements: readonly string[]
  /** What stands behind the last semicolon: the start of the next one, or nothing but spaces and comments. */
  readonly rest: string
}

/** Statements end at semicolons, wherever the lines end. */
export function splitStatements(text: string): Split {
  const bare = withoutText(text)
  const statements: string[] = []
  let start = 0
  for (let end = bare.indexOf(';'); end !== -1; end = bare.indexOf(';', start)) {
    if (bare.slice(start, end).trim() !== '') statements.push(text.slice(start, end).trim())
    start = end + 1
  }
  return { statements, rest: text.slice(start) }
}

/** Nothing but spaces and comments: no statement. An open text is one, if a wrong one. */
export function isBlank(sql: string): boolean {
  return withoutText(sql).trim() === '' && !/^\s*['"`[]/.test(sql)
}
