// Bundles the command, its query process and its library into dist/, with their declarations: `npm run build -w cli`.
import { readdirSync } from 'node:fs'
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** A native module cannot be bundled; the other is loaded by name, and only when there is something for it. */
const outside = ['@photostructure/sqlite', 'koffi', 'yaml']
/** Libraries of the older module form ask for Node's own modules with `require`. */
const requireForLibraries =
  "import { createRequire as createLibraryRequire } from 'node:module'; const require = createLibraryRequire(import.meta.url);"

const cli = fileURLToPath(new URL('.', import.meta.url))
const dist = join(cli, 'dist')

await rm(dist, { recursive: true, force: true })
const { metafile } = await build({
  absWorkingDir: cli,
  entryPoints: { main: 'src/main.ts', index: 'src/index.ts', 'query-process': 'src/query/query-process.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  conditions: ['@win11mon/source'],
  external: outside,
  banner: { js: requireForLibraries },
  sourcemap: true,
  metafile: true,
})
const libraries = bundledLibraries(Object.keys(metafile.inputs))
await copyFile(join(cli, '../LICENSE'), join(dist, 'LICENSE'))
await writeFile(join(dist, 'THIRD-PARTY-LICENSES.txt'), (await Promise.all(libraries.map(licenseText))).join('\n'))

const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0)
process.stdout.write(
  `cli/dist: ${Object.keys(metafile.outputs).length} files, ${Math.round(bytes / 1024)} KiB, with ${libraries.length} libraries; beside it: ${outside.join(', ')}\n`,
)
// One without the other would be a package that lies about what it holds.
await import('./build-types.mjs')

/** Directories of the libraries that went into the bundle. */
function bundledLibraries(inputs) {
  const directories = inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [])
  return [...new Set(directories)].toSorted((left, right) => left.localeCompare(right))
}

/** Their licenses ask for their text beside every copy. */
async function licenseText(library) {
  const directory = join(cli, library)
  const { name, version, license } = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'))
  const file = readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file ? await readFile(join(directory, file), 'utf8') : `License: ${license}\n`
  return `${name} ${version}\n\n${text}\n`
}
