import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { repository } from './repository.ts'

const compilerFlags = ['-std=gnu11', '-O2', '-Wall', '-Wextra', '-Wconversion', '-Wshadow', '-Werror', '-municode', '-s', '-static-libgcc']
/** The usual protections, and no time stamp, so that two builds are the same bytes. */
const linkerFlags = ['-Wl,--no-insert-timestamp,--dynamicbase,--nxcompat,--high-entropy-va', '-ladvapi32']

/** Compiles the driver, its library and the service host, and signs the driver for a machine in test mode. */
export function buildNativeParts(root: string): void {
  const driver = join(repository, 'driver')
  run('make', ['-s', '-f', 'Makefile.windows', 'build/windows/win11mon.sys', 'build/windows/win11mon_callbacks.dll'], driver)
  mkdirSync(join(root, 'driver'), { recursive: true })
  run('package/sign-driver.sh', ['build/windows/win11mon.sys', join(root, 'driver/win11mon.sys')], driver)
  copyFileSync(join(driver, 'package/win11mon.inf'), join(root, 'driver/win11mon.inf'))
  copyFileSync(join(driver, 'build/windows/win11mon_callbacks.dll'), join(root, 'app/win11mon_callbacks.dll'))
  const service = fileURLToPath(new URL('../service/win11mon_service.c', import.meta.url))
  run('x86_64-w64-mingw32-gcc', [...compilerFlags, service, '-o', join(root, 'win11mon-service.exe'), ...linkerFlags], driver)
}

function run(command: string, args: readonly string[], directory: string): void {
  try {
    execFileSync(command, args, { cwd: directory, stdio: ['ignore', 'ignore', 'inherit'] })
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw isMissing ? new Error(`${command} is missing: run deploy/windows/install-tools.sh first.`, { cause: error }) : error
  }
}
