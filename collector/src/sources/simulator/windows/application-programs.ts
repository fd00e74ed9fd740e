import { integrity, type Program } from '../model/program.ts'
import { libraries, ownLibraries } from './libraries.ts'
import { serviceProgram, userProgram } from './make-program.ts'

const system32 = 'C:\\Windows\\System32\\'
const system32Folder = 'C:\\Windows\\System32'
const officeFolder = 'C:\\Program Files\\Microsoft Office\\root\\Office16'
const officeLibraries = ownLibraries(
  officeFolder,
  'mso20win32client.dll mso30win32client.dll mso40uiwin32client.dll mso.dll riched20.dll',
  'Microsoft Corporation',
)
const compilerFolder = 'C:\\Program Files\\Microsoft Visual Studio\\2022\\Community\\VC\\Tools\\MSVC\\14.38.33130\\bin\\HostX64\\x64'
const buildDirectory = 'C:\\Users\\%USER%\\source\\repos\\ledgerline\\'

function office(name: string): Program {
  return userProgram(`${officeFolder}\\${name}`, {
    signer: 'Microsoft Corporation',
    libraries: [...libraries.shell, ...libraries.network, ...officeLibraries],
    threads: 16,
    activity: 5,
  })
}

function buildTool(path: string, signer: string | null, activity = 1): Program {
  return userProgram(path, { signer, role: 'tool', libraries: libraries.console, threads: 1, activity, workingDirectory: buildDirectory })
}

function consoleTool(path: string, signer: string | null = 'Microsoft Windows'): Program {
  return userProgram(path, {
    signer,
    role: 'tool',
    libraries: libraries.console,
    threads: 1,
    activity: 0,
    workingDirectory: 'C:\\Users\\%USER%\\',
  })
}

type ApplicationName =
  | 'word'
  | 'excel'
  | 'outlook'
  | 'notepad'
  | 'teams'
  | 'commandPrompt'
  | 'powershell'
  | 'whoami'
  | 'git'
  | 'gitCore'
  | 'node'
  | 'bundler'
  | 'msbuild'
  | 'compiler'
  | 'linker'
  | 'installer'
  | 'crashReporter'
  | 'backgroundTask'
  | 'surrogate'

/** Applications of the user, compilers, and what Windows starts for a short while. */
export const applications: Readonly<Record<ApplicationName, Program>> = {
  word: office('WINWORD.EXE'),
  excel: office('EXCEL.EXE'),
  outlook: office('OUTLOOK.EXE'),
  notepad: userProgram('C:\\Program Files\\WindowsApps\\Microsoft.WindowsNotepad_11.2405.13.0_x64__8wekyb3d8bbwe\\Notepad\\Notepad.exe', {
    signer: 'Microsoft Corporation',
    threads: 7,
  }),
  teams: userProgram('C:\\Program Files\\WindowsApps\\MSTeams_24060.2623.2790.8046_x64__8wekyb3d8bbwe\\ms-teams.exe', {
    signer: 'Microsoft Corporation',
    role: 'browser',
    libraries: [...libraries.shell, ...libraries.network],
    threads: 14,
    activity: 5,
  }),
  commandPrompt: consoleTool(`${system32}cmd.exe`),
  powershell: consoleTool(`${system32}WindowsPowerShell\\v1.0\\powershell.exe`),
  whoami: consoleTool(`${system32}whoami.exe`),
  git: consoleTool('C:\\Program Files\\Git\\cmd\\git.exe', 'Johannes Schindelin'),
  gitCore: consoleTool('C:\\Program Files\\Git\\mingw64\\bin\\git.exe', 'Johannes Schindelin'),
  node: buildTool('C:\\Program Files\\nodejs\\node.exe', 'OpenJS Foundation', 3),
  bundler: buildTool('C:\\Users\\%USER%\\source\\repos\\storefront\\node_modules\\@esbuild\\win32-x64\\esbuild.exe', null),
  msbuild: buildTool(
    'C:\\Program Files\\Microsoft Visual Studio\\2022\\Community\\MSBuild\\Current\\Bin\\amd64\\MSBuild.exe',
    'Microsoft Corporation',
    3,
  ),
  compiler: buildTool(`${compilerFolder}\\cl.exe`, 'Microsoft Corporation'),
  linker: buildTool(`${compilerFolder}\\link.exe`, 'Microsoft Corporation'),
  installer: userProgram(`${system32}msiexec.exe`, {
    args: '/i "C:\\Users\\%USER%\\Downloads\\7z2408-x64.msi"',
    integrityLevel: integrity.high,
  }),
  crashReporter: userProgram(`${system32}WerFault.exe`, { activity: 0 }),
  backgroundTask: userProgram(`${system32}backgroundTaskHost.exe`, {
    args: '-ServerName:App.AppXmtcan0h2tfbfy7k9kn8hbxb6dmzz1zh0.mca',
    integrityLevel: integrity.low,
    activity: 1,
  }),
  surrogate: userProgram(`${system32}dllhost.exe`, { args: '/Processid:{AB8902B4-09CA-4BB6-B78D-A8F59079A8D5}', activity: 1 }),
}

