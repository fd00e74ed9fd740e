import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { build } from 'esbuild'

import { productVersion, repository } from './repository.ts'
import { unbundledLibraries } from './runtime.ts'

/** Libraries of the older module form ask for Node's own modules with `require`. */
const requireForLibraries =
  "import { createRequire as createLibraryRequire } from 'node:module'; const require = createLibraryRequire(import.meta.url);"

/**
 * The whole command as `main.js` with its parts beside it. Node has SQLite built in, so that package stays out. Returns the
 * directories of the libraries that are in it.
 */
export async function bundleCollector(app: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: join(repository, 'cli'),
    entryPoints: { main: 'src/main.ts', 'query-process': 'src/query/query-process.ts' },
    outdir: app,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    conditions: ['@win11mon/source'],
    external: ['@photostructure/sqlite', ...unbundledLibraries],
    banner: { js: requireForLibraries },
    logLevel: 'warning',
    metafile: true,
  })
  writeFileSync(join(app, 'package.json'), '{"type":"module","private":true}\n')
  // The command looks for its version above the folder it lies in.
  writeFileSync(join(app, '../package.json'), `${JSON.stringify({ name: 'win11mon', version: productVersion, private: true })}\n`)
  const directories = Object.keys(metafile.inputs).flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(input) ?? [])
  return [...new Set(directories)].toSorted().map((directory) => join(repository, 'cli', directory))
}
