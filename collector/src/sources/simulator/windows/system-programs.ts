import { integrity, type Program } from '../model/program.ts'
import { libraries } from './libraries.ts'
import { serviceProgram } from './make-program.ts'

const system32 = 'C:\\Windows\\System32\\'

type SystemProgramName =
  | 'system'
  | 'registry'
  | 'memoryCompression'
  | 'smss'
  | 'smssSession'
  | 'csrss'
  | 'wininit'
  | 'winlogon'
  | 'services'
  | 'lsass'
  | 'fontDriverHost'
  | 'dwm'
  | 'userinit'

/** Kernel, session manager, logon: what every boot starts, in the words of a real machine. */
export const systemPrograms: Readonly<Record<SystemProgramName, Program>> = {
  system: {
    ...serviceProgram('System', { commandLine: '', role: 'kernel', libraries: [], threads: 0, activity: 2 }),
    workingDirectory: null,
  },
  registry: {
    ...serviceProgram('Registry', { commandLine: '', role: 'kernel', libraries: [], threads: 0, activity: 0 }),
    workingDirectory: null,
  },
  memoryCompression: {
    ...serviceProgram('MemCompression', { commandLine: '', role: 'kernel', libraries: [], threads: 3, activity: 0 }),
    workingDirectory: null,
  },
  smss: serviceProgram(`${system32}smss.exe`, {
    commandLine: '\\SystemRoot\\System32\\smss.exe',
    role: 'critical',
    libraries: libraries.native,
    threads: 1,
    activity: 0,
  }),
  smssSession: serviceProgram(`${system32}smss.exe`, {
    commandLine: '\\SystemRoot\\System32\\smss.exe 000000d0 00000084',
    role: 'critical',
    libraries: libraries.native,
    threads: 0,
    activity: 0,
  }),
  csrss: serviceProgram(`${system32}csrss.exe`, {
    commandLine:
      '%SystemRoot%\\system32\\csrss.exe ObjectDirectory=\\Windows SharedSection=1024,20480,768 Windows=On SubSystemType=Windows ServerDll=basesrv,1 ServerDll=winsrv:UserServerDllInitialization,3 ServerDll=sxssrv,4 ProfileControl=Off MaxRequestThreads=16',
    role: 'critical',
    libraries: libraries.native,
    threads: 9,
    activity: 6,
  }),
  wininit: serviceProgram(`${system32}wininit.exe`, { commandLine: 'wininit.exe', role: 'critical', threads: 2, activity: 1 }),
  winlogon: serviceProgram(`${system32}winlogon.exe`, {
    commandLine: 'winlogon.exe',
    sessionId: 1,
    role: 'critical',
    threads: 3,
    activity: 1,
  }),
  services: serviceProgram(`${system32}services.exe`, {
    commandLine: 'C:\\Windows\\system32\\services.exe',
    role: 'critical',
    threads: 6,
    activity: 4,
  }),
  lsass: serviceProgram(`${system32}lsass.exe`, {
    commandLine: 'C:\\Windows\\system32\\lsass.exe',
    role: 'critical',
    threads: 9,
    activity: 5,
  }),
  fontDriverHost: serviceProgram(`${system32}fontdrvhost.exe`, {
    commandLine: '"fontdrvhost.exe"',
    account: 'font_driver',
    integrityLevel: integrity.low,
    libraries: libraries.console,
    activity: 0,
  }),
  dwm: serviceProgram(`${system32}dwm.exe`, {
    commandLine: '"dwm.exe"',
    account: 'window_manager',
    sessionId: 1,
    libraries: [...libraries.windowed, ...libraries.graphics],
    threads: 12,
    activity: 3,
  }),
  userinit: serviceProgram(`${system32}userinit.exe`, {
    commandLine: 'C:\\Windows\\system32\\userinit.exe',
    account: 'user',
    sessionId: 1,
    integrityLevel: integrity.medium,
    role: 'shell',
    threads: 2,
    activity: 0,
  }),
}

/** An svchost group: the service, its group and who it runs as. */
export function serviceHost(group: string, service: string, account: Program['account'] = 'system'): Program {
  return serviceProgram(`${system32}svchost.exe`, {
    commandLine: `C:\\Windows\\system32\\svchost.exe -k ${group} -p -s ${service}`,
    account,
    signer: 'Microsoft Windows Publisher',
    role: 'service',
    threads: 5,
    activity: 4,
  })
}

type NamedServiceHost = 'dcomLauncher' | 'scheduler' | 'appInfo' | 'updateOrchestrator' | 'errorReporting'

/** The service hosts that others need by name. */
export const namedServiceHosts: Readonly<Record<NamedServiceHost, Program>> = {
  dcomLauncher: serviceProgram(`${system32}svchost.exe`, {
    commandLine: 'C:\\Windows\\system32\\svchost.exe -k DcomLaunch -p',
    signer: 'Microsoft Windows Publisher',
    role: 'service',
    threads: 10,
    activity: 8,
  }),
  scheduler: serviceHost('netsvcs', 'Schedule'),
  appInfo: serviceHost('netsvcs', 'Appinfo'),
  updateOrchestrator: serviceHost('netsvcs', 'UsoSvc'),
  errorReporting: serviceHost('WerSvcGroup', 'WerSvc'),
}

