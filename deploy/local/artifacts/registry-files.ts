import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { versions } from '../versions.ts'
import { cached } from './cache.ts'
import { needTool } from './debian-tool.ts'
import { runTool } from './run-tool.ts'

/** The program of the schema registry, which speaks Confluent's protocol beside its own. */
export function registryProgram(): string {
  const directory = cached(`apicurio-registry-${versions.apicurio}`, (scratch) => {
    needTool('mvn', 'maven')
    const artifact = `io.apicurio:apicurio-registry-app:${versions.apicurio}:tar.gz:all`
    const plugin = `org.apache.maven.plugins:maven-dependency-plugin:${versions.mavenDependencyPlugin}`
    runTool('mvn', ['-B', '-ntp', '-q', `${plugin}:copy`, `-Dartifact=${artifact}`, `-DoutputDirectory=${scratch}`])
    const archive = readdirSync(scratch).find((name) => name.endsWith('.tar.gz')) ?? ''
    mkdirSync(join(scratch, 'program'))
    runTool('tar', ['xzf', join(scratch, archive), '-C', join(scratch, 'program')])
    runTool('rm', [join(scratch, archive)])
  })
  return join(directory, 'program', 'quarkus-run.jar')
}
