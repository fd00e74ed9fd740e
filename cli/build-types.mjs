// The part of build.mjs that writes the declarations of the package into dist/types/. Those of the rooms come along, because
// the bundle holds their code and nobody who installs it has their packages.
import { execFileSync } from 'node:child_process'
import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const cli = fileURLToPath(new URL('.', import.meta.url))
const types = join(cli, 'dist', 'types')
const specifierPattern = /(?<before>from |import\()'(?<specifier>[^']+)'/g

await rm(types, { recursive: true, force: true })
execFileSync(process.execPath, [join(cli, '../node_modules/typescript/bin/tsc'), '-p', join(cli, 'tsconfig.build.json')], {
  stdio: 'inherit',
})

const needed = new Set()
await keep(join(types, 'cli/src/index.d.ts'))
for (const entry of await readdir(types, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name)
  if (entry.isFile() && !needed.has(path)) await rm(path)
}
process.stdout.write(`cli/dist/types: ${needed.size} files\n`)

/** Keeps a declaration and those it names, with the rooms named by where they lie. */
async function keep(path) {
  if (needed.has(path)) return
  needed.add(path)
  const text = await readFile(path, 'utf8')
  const named = []
  const rewritten = text.replaceAll(specifierPattern, (whole, before, specifier) => {
    const target = targetOf(path, specifier)
    if (target === undefined) return whole
    named.push(target)
    const relativePath = relative(dirname(path), target)
      .replaceAll('\\', '/')
      .replace(/\.d\.ts$/, '.js')
    return `${before}'${relativePath.startsWith('.') ? relativePath : `./${relativePath}`}'`
  })
  await writeFile(path, rewritten)
  for (const target of named) await keep(target)
}

/** The declaration behind a specifier; undefined for one of a library or of Node. */
function targetOf(path, specifier) {
  const room = /^@win11mon\/(.+)$/.exec(specifier)?.[1]
  if (room !== undefined) return join(types, room, 'src/index.d.ts')
  return specifier.startsWith('.') ? join(dirname(path), specifier.replace(/\.[jt]s$/, '.d.ts')) : undefined
}