/** The rest, in the order of a boot: group, service, account. */
export const serviceHosts: readonly Program[] = [
  serviceHost('RPCSS', 'RpcSs', 'network_service'),
  serviceHost('DcomLaunch', 'LSM'),
  serviceHost('netsvcs', 'gpsvc'),
  serviceHost('LocalServiceNetworkRestricted', 'lmhosts', 'local_service'),
  serviceHost('LocalService', 'nsi', 'local_service'),
  serviceHost('LocalServiceNetworkRestricted', 'Dhcp', 'local_service'),
  serviceHost('LocalServiceNetworkRestricted', 'EventLog', 'local_service'),
  serviceHost('netsvcs', 'ProfSvc'),
  serviceHost('LocalService', 'EventSystem', 'local_service'),
  serviceHost('LocalSystemNetworkRestricted', 'SysMain'),
  serviceHost('netsvcs', 'Themes'),
  serviceHost('LocalServiceNetworkRestricted', 'AudioSrv', 'local_service'),
  serviceHost('NetworkService', 'Dnscache', 'network_service'),
  serviceHost('NetworkService', 'NlaSvc', 'network_service'),
  serviceHost('netsvcs', 'UserManager'),
  serviceHost('LocalService', 'netprofm', 'local_service'),
  serviceHost('netsvcs', 'SENS'),
  serviceHost('LocalSystemNetworkRestricted', 'AudioEndpointBuilder'),
  serviceHost('LocalService', 'FontCache', 'local_service'),
  serviceHost('appmodel', 'StateRepository'),
  serviceHost('netsvcs', 'ShellHWDetection'),
  serviceHost('LocalServiceNoNetworkFirewall', 'mpssvc', 'local_service'),
  serviceHost('NetworkService', 'CryptSvc', 'network_service'),
  serviceHost('LocalServiceNoNetwork', 'DPS', 'local_service'),
  serviceHost('netsvcs', 'iphlpsvc'),
  serviceHost('netsvcs', 'Winmgmt'),
  serviceHost('netsvcs', 'LanmanServer'),
  serviceHost('NetworkService', 'LanmanWorkstation', 'network_service'),
  serviceHost('utcsvc', 'DiagTrack'),
  serviceHost('LocalSystemNetworkRestricted', 'WdiSystemHost'),
  serviceHost('LocalSystemNetworkRestricted', 'PcaSvc'),
  serviceHost('netsvcs', 'TokenBroker'),
  serviceHost('netsvcs', 'WpnService'),
  serviceHost('LocalService', 'CDPSvc', 'local_service'),
  serviceHost('wsappx', 'ClipSVC'),
  serviceHost('wsappx', 'AppXSvc'),
  serviceHost('LocalSystemNetworkRestricted', 'TabletInputService'),
  serviceHost('netsvcs', 'BITS'),
  serviceHost('NetworkService', 'DoSvc', 'network_service'),
  serviceHost('LocalServiceAndNoImpersonation', 'SSDPSRV', 'local_service'),
  serviceHost('netsvcs', 'wlidsvc'),
  serviceHost('LocalServiceNetworkRestricted', 'wscsvc', 'local_service'),
]

const defender = 'C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.24090.11-0\\'

type StandaloneService = 'spooler' | 'antivirus' | 'networkInspection' | 'searchIndexer' | 'securityHealth' | 'officeClickToRun' | 'wmiHost'

/** Services with an image of their own. */
export const standaloneServices: Readonly<Record<StandaloneService, Program>> = {
  spooler: serviceProgram(`${system32}spoolsv.exe`, { commandLine: 'C:\\Windows\\System32\\spoolsv.exe', threads: 7 }),
  antivirus: serviceProgram(`${defender}MsMpEng.exe`, {
    signer: 'Microsoft Windows Publisher',
    role: 'antivirus',
    threads: 16,
    activity: 14,
  }),
  networkInspection: serviceProgram(`${defender}NisSrv.exe`, {
    account: 'local_service',
    signer: 'Microsoft Windows Publisher',
    activity: 2,
  }),
  searchIndexer: serviceProgram(`${system32}SearchIndexer.exe`, {
    commandLine: 'C:\\Windows\\system32\\SearchIndexer.exe /Embedding',
    threads: 9,
    activity: 5,
  }),
  securityHealth: serviceProgram(`${system32}SecurityHealthService.exe`, {
    commandLine: 'C:\\Windows\\system32\\SecurityHealthService.exe',
    activity: 1,
  }),
  officeClickToRun: serviceProgram('C:\\Program Files\\Common Files\\Microsoft Shared\\ClickToRun\\OfficeClickToRun.exe', {
    args: '/service',
    signer: 'Microsoft Corporation',
    libraries: [...libraries.service, ...libraries.network],
    activity: 3,
  }),
  wmiHost: serviceProgram(`${system32}wbem\\WmiPrvSE.exe`, {
    commandLine: 'C:\\Windows\\system32\\wbem\\wmiprvse.exe',
    account: 'network_service',
    activity: 3,
  }),
}
