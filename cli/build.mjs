// Bundles the command and its query process into dist/: `npm run build -w cli`.
import { readFile, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const ownRooms = /^@win11mon\//

/** Loaded at every start: in the bundle only what is used of them has to be compiled. */
const bundledVendors = new Set(['zod'])

/** Everything else from npm stays outside: native modules cannot be bundled, and the rest is loaded lazily or where it is needed. */
const keepVendorsOutside = {
  name: 'keep-vendors-outside',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || ownRooms.test(path) || bundledVendors.has(path) ? undefined : { path, external: true },
    )
  },
}

await rm(new URL('dist', import.meta.url), { recursive: true, force: true })
const { metafile } = await build({
  absWorkingDir: fileURLToPath(new URL('.', import.meta.url)),
  entryPoints: { main: 'src/main.ts', 'query-process': 'src/query/query-process.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  conditions: ['@win11mon/source'],
  sourcemap: true,
  metafile: true,
  plugins: [keepVendorsOutside],
})

const { dependencies } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'))
const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0)
process.stdout.write(
  `cli/dist: ${Object.keys(metafile.outputs).length} files, ${Math.round(bytes / 1024)} KiB, beside ${Object.keys(dependencies).length} dependencies\n`,
)
