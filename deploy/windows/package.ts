/**
 * `npm run package:windows [-- --out DIRECTORY]`: one zip that a Windows 11 machine needs to collect: Node, the collector, the
 * driver with its library, the service and the scripts that install them. Fetches Node for Windows and the native packages from
 * the package registry into a cache outside the repository, and needs the mingw compiler (`deploy/windows/install-tools.sh`).
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { bundleCollector } from './bundle/bundle-collector.ts'
import { buildNativeParts } from './bundle/native-parts.ts'
import { fetchRuntime } from './bundle/runtime.ts'
import { writeBillOfMaterials } from './bundle/bill-of-materials.ts'
import { writeLicenses } from './bundle/licenses.ts'
import { productVersion, repository } from './bundle/repository.ts'
import { zipDirectory } from './bundle/zip-directory.ts'

const { values } = parseArgs({ options: { out: { type: 'string', default: join(repository, 'deploy/windows/dist') } } })
const stage = mkdtempSync(join(tmpdir(), 'win11mon-windows-'))
try {
  const root = join(stage, 'win11mon')
  mkdirSync(join(root, 'app'), { recursive: true })
  buildNativeParts(root)
  await fetchRuntime(root)
  const libraries = await bundleCollector(join(root, 'app'))
  writeBillOfMaterials(root, libraries)
  writeLicenses(root, libraries)
  cpSync(fileURLToPath(new URL('files', import.meta.url)), root, { recursive: true })
  cpSync(join(repository, 'LICENSE'), join(root, 'LICENSE.txt'))
  mkdirSync(values.out, { recursive: true })
  const path = join(values.out, `win11mon-${productVersion}-windows-x64.zip`)
  const { files, bytes } = await zipDirectory(stage, path)
  process.stdout.write(`${path}\n${files} files, ${(bytes / 1024 ** 2).toFixed(1)} MiB\n`)
} finally {
  rmSync(stage, { recursive: true, force: true })
}
