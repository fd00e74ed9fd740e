import type { ProcessDescription } from './marks.ts'

/** Texts kept once at most; they are dropped whole when a flood of new ones fills it. */
const maxTexts = 20_000
const texts = new Map<string, string>()

/** The same text as one object: of a fleet's processes nearly all have images, users and signers that others have too. */
export function intern(text: string): string {
  const known = texts.get(text)
  if (known !== undefined) return known
  if (texts.size >= maxTexts) texts.clear()
  texts.set(text, text)
  return text
}

const repeatedFields = [
  'executable',
  'parentExecutable',
  'workingDirectory',
  'userName',
  'signature',
  'originalFileName',
] as const satisfies readonly (keyof ProcessDescription)[]

/** Takes the event over as the description of a process, which may live for months. */
export function internTexts(description: ProcessDescription): ProcessDescription {
  for (const field of repeatedFields) {
    const text = description[field]
    if (text !== null) description[field] = intern(text)
  }
  return description
}
