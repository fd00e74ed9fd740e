import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const driver = fileURLToPath(new URL('../../driver', import.meta.url))
execFileSync('make', ['-s', 'VARIANT=plain', 'build/plain/libwin11mon_callbacks.so'], {
  cwd: driver,
  stdio: ['ignore', 'ignore', 'inherit'],
})

/** The client library over the simulated kernel, as of these sources. */
export const simulationLibrary: string = `${driver}/build/plain/libwin11mon_callbacks.so`
