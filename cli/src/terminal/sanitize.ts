/**
 * Control characters, invisible and direction-changing format characters, line separators, ignorable characters and
 * lone surrogates: everything that a terminal would obey, hide or reorder.
 */
const forbidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

const named: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/**
 * Makes text of unknown origin safe to print: what a terminal would act on becomes visible, such as `\x1b` or `\u202e`.
 * Everything a person sees passes through here; the result never contains a forbidden character, so twice is as once.
 */
export function sanitize(text: string): string {
  return text.replace(forbidden, escapeCharacter)
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const hex = code.toString(16)
  if (code <= 0xff) return named[character] ?? `\\x${hex.padStart(2, '0')}`
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`
}
