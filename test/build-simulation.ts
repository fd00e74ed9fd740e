import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The client library over the simulated kernel, which tests of the device load: made before any of them runs, once. */
export default function buildSimulation(): void {
  const directory = fileURLToPath(new URL('../driver', import.meta.url))
  execFileSync('make', ['-s', 'VARIANT=plain', 'build/plain/libwin11mon_callbacks.so'], {
    cwd: directory,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
