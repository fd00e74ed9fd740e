/**
 * Writes every file that is generated from the catalogue.
 *   --check   writes nothing; names what is stale or incompatible and exits 1
 *   --freeze  also freezes the current Avro schema as the next released version
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { avroSchemaText, generatedArtifacts, historyDirectory, leftoverPages, repositoryDirectory, staleArtifacts } from './artifacts.ts'
import { catalogueProblems } from './check-catalogue.ts'
import { freezeSchema, historyProblems, readHistory } from './history.ts'

const flags = process.argv.slice(2)
process.exitCode = run(flags)

function run(arguments_: readonly string[]): number {
  const unknown = arguments_.filter((argument) => argument !== '--check' && argument !== '--freeze')
  if (unknown.length > 0) return report([`Unknown argument ${unknown.join(', ')}: use --check or --freeze.`], 2)
  const problems = catalogueProblems()
  if (problems.length > 0) return report(problems, 1)
  return arguments_.includes('--check') ? check() : generate(arguments_.includes('--freeze'))
}

function check(): number {
  const artifacts = generatedArtifacts()
  return report(
    [
      ...staleArtifacts(artifacts).map((path) => `${path} is stale: run \`npm run generate\`.`),
      ...leftoverPages(artifacts).map((path) => `${path} belongs to no kind: run \`npm run generate\`.`),
      ...historyProblems(readHistory(historyDirectory), avroSchemaText()),
    ],
    1,
  )
}

function generate(shouldFreeze: boolean): number {
  const problems = historyProblems(readHistory(historyDirectory), avroSchemaText())
  if (shouldFreeze && problems.length === 0) freezeSchema(historyDirectory, avroSchemaText())
  const artifacts = generatedArtifacts()
  for (const { path, text } of artifacts) {
    const absolute = join(repositoryDirectory, path)
    mkdirSync(dirname(absolute), { recursive: true })
    writeFileSync(absolute, text)
  }
  for (const path of leftoverPages(artifacts)) rmSync(join(repositoryDirectory, path))
  return report(problems, 1)
}

function report(problems: readonly string[], exitCode: number): number {
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  return problems.length === 0 ? 0 : exitCode
}