type MaintenanceName =
  | 'consent'
  | 'taskHost'
  | 'disposableTask'
  | 'protocolHost'
  | 'filterHost'
  | 'updateWorker'
  | 'updateClient'
  | 'trustedInstaller'
  | 'componentInstaller'
  | 'antivirusCommand'
  | 'wmiHost'
  | 'deviceAudio'
  | 'serviceConsole'

/** Short-lived programs of the system itself. */
export const maintenance: Readonly<Record<MaintenanceName, Program>> = {
  consent: serviceProgram(`${system32}consent.exe`, { sessionId: 1, libraries: libraries.shell, activity: 1 }),
  taskHost: serviceProgram(`${system32}taskhostw.exe`, { commandLine: 'taskhostw.exe', activity: 1 }),
  disposableTask: serviceProgram(`${system32}rundll32.exe`, {
    commandLine: 'C:\\Windows\\system32\\rundll32.exe Windows.Storage.ApplicationData.dll,CleanupTemporaryState',
    role: 'tool',
    activity: 0,
  }),
  protocolHost: serviceProgram(`${system32}SearchProtocolHost.exe`, {
    commandLine:
      '"C:\\Windows\\system32\\SearchProtocolHost.exe" Global\\UsGthrFltPipeMssGthrPipe_S-1-5-21-1_ Global\\UsGthrCtrlFltPipeMssGthrPipe_S-1-5-21-1 1 -2147483646 "Software\\Microsoft\\Windows Search" "Mozilla/4.0 (compatible; MSIE 6.0; Windows NT; MS Search 4.0 Robot)" "C:\\ProgramData\\Microsoft\\Search\\Data\\Temp\\usgthrsvc" "DownLevelDaemon"',
    activity: 2,
  }),
  filterHost: serviceProgram(`${system32}SearchFilterHost.exe`, {
    args: '820 2976 2984 812 {0E5DCEC5-7795-4E38-9621-94DFD9F9A421}',
    integrityLevel: integrity.low,
    activity: 1,
  }),
  updateWorker: serviceProgram(`${system32}MoUsoCoreWorker.exe`, { args: '-Embedding', threads: 8, activity: 3 }),
  updateClient: serviceProgram(`${system32}wuauclt.exe`, { args: '/RunHandlerComServer', activity: 1 }),
  trustedInstaller: serviceProgram('C:\\Windows\\servicing\\TrustedInstaller.exe', {
    commandLine: 'C:\\Windows\\servicing\\TrustedInstaller.exe',
    activity: 1,
  }),
  componentInstaller: serviceProgram(
    'C:\\Windows\\WinSxS\\amd64_microsoft-windows-servicingstack_31bf3856ad364e35_10.0.22621.4391_none_e6b7e4c5f1a0f4b8\\TiWorker.exe',
    {
      args: '-Embedding',
      threads: 9,
      activity: 8,
    },
  ),
  antivirusCommand: serviceProgram('C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.24090.11-0\\MpCmdRun.exe', {
    args: 'SignaturesUpdateService -ScheduleJob -UnmanagedUpdate',
    account: 'network_service',
    signer: 'Microsoft Windows Publisher',
    role: 'tool',
    activity: 0,
  }),
  wmiHost: serviceProgram(`${system32}wbem\\WmiPrvSE.exe`, {
    commandLine: 'C:\\Windows\\system32\\wbem\\wmiprvse.exe -secured -Embedding',
    account: 'network_service',
    activity: 3,
  }),
  deviceAudio: serviceProgram(`${system32}audiodg.exe`, {
    commandLine: `${system32Folder}\\AUDIODG.EXE 0x4fc 0x500`,
    account: 'local_service',
    activity: 1,
  }),
  serviceConsole: serviceProgram(`${system32}conhost.exe`, {
    commandLine: '\\??\\C:\\Windows\\system32\\conhost.exe 0xffffffff -ForceV1',
    role: 'tool',
    activity: 0,
  }),
}
