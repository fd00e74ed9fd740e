/** One generated file: its path from the repository's root, with forward slashes, and its whole text. */
export interface Artifact {
  readonly path: string
  readonly text: string
}

export const typescriptBanner = '// Generated from schemas/catalogue by `npm run generate`. Do not edit.\n'
