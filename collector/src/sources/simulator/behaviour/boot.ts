import type { Activity } from '../model/agenda.ts'
import { begin, type Host, landmark } from '../model/host.ts'
import { discover, exit, launch, living } from '../model/process-life.ts'
import type { Program } from '../model/program.ts'
import type { SimulatedProcess } from '../model/simulated-process.ts'
import { bootDrivers } from '../windows/libraries.ts'
import { namedServiceHosts, serviceHosts, standaloneServices, systemPrograms } from '../windows/system-programs.ts'

const systemThreads = 40

/** From the kernel to the last service: about ten seconds. */
export function* boot(host: Host): Activity {
  yield* startKernel(host)
  yield* startSessions(host)
  yield* startServices(host)
}

function* startKernel(host: Host): Activity {
  const system = discover(host, systemPrograms.system, { parent: null })
  host.landmarks.set('system', system)
  for (let count = 0; count < systemThreads; count += 1) system.threadIds.push(host.ids.take(host.agenda.nowUs).id)
  yield 30_000
  discover(host, systemPrograms.registry, { parent: system })
  for (const driver of bootDrivers) {
    yield host.random.between(2_000, 30_000)
    host.write.driverLoad(driver)
  }
}

function* startSessions(host: Host): Activity {
  const smss = launch(host, systemPrograms.smss, { parent: landmark(host, 'system') })
  host.landmarks.set('smss', smss)
  yield 90_000
  const serviceSession = launch(host, systemPrograms.smssSession, { parent: smss })
  yield 40_000
  host.landmarks.set('csrss', launch(host, systemPrograms.csrss, { parent: serviceSession }))
  yield 30_000
  const wininit = launch(host, systemPrograms.wininit, { parent: serviceSession })
  host.landmarks.set('wininit', wininit)
  yield 12_000
  const userSession = launch(host, systemPrograms.smssSession, { parent: smss, sessionId: 1 })
  exit(host, serviceSession)
  yield 40_000
  launch(host, systemPrograms.csrss, { parent: userSession, sessionId: 1 })
  yield 25_000
  const winlogon = launch(host, systemPrograms.winlogon, { parent: userSession })
  host.landmarks.set('winlogon', winlogon)
  yield 20_000
  exit(host, userSession)
  yield* startSessionHelpers(host, wininit, winlogon)
}

function* startSessionHelpers(host: Host, wininit: SimulatedProcess, winlogon: SimulatedProcess): Activity {
  host.landmarks.set('services', launch(host, systemPrograms.services, { parent: wininit }))
  yield 15_000
  host.landmarks.set('lsass', launch(host, systemPrograms.lsass, { parent: wininit }))
  yield 15_000
  launch(host, systemPrograms.fontDriverHost, { parent: wininit })
  yield 10_000
  launch(host, systemPrograms.fontDriverHost, { parent: winlogon, sessionId: 1, userName: 'Font Driver Host\\UMFD-1' })
  yield 10_000
  launch(host, systemPrograms.dwm, { parent: winlogon })
}

function* startServices(host: Host): Activity {
  const services = landmark(host, 'services')
  const start = (program: Program): SimulatedProcess => launch(host, program, { parent: services })
  for (const name of ['dcomLauncher', 'scheduler', 'appInfo', 'updateOrchestrator', 'errorReporting'] as const) {
    yield host.random.between(20_000, 90_000)
    host.landmarks.set(name, start(namedServiceHosts[name]))
  }
  for (const program of serviceHosts) {
    yield host.random.between(15_000, 140_000)
    start(program)
  }
  yield 20_000
  launch(host, systemPrograms.memoryCompression, { parent: landmark(host, 'system') })
  yield* startStandaloneServices(host, start)
}

function* startStandaloneServices(host: Host, start: (program: Program) => SimulatedProcess): Activity {
  const { antivirus, searchIndexer, wmiHost, ...others } = standaloneServices
  yield 35_000
  host.landmarks.set('antivirus', start(antivirus))
  yield host.random.between(50_000, 300_000)
  host.landmarks.set('searchIndexer', start(searchIndexer))
  for (const program of Object.values(others)) {
    yield host.random.between(50_000, 300_000)
    start(program)
  }
  const wmi = launch(host, wmiHost, { parent: landmark(host, 'dcomLauncher') })
  begin(host, living(host, wmi, host.random.between(90e6, 300e6)))
}
