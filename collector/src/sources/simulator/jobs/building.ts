import type { Activity } from '../model/agenda.ts'
import { type Host, landmark } from '../model/host.ts'
import { exit, launch } from '../model/process-life.ts'
import { applications } from '../windows/application-programs.ts'
import { compilerArguments, gitArguments, linkerArguments, nodeCommands, shellCommands } from '../windows/command-lines.ts'
import { consoleHost } from '../windows/session-programs.ts'
import type { SimulatedProcess } from '../model/simulated-process.ts'
import { launchFor, run, seconds } from './job.ts'

const { commandPrompt, powershell, git, gitCore, node, bundler, msbuild, compiler, linker, whoami } = applications

/** A console program of the user, with its console host; both end together. */
function* inConsole(host: Host, shell: SimulatedProcess, work: () => Activity): Activity {
  yield host.random.between(8_000, 40_000)
  const console = launch(host, consoleHost, { parent: shell })
  yield seconds(host, 0, 1)
  yield* work()
  exit(host, shell)
  yield 3_000
  exit(host, console)
}

/** MSBuild with a few compilers at a time, then the linker. */
export function* buildNative(host: Host): Activity {
  const project = '"C:\\Users\\%USER%\\source\\repos\\ledgerline\\ledgerline.sln" /m /nologo /p:Configuration=Release /p:Platform=x64'
  const build = launch(host, msbuild, { parent: landmark(host, 'explorer'), commandLine: `"${msbuild.path}" ${project}` })
  yield* inConsole(host, build, function* compile() {
    for (let count = host.random.between(3, 8); count > 0; count -= 1) {
      launchFor(host, compiler, { parent: build, commandLine: `"${compiler.path}" ${compilerArguments(host.random)}`, low: 1, high: 6 })
      yield seconds(host, 0, 2)
    }
    yield seconds(host, 6, 7)
    yield* run(host, linker, { parent: build, commandLine: `"${linker.path}" ${linkerArguments(host.random)}`, low: 1, high: 4 })
  })
}

/** A shell that runs node, which runs a bundler. */
export function* buildWeb(host: Host): Activity {
  const shell = launch(host, commandPrompt, { parent: landmark(host, 'explorer'), commandLine: shellCommands[0] })
  yield* inConsole(host, shell, function* bundle() {
    const script = launch(host, node, { parent: shell, commandLine: host.random.pick(nodeCommands) })
    yield seconds(host, 1, 3)
    yield* run(host, bundler, { parent: script, commandLine: `${bundler.path} --service=0.21.5 --ping`, low: 2, high: 8 })
    exit(host, script)
    yield 5_000
  })
}

/** The editor asks git for something. */
export function* askGit(host: Host): Activity {
  const args = host.random.pick(gitArguments)
  const wrapper = launch(host, git, { parent: landmark(host, 'explorer'), commandLine: `git.exe ${args}` })
  yield* inConsole(host, wrapper, () => run(host, gitCore, { parent: wrapper, commandLine: `git.exe ${args}`, low: 0, high: 1 }))
}

/** Someone types a command. */
export function* useShell(host: Host): Activity {
  const program = host.random.chance(0.4) ? powershell : commandPrompt
  const commandLine = program === powershell ? `"${powershell.path}" -NoLogo` : host.random.pick(shellCommands)
  const shell = launch(host, program, { parent: landmark(host, 'explorer'), commandLine })
  yield* inConsole(host, shell, function* type() {
    yield seconds(host, 1, 10)
    yield* run(host, whoami, { parent: shell, commandLine: 'whoami', low: 0, high: 1 })
  })
}
