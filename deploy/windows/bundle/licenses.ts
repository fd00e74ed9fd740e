import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** `THIRD-PARTY-LICENSES.txt`: the licenses of the libraries that the bundle took in ask for their text beside every copy. */
export function writeLicenses(root: string, bundledLibraries: readonly string[]): void {
  writeFileSync(join(root, 'THIRD-PARTY-LICENSES.txt'), bundledLibraries.map(licenseText).join('\n'))
}

function licenseText(directory: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Readonly<Record<string, string>>
  const file = readdirSync(directory).find((entry) => /^licen[cs]e/iu.test(entry))
  const path = file === undefined ? undefined : join(directory, file)
  const text = path !== undefined && existsSync(path) ? readFileSync(path, 'utf8') : `License: ${license ?? 'unknown'}\n`
  return `${name} ${version}\n\n${text}\n`
}
