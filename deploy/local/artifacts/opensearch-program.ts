import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

import { versions } from '../versions.ts'
import { cached } from './cache.ts'
import { needTool } from './debian-tool.ts'
import { type Artifact, copyGoal, dependency, projectText, unpackGoal } from './maven-project.ts'
import { opensearchModules } from './opensearch-modules.ts'
import { runTool } from './run-tool.ts'

/** With the plugin that authenticates and authorises, or as it is. */
export type OpensearchEdition = 'plain' | 'secured'

function opensearchVersion(edition: OpensearchEdition): string {
  return edition === 'plain' ? versions.opensearch : versions.opensearchSecured
}

/** Security needs the scheduler's classes. */
const securityPlugins = ['opensearch-job-scheduler', 'opensearch-security']
/** Optional in the server's own list of dependencies, but part of every distribution. */
const spatial: readonly Artifact[] = [
  { group: 'org.locationtech.spatial4j', name: 'spatial4j', version: '0.7' },
  { group: 'org.locationtech.jts', name: 'jts-core', version: '1.15.0' },
]
const collections: Artifact = { group: 'org.apache.commons', name: 'commons-collections4', version: '4.4' }
const core = ['opensearch', 'opensearch-cli', 'opensearch-plugin-classloader', 'opensearch-agent', 'opensearch-agent-bootstrap']

/** The home directory of a server that is put together from Maven's repository as the distribution is: libraries, modules, plugins. */
export function opensearchHome(edition: OpensearchEdition): string {
  const version = opensearchVersion(edition)
  return cached(`opensearch-${version}${edition === 'secured' ? '-secured' : ''}`, (scratch) => {
    needTool('mvn', 'maven')
    fetchAll(scratch, version, edition)
    placeLibraries(scratch, version)
    for (const module of opensearchModules) placeModule(scratch, module, version)
    if (edition === 'secured') for (const name of securityPlugins) placePlugin(scratch, name)
    runTool('rm', ['-rf', join(scratch, 'fetched')])
  })
}

function placePlugin(scratch: string, name: string): void {
  const directory = join(scratch, 'plugins', name)
  renameSync(fetched(scratch, name), directory)
  // It asks for a module that no repository has. Of that it uses one library, which is among its extras.
  const path = join(directory, 'plugin-descriptor.properties')
  const text = readFileSync(path, 'utf8')
  if (!text.includes('rule-framework')) return
  writeFileSync(path, text.replace(/^extended\.plugins=.*$/mu, 'extended.plugins='))
  for (const jar of readdirSync(fetched(scratch, 'of-plugins'))) cpSync(join(fetched(scratch, 'of-plugins'), jar), join(directory, jar))
}

function fetched(scratch: string, name: string): string {
  return join(scratch, 'fetched', name, 'out')
}

/** One run of Maven: it resolves the libraries of the server and of each module apart, as they are loaded apart. */
function fetchAll(scratch: string, version: string, edition: OpensearchEdition): void {
  const groups = new Map<string, readonly Artifact[]>([['lib', core.map((name) => ({ group: 'org.opensearch', name, version }))]])
  for (const { name, artifact } of opensearchModules) {
    groups.set(name, [{ group: 'org.opensearch.plugin', name: artifact, version }])
  }
  const root = join(scratch, 'fetched')
  for (const [name, artifacts] of groups) writeProject(join(root, name), name, artifacts.map(dependency), true)
  writeFileSync(join(root, 'pom.xml'), projectText({ name: 'all', modules: [...groups.keys()] }))
  runTool('mvn', ['-B', '-ntp', '-q', '-f', join(root, 'pom.xml'), copyGoal(), '-DincludeScope=runtime', outputOption])
  if (edition === 'secured') {
    for (const name of securityPlugins) {
      const plugin = { group: 'org.opensearch.plugin', name, version: `${version}.0`, type: 'zip' }
      writeProject(join(root, name), name, [dependency(plugin)])
      runTool('mvn', ['-B', '-ntp', '-q', '-N', '-f', join(root, name, 'pom.xml'), unpackGoal(), '-DexcludeTransitive=true', outputOption])
    }
  }
  fetchExtras(scratch)
}

const outputOption = '-DoutputDirectory=${project.basedir}/out'

function fetchExtras(scratch: string): void {
  const api = readdirSync(fetched(scratch, 'lib')).find((name) => name.startsWith('log4j-api-')) ?? ''
  const log4j = { group: 'org.apache.logging.log4j', name: 'log4j-core', version: api.replace(/^log4j-api-|\.jar$/gu, '') }
  for (const [name, artifacts] of [
    ['extras', [log4j, ...spatial]],
    ['of-plugins', [collections]],
  ] as const) {
    const directory = join(scratch, 'fetched', name)
    writeProject(directory, name, artifacts.map(dependency))
    runTool('mvn', ['-B', '-ntp', '-q', '-N', '-f', join(directory, 'pom.xml'), copyGoal(), '-DexcludeTransitive=true', outputOption])
  }
}

function writeProject(directory: string, name: string, dependencies: readonly string[], isChild = false): void {
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, 'pom.xml'), projectText({ name, dependencies, isChild }))
}

function placeLibraries(scratch: string, version: string): void {
  // The server insists on a directory `bin`.
  for (const name of ['bin', 'lib', 'agent', 'modules', 'plugins']) mkdirSync(join(scratch, name))
  for (const source of ['lib', 'extras']) {
    for (const jar of readdirSync(fetched(scratch, source))) {
      const isAgent = /^(?:opensearch-agent(?:-bootstrap)?-\d|byte-buddy-)/u.test(jar)
      renameSync(join(fetched(scratch, source), jar), join(scratch, isAgent ? 'agent' : 'lib', jar))
    }
  }
  if (!readdirSync(join(scratch, 'lib')).includes(`opensearch-${version}.jar`)) throw new Error(`Maven gave no OpenSearch ${version}.`)
}

function placeModule(scratch: string, { name, className, extended, policy }: (typeof opensearchModules)[number], version: string): void {
  const directory = join(scratch, 'modules', name)
  mkdirSync(directory)
  const libraries = new Set(readdirSync(join(scratch, 'lib')))
  for (const jar of readdirSync(fetched(scratch, name))) {
    // The server refuses to start when a jar comes twice.
    if (!libraries.has(jar)) cpSync(join(fetched(scratch, name), jar), join(directory, basename(jar)))
  }
  const descriptor = {
    name,
    description: name,
    version,
    'opensearch.version': version,
    'java.version': '21',
    classname: className,
    'custom.foldername': '',
    'extended.plugins': extended,
    'has.native.controller': 'false',
  }
  const lines = Object.entries(descriptor).map(([key, value]) => `${key}=${value}\n`)
  writeFileSync(join(directory, 'plugin-descriptor.properties'), lines.join(''))
  if (policy !== '') writeFileSync(join(directory, 'plugin-security.policy'), policy)
}
