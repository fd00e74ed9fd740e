import { integrity, type Program } from '../model/program.ts'
import { libraries, ownLibraries } from './libraries.ts'
import { userProgram } from './make-program.ts'
import { serviceHost } from './system-programs.ts'

const system32 = 'C:\\Windows\\System32\\'
const systemApps = 'C:\\Windows\\SystemApps\\'

function userServiceHost(service: string): Program {
  return {
    ...serviceHost('UnistackSvcGroup', service, 'user'),
    integrityLevel: integrity.medium,
    sessionId: 1,
    role: 'application',
    activity: 2,
  }
}

function appContainer(path: string, application: string): Program {
  return userProgram(path, {
    args: `-ServerName:${application}`,
    integrityLevel: integrity.low,
    libraries: [...libraries.shell, ...libraries.graphics],
  })
}

export const explorer: Program = userProgram('C:\\Windows\\explorer.exe', {
  commandLine: 'C:\\Windows\\Explorer.EXE',
  role: 'shell',
  libraries: [...libraries.shell, ...libraries.graphics],
  threads: 18,
  activity: 9,
})

export const runtimeBroker: Program = userProgram(`${system32}RuntimeBroker.exe`, {
  commandLine: 'C:\\Windows\\System32\\RuntimeBroker.exe -Embedding',
  role: 'broker',
  threads: 3,
  activity: 3,
})

export const consoleHost: Program = userProgram(`${system32}conhost.exe`, {
  commandLine: '\\??\\C:\\Windows\\system32\\conhost.exe 0xffffffff -ForceV1',
  role: 'tool',
  threads: 3,
  activity: 1,
})

type SessionStarter = 'byUserManager' | 'byServices' | 'byScheduler' | 'byTextInput' | 'byDcomLauncher' | 'byExplorer'

/** What a session starts beside the shell, by who starts it. */
export const sessionPrograms: Readonly<Record<SessionStarter, readonly Program[]>> = {
  byUserManager: [userProgram(`${system32}sihost.exe`, { commandLine: 'sihost.exe', threads: 8 })],
  byServices: [userServiceHost('CDPUserSvc'), userServiceHost('WpnUserService'), userServiceHost('cbdhsvc')],
  byScheduler: [userProgram(`${system32}taskhostw.exe`, { commandLine: 'taskhostw.exe {222A245B-E637-4AE9-A93F-A59CA119A75E}' })],
  byTextInput: [userProgram(`${system32}ctfmon.exe`, { commandLine: '"ctfmon.exe"', activity: 2 })],
  byDcomLauncher: [
    appContainer(
      `${systemApps}Microsoft.Windows.StartMenuExperienceHost_cw5n1h2txyewy\\StartMenuExperienceHost.exe`,
      'App.AppXywbrabmsek0gm3tkwpr5kwzbs55tkqay.mca',
    ),
    runtimeBroker,
    appContainer(
      `${systemApps}MicrosoftWindows.Client.CBS_cw5n1h2txyewy\\SearchHost.exe`,
      'CortanaUI.AppXstmwaab17q5s3y22tp6apqz7a45vwv65.mca',
    ),
    runtimeBroker,
    appContainer(
      `${systemApps}MicrosoftWindows.Client.CBS_cw5n1h2txyewy\\TextInputHost.exe`,
      'InputApp.AppXk0k6mrh4r2q0ct33a9wgbez0x7v9cz5y.mca',
    ),
    userProgram(`${system32}dllhost.exe`, { args: '/Processid:{973D20D7-562D-44B9-B70B-5A0F49CCDF3F}', activity: 1 }),
    runtimeBroker,
    userProgram(`${system32}smartscreen.exe`, { args: '-Embedding', activity: 2 }),
  ],
  byExplorer: [
    userProgram(`${system32}SecurityHealthSystray.exe`, { activity: 1 }),
    userProgram('C:\\Users\\%USER%\\AppData\\Local\\Microsoft\\OneDrive\\OneDrive.exe', {
      args: '/background',
      signer: 'Microsoft Corporation',
      libraries: [
        ...libraries.shell,
        ...libraries.network,
        ...ownLibraries('C:\\Program Files\\Microsoft OneDrive', 'SyncEngine.dll FileSyncShell64.dll', 'Microsoft Corporation'),
      ],
      threads: 12,
      activity: 5,
    }),
  ],
}
