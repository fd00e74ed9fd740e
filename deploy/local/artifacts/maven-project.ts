import { versions } from '../versions.ts'

export interface Artifact {
  readonly group: string
  readonly name: string
  readonly version: string
  readonly type?: string
}

const plugin = `org.apache.maven.plugins:maven-dependency-plugin:${versions.mavenDependencyPlugin}`

export function copyGoal(): string {
  return `${plugin}:copy-dependencies`
}

/** Unpacks archives instead of copying them. */
export function unpackGoal(): string {
  return `${plugin}:unpack-dependencies`
}

export function dependency({ group, name, version, type }: Artifact): string {
  const ending = type === undefined ? '' : `<type>${type}</type>`
  return `<dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version>${ending}</dependency>`
}

interface Project {
  readonly name: string
  readonly dependencies?: readonly string[]
  /** Directories of projects that are resolved with it. */
  readonly modules?: readonly string[]
  /** It is one of those. */
  readonly isChild?: boolean
}

export function projectText({ name, dependencies = [], modules = [], isChild = false }: Project): string {
  const parent = isChild ? '<parent><groupId>local</groupId><artifactId>all</artifactId><version>1</version></parent>' : ''
  const parts = [
    `<modelVersion>4.0.0</modelVersion>${parent}<groupId>local</groupId><artifactId>${name}</artifactId><version>1</version>`,
    '<packaging>pom</packaging>',
    `<modules>${modules.map((module) => `<module>${module}</module>`).join('')}</modules>`,
    `<dependencies>${dependencies.join('')}</dependencies>`,
  ]
  return `<project>${parts.join('\n')}</project>\n`
}
