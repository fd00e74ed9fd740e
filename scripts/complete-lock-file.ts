/**
 * `npm run lock`: names the platform packages that npm left out of the lock file because the registry at hand does not
 * carry them. Without them `npm ci` refuses the lock file everywhere, on platforms that need none of them too. What npm
 * does not know here it looks up on the platform that installs them: such entries have a version and no checksum. npm
 * sorts them when it locks once more.
 */
import { readFileSync, writeFileSync } from 'node:fs'

import { type LockedPackage, missingPlatformPackages } from './checks/lock-file.ts'

const path = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(path, 'utf8')) as { packages: Record<string, LockedPackage> }
const missing = missingPlatformPackages(lock.packages)
for (const { place, entry } of missing) lock.packages[place] = entry
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
process.stdout.write(`${missing.length} platform packages added.\n`)
