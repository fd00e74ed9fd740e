import { readFile, readdir, stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'

import { type ParsedTests, type RefusedTest, type RuleTest, builtInTestTexts, parseTests } from '@win11mon/enricher'
import { PipelineError } from '@win11mon/pipeline'

const testFile = /\.test\.ya?ml$|\.test\.ndjson$/i
/** Bytes of a file of tests. */
const maxFileBytes = 4 * 1024 * 1024

/** A test with the directory that its captures are looked for in; empty for those of the built-in rules. */
export interface FoundTest {
  readonly test: RuleTest
  readonly directory: string
}

export interface FoundTests {
  readonly tests: readonly FoundTest[]
  readonly refused: readonly RefusedTest[]
}

/** The tests of the built-in rules. */
export async function builtInTests(): Promise<FoundTests> {
  const parsed = await Promise.all(builtInTestTexts.map(([file, text]) => parseTests(text, file)))
  return joined(parsed.map((tests) => inDirectory(tests, '')))
}

/** Tests in files, and in every `*.test.yml` and `*.test.ndjson` below directories. Fails with INPUT_MISSING. */
export async function testsIn(paths: readonly string[], directory: string): Promise<FoundTests> {
  const files = (await Promise.all(paths.map((path) => filesOf(resolve(directory, path))))).flat()
  return joined(await Promise.all(files.map((file) => readTests(file, directory))))
}

function joined(parts: readonly FoundTests[]): FoundTests {
  return { tests: parts.flatMap(({ tests }) => tests), refused: parts.flatMap(({ refused }) => refused) }
}

function inDirectory({ tests, refused }: ParsedTests, directory: string): FoundTests {
  return { tests: tests.map((test) => ({ test, directory })), refused }
}

async function filesOf(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path]
    const entries = await readdir(path, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile() && testFile.test(entry.name)).map((entry) => join(entry.parentPath, entry.name))
    return files.toSorted()
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PipelineError('INPUT_MISSING', `The tests ${path} cannot be read: ${why}`, { cause })
  }
}

async function readTests(file: string, directory: string): Promise<FoundTests> {
  const shown = relative(directory, file).startsWith('..') ? file : relative(directory, file)
  const { size } = await stat(file)
  if (size > maxFileBytes) {
    return { tests: [], refused: [{ path: shown, line: 1, reason: `it has ${size} bytes, more than ${maxFileBytes}: split it` }] }
  }
  return inDirectory(await parseTests(await readFile(file, 'utf8'), shown), resolve(file, '..'))
}
