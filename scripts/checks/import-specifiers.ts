export interface ImportSpecifier {
  readonly line: number
  readonly specifier: string
  /** `import(…)`: runs when it is reached, not when the module is loaded. */
  readonly isLazy: boolean
  /** `import type` and `export type`: gone before the module runs. */
  readonly isType: boolean
}

const patterns: readonly { readonly form: RegExp; readonly isLazy: boolean }[] = [
  { form: /^[ \t]*(?<keyword>import|export)(?<type>\s+type\b)?[^'"`;]*?\bfrom\s*['"](?<specifier>[^'"]+)['"]/gmu, isLazy: false },
  { form: /^[ \t]*(?<keyword>import)\s*['"](?<specifier>[^'"]+)['"]/gmu, isLazy: false },
  { form: /\b(?<keyword>import|require)\s*\(\s*['"`](?<specifier>[^'"`]+)['"`]/gu, isLazy: true },
]

/** Every module that a TypeScript text names in an import, an export or a call of `import` or `require`. */
export function importSpecifiers(text: string): ImportSpecifier[] {
  return patterns.flatMap(({ form, isLazy }) =>
    [...text.matchAll(form)].map((match) => ({
      line: lineAt(text, match.index + match[0].length),
      specifier: match.groups?.['specifier'] ?? '',
      isLazy,
      isType: match.groups?.['type'] !== undefined,
    })),
  )
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
