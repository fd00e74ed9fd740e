/**
 * `npm run stack -- up|down|wipe|status [--brokers N] [--nodes N [--secured]] [--faults] [--directory DIR]`: real servers on free loopback ports, which run until
 * they are taken down. `up` starts what does not run; what was killed comes back on its data. Prints the addresses.
 */
import { existsSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { cacheDirectory } from './artifacts/cache.ts'
import { type LocalStack, createStack, openStack } from './servers/local-stack.ts'

const usage = 'npm run stack -- up|down|wipe|status [--brokers 1|3] [--nodes 0|1|3 [--secured]] [--faults] [--directory DIR]\n'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    brokers: { type: 'string', default: '1' },
    nodes: { type: 'string', default: '1' },
    secured: { type: 'boolean', default: false },
    directory: { type: 'string' },
    faults: { type: 'boolean', default: false },
  },
})
const directory = resolve(values.directory ?? join(cacheDirectory(), 'running'))
const commands: Readonly<Record<string, () => Promise<void>>> = { up, down, wipe, status }
const command = commands[positionals[0] ?? '']
if (command === undefined) {
  process.stderr.write(usage)
  process.exitCode = 2
} else {
  await command()
}

async function up(): Promise<void> {
  const stack = await createStack({
    directory,
    brokers: Number(values.brokers),
    nodes: Number(values.nodes),
    isSecured: values.secured,
    hasFaults: values.faults,
  })
  await stack.start()
  print(stack)
}

async function down(): Promise<void> {
  if (existsSync(directory)) await openStack(directory).stop()
}

async function wipe(): Promise<void> {
  await down()
  rmSync(directory, { recursive: true, force: true })
}

function status(): Promise<void> {
  if (existsSync(directory)) print(openStack(directory))
  else process.stdout.write('Nothing has been started.\n')
  return Promise.resolve()
}

function print(stack: LocalStack): void {
  for (const { name, address, pid } of stack.servers()) {
    process.stdout.write(`${name.padEnd(16)} ${address.padEnd(40)} ${pid === undefined ? 'down' : `pid ${pid}`}\n`)
  }
}
