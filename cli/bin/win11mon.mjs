#!/usr/bin/env node
// Runs the bundle where there is one, else the sources.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { fileURLToPath, pathToFileURL } from 'node:url'

const bundle = new URL('../dist/main.js', import.meta.url)

if (existsSync(bundle)) await import(bundle.href)
else runSources()

function runSources() {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
  const flags = ['--conditions=@win11mon/source', '--import', tsx]
  const child = spawn(process.execPath, [...flags, main, ...process.argv.slice(2)], { stdio: 'inherit' })
  // A terminal's Ctrl+C reaches the child by itself; only others' signals need passing on. Either way the child decides how to end.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('error', (error) => {
    process.stderr.write(`win11mon: cannot start Node again (${error.message}).\n`)
    process.exitCode = 70
  })
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 15)
  })
}
