import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { rules } from '../src/detect/rules/index.ts'
import type { CheckedAlert } from '../src/rule-test/check-alerts.ts'
import { parseTests } from '../src/rule-test/parse-tests.ts'
import { runTest } from '../src/rule-test/run-test.ts'

export interface Artifact {
  /** From the repository's root. */
  readonly path: string
  readonly text: string
}

const repository = join(import.meta.dirname, '../..')
const examples = join(import.meta.dirname, '../examples')
const heading = '## Example'
const nextHeading = '## Test it'

/** The tests of the built-in rules as a module, and on the page of each rule its tests with the alert that the first one raises. */
export async function exampleArtifacts(): Promise<Artifact[]> {
  const files = readdirSync(examples).toSorted()
  const texts = files.map((file): [string, string] => [file, readFileSync(join(examples, file), 'utf8')])
  const pages = await Promise.all(texts.map(([file, text]) => pageOf(file, text)))
  return [{ path: 'enricher/src/rule-test/generated/built-in-tests.ts', text: moduleOf(texts) }, ...pages]
}

/** Paths of those that say something else. */
export function staleExamples(artifacts: readonly Artifact[]): string[] {
  return artifacts.flatMap(({ path, text }) => (textOf(join(repository, path)) === text ? [] : [path]))
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

function moduleOf(texts: readonly (readonly [string, string])[]): string {
  const entries = texts.map(([file, text]) => `  [${JSON.stringify(file)}, ${JSON.stringify(text)}],`)
  return `// Generated from enricher/examples by \`npm run generate\`. Do not edit.

/** The tests of the built-in rules: name of the file, and its text. */
export const builtInTestTexts: readonly (readonly [file: string, text: string])[] = [
${entries.join('\n')}
]
`
}

async function pageOf(file: string, text: string): Promise<Artifact> {
  const id = file.replace('.test.yml', '')
  const path = `docs/rules/${id}.md`
  const page = readFileSync(join(repository, path), 'utf8')
  const end = page.indexOf(`${nextHeading}\n`)
  if (end < 0) throw new Error(`${path} has no heading "${nextHeading}", before which its example stands`)
  const start = page.indexOf(`${heading}\n`)
  const before = page.slice(0, start < 0 ? end : start)
  return { path, text: `${before}${await exampleOf(id, text)}${page.slice(end)}` }
}

async function exampleOf(id: string, text: string): Promise<string> {
  const { tests } = await parseTests(text, `${id}.test.yml`)
  const [alert] = tests.flatMap((test) => runTest(test, { ruleId: id }).alerts)
  if (alert === undefined) throw new Error(`no example of ${id} raises anything`)
  return `${heading}

The first of these [tests](tests.md) raises

\`\`\`text
${alertLines(id, alert).join('\n')}
\`\`\`

and the last one nothing:

\`\`\`yaml
${text.trim()}
\`\`\`

\`win11mon rules test --rule ${id}\` runs them.

`
}

function alertLines(id: string, { severity, actor, object, objectPath, reasons }: CheckedAlert): string[] {
  const name = rules.find((rule) => rule.id === id)?.name
  const on = object === null ? objectPath : object.executable
  return [
    `${severity.toUpperCase()}  ${id}${name === undefined ? '' : ` ${name}`}`,
    `${actor?.executable ?? 'the host'}${on === null ? '' : ` on ${on}`}`,
    ...reasons.map((reason) => `- ${reason}`),
  ]
}
