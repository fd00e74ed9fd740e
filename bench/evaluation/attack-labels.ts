/** One step of an attack that a capture shows, as the person who made it meant it. Ours, and no part of the product. */
export interface AttackStep {
  readonly step: string
  /** File names, in small letters, of who did it; an alert with one of them as its actor shows the step. */
  readonly actors: readonly string[]
  /** File name of what it was done to, when that tells the steps of one actor apart. */
  readonly object?: string
}

export interface CaptureLabel {
  /** Start of the capture's file name. */
  readonly capture: string
  /** What the file name, or the page of the data set for it, says. */
  readonly technique: string
  readonly steps: readonly AttackStep[]
}

const lsass = 'lsass.exe'

/** Labels of the captures that this repository is evaluated on. */
export const ownLabels: readonly CaptureLabel[] = [
  {
    capture: 'cmd_lsass_memory_dumpert_syscalls',
    technique: 'T1003.001 LSASS Memory',
    steps: [{ step: 'Dumpert reads the memory of lsass through system calls of its own', actors: ['outflank-dumpert.exe'], object: lsass }],
  },
  {
    capture: 'covenant_psremoting_command',
    technique: 'T1021.006 Windows Remote Management',
    steps: [{ step: 'The remote shell opens every process, lsass and winlogon among them', actors: ['wsmprovhost.exe'] }],
  },
  {
    capture: 'empire_mimikatz_sam_access',
    technique: 'T1003.002 Security Account Manager',
    steps: [{ step: 'Mimikatz inside PowerShell takes a System token through winlogon and lsass', actors: ['powershell.exe'] }],
  },
  {
    capture: 'empire_psinject_PEinjection',
    technique: 'T1055.002 Portable Executable Injection',
    steps: [{ step: 'PowerShell writes an agent into Notepad and starts it', actors: ['powershell.exe'], object: 'notepad.exe' }],
  },
  {
    capture: 'empire_uac_shellapi_fodhelper',
    technique: 'T1548.002 Bypass User Account Control',
    steps: [
      { step: 'PowerShell changes the command that fodhelper runs', actors: ['powershell.exe'], object: 'command' },
      { step: 'fodhelper starts PowerShell elevated', actors: ['powershell.exe', 'fodhelper.exe'], object: 'powershell.exe' },
    ],
  },
  {
    capture: 'metasploit_sharpdump_lsass_memory_dump',
    technique: 'T1003.001 LSASS Memory',
    steps: [{ step: 'SharpDump writes a dump of lsass', actors: ['sharpdump.exe'], object: lsass }],
  },
  {
    capture: 'psh_lsass_memory_dump_comsvcs',
    technique: 'T1003.001 LSASS Memory',
    steps: [{ step: 'rundll32 dumps lsass with comsvcs.dll', actors: ['rundll32.exe'], object: lsass }],
  },
  {
    capture: 'rdp_interactive_taskmanager_lsass_dump',
    technique: 'T1003.001 LSASS Memory',
    steps: [{ step: 'A person dumps lsass with Task Manager', actors: ['taskmgr.exe'], object: lsass }],
  },
  {
    capture: 'security4656_mimikatz_sekurlsa',
    technique: 'T1003.001 LSASS Memory',
    steps: [{ step: 'Mimikatz reads lsass', actors: ['mimikatz.exe'], object: lsass }],
  },
  {
    capture: 'security4688_rottenpotatong',
    technique: 'T1134.001 Token Impersonation/Theft',
    steps: [{ step: 'RottenPotato starts a System shell', actors: ['msfrottenpotato.exe'] }],
  },
  {
    capture: 'security4688_scheduled_task',
    technique: 'T1053.005 Scheduled Task',
    steps: [{ step: 'schtasks makes a task on another machine', actors: ['schtasks.exe'] }],
  },
  {
    capture: 'sysmon10_mimikatz_lsass',
    technique: 'T1003.001 LSASS Memory',
    steps: [
      { step: 'Mimikatz reads lsass', actors: ['mimikatz.exe'], object: lsass },
      { step: 'Mimikatz starts a System shell', actors: ['mimikatz.exe'], object: 'cmd.exe' },
    ],
  },
  {
    capture: 'sysmon1_12_13_wdigest',
    technique: 'T1112 Modify Registry',
    steps: [{ step: 'reg has passwords kept in clear', actors: ['reg.exe'] }],
  },
  {
    capture: 'sysmon1_spn_discovery',
    technique: 'T1558.003 Kerberoasting',
    steps: [{ step: 'setspn lists the service accounts of the domain', actors: ['setspn.exe'] }],
  },
  {
    capture: 'sysmon1_wmiexec',
    technique: 'T1047 Windows Management Instrumentation',
    steps: [{ step: 'A command arrives through WMI', actors: ['cmd.exe', 'wmiprvse.exe'] }],
  },
]

export function labelOf(captureName: string, labels: readonly CaptureLabel[] = ownLabels): CaptureLabel | undefined {
  return labels.find(({ capture }) => captureName.startsWith(capture))
}

/** Labels of somebody's own captures: a JSON list of what is above. Throws when it is none. */
export function readLabels(text: string): readonly CaptureLabel[] {
  const labels: unknown = JSON.parse(text)
  if (Array.isArray(labels) && labels.every(isLabel)) return labels
  throw new TypeError('labels are a list of {"capture", "technique", "steps": [{"step", "actors": [...], "object"?}]}')
}

function isLabel(value: unknown): value is CaptureLabel {
  const { capture, technique, steps } = asRecord(value)
  return typeof capture === 'string' && typeof technique === 'string' && Array.isArray(steps) && steps.every(isStep)
}

function isStep(value: unknown): boolean {
  const { step, actors, object } = asRecord(value)
  const areNames = Array.isArray(actors) && actors.every((actor) => typeof actor === 'string')
  return typeof step === 'string' && areNames && (object === undefined || typeof object === 'string')
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** The step that an alert with this actor and this object shows. */
export function stepOf(label: CaptureLabel | undefined, actor: string | null, object: string | null): AttackStep | undefined {
  return label?.steps.find(
    (step) => step.actors.includes(fileName(actor)) && (step.object === undefined || step.object === fileName(object)),
  )
}

function fileName(path: string | null): string {
  return path === null ? '' : path.slice(path.lastIndexOf('\\') + 1).toLowerCase()
}
