import type { Activity } from '../model/agenda.ts'
import { begin, type Host, landmark } from '../model/host.ts'
import { launch, living } from '../model/process-life.ts'
import type { Program } from '../model/program.ts'
import type { SimulatedProcess } from '../model/simulated-process.ts'
import { applications } from '../windows/application-programs.ts'
import { type Browser, chrome, edge, rendererCommandLine, webView } from '../windows/browser-programs.ts'
import { explorer, sessionPrograms } from '../windows/session-programs.ts'
import { systemPrograms } from '../windows/system-programs.ts'

/** A browser with its first processes; more renderers come and go. */
export interface RunningBrowser {
  readonly browser: Browser
  readonly main: SimulatedProcess
}

/** The user logs on and opens what is open all day. Returns the browser the user works in. */
export function* logOn(host: Host): Generator<number, RunningBrowser, undefined> {
  const userinit = launch(host, systemPrograms.userinit, { parent: landmark(host, 'winlogon') })
  yield 60_000
  const shell = launch(host, explorer, { parent: userinit })
  host.landmarks.set('explorer', shell)
  begin(host, living(host, userinit, 8_000_000))
  yield* startSessionPrograms(host, shell)
  yield* openTeams(host, shell)
  const browser = host.random.chance(0.6) ? chrome : edge
  const main = yield* openBrowser(host, browser, shell)
  host.landmarks.set('browser', main)
  return { browser, main }
}

function* startSessionPrograms(host: Host, shell: SimulatedProcess): Activity {
  const { byUserManager, byServices, byScheduler, byTextInput, byDcomLauncher, byExplorer } = sessionPrograms
  const scheduler = landmark(host, 'scheduler')
  const groups: readonly (readonly [parent: SimulatedProcess, programs: readonly Program[]])[] = [
    [scheduler, byUserManager],
    [landmark(host, 'services'), byServices],
    [scheduler, byScheduler],
    [scheduler, byTextInput],
    [landmark(host, 'dcomLauncher'), byDcomLauncher],
    [shell, byExplorer],
  ]
  for (const [parent, programs] of groups) {
    for (const program of programs) {
      launch(host, program, { parent })
      yield host.random.between(40_000, 250_000)
    }
  }
}

function* openTeams(host: Host, shell: SimulatedProcess): Activity {
  const teams = launch(host, applications.teams, { parent: shell })
  yield 400_000
  yield* openBrowser(host, webView, teams)
}

function* openBrowser(host: Host, browser: Browser, parent: SimulatedProcess): Generator<number, SimulatedProcess, undefined> {
  const main = launch(host, browser.main, { parent })
  for (const program of [browser.crashHandler, browser.gpu, browser.network]) {
    yield host.random.between(30_000, 120_000)
    launch(host, program, { parent: main })
  }
  for (let count = 0; count < 3; count += 1) {
    yield host.random.between(60_000, 300_000)
    openTab(host, { browser, main })
  }
  return main
}

/** A renderer for a new page. */
export function openTab(host: Host, { browser, main }: RunningBrowser): SimulatedProcess {
  return launch(host, browser.renderer, { parent: main, commandLine: rendererCommandLine(browser.renderer, host.random) })
}
