import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const wine = '/usr/lib/wine/wine64'
const server = '/usr/lib/wine/wineserver64'

/** A Windows of its own in Wine: everything that runs in it belongs to one wineserver and ends with it. */
export interface WineMachine {
  /** A directory of the host, which Windows sees below `Z:`. */
  readonly directory: string
  /** Runs a program to its end and returns its exit code; what it writes is in `output`. */
  run(...command: readonly string[]): number
  /** What the last program wrote, as text. */
  output(): string
  /** Waits until `sc query` shows that state. */
  waitForService(name: string, state: string): Promise<void>
  end(): void
}

/** `Z:\…` for a path of the host. */
export function windowsPath(path: string): string {
  return `Z:${path.replaceAll('/', '\\')}`
}

export function startWineMachine(): WineMachine {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-wine-'))
  const environment = {
    ...process.env,
    WINEPREFIX: join(directory, 'prefix'),
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'mscoree,mshtml,winemenubuilder.exe=',
  }
  const outputPath = join(directory, 'output.txt')

  /** The output is a file: Windows Node cannot write to a Unix pipe in Wine. */
  function run(...command: readonly string[]): number {
    const output = openSync(outputPath, 'w')
    try {
      return spawnSync(wine, command, { env: environment, stdio: ['ignore', output, output], timeout: 300_000 }).status ?? -1
    } finally {
      closeSync(output)
    }
  }

  function control(...args: readonly string[]): void {
    execFileSync(server, args, { env: environment, stdio: 'ignore' })
  }

  mkdirSync(environment.WINEPREFIX)
  run('wineboot', '-i')
  run('winecfg', '/v', 'win10')
  // How long the service manager waits for a driver's answer (10 s by itself): a busy machine is no failure.
  run('reg', 'add', 'HKLM\\System\\CurrentControlSet\\Control', '/v', 'ServicesPipeTimeout', '/d', '600000', '/f')
  // The service manager keeps the version it started with, and an impatient server would stop the drivers between two commands.
  control('-k')
  control('-w')
  control('-p')
  const machine: WineMachine = {
    directory,
    run,
    output: () => (existsSync(outputPath) ? readFileSync(outputPath, 'utf8') : ''),
    async waitForService(name, state) {
      for (let attempt = 0; attempt < 120; attempt += 1) {
        run('sc', 'query', name)
        if (machine.output().includes(state)) return
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
      throw new Error(`The service ${name} is not ${state}: ${machine.output()}`)
    },
    end() {
      spawnSync(server, ['-k'], { env: environment })
      spawnSync(server, ['-w'], { env: environment })
      rmSync(directory, { recursive: true, force: true })
    },
  }
  return machine
}
