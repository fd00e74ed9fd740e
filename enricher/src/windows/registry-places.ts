import type { RegistryOperation } from '@win11mon/schemas'

import { registryKey } from './registry-path.ts'

/** What a place of the registry is good for. */
export type PlacePurpose = 'ioring' | 'autostart' | 'elevation' | 'protection'

export interface RegistryPlace {
  readonly purpose: PlacePurpose
  /** Matches the key with the value's name behind it, as `registryKey` spells them. */
  readonly path: RegExp
  /** `rare`: hardly anybody writes here. `common`: installers and programs do. */
  readonly use: 'rare' | 'common'
  readonly technique: string
  /** Completes "writes …". */
  readonly text: string
  /** Value that makes the write one of interest; any when absent. A number, or absent for texts. */
  readonly dangerousValue?: number
}

const windowsVersion = String.raw`^(?:hklm|user)\\software\\microsoft\\windows\\currentversion\\`
const ntVersion = String.raw`^(?:hklm|user)\\software\\microsoft\\windows nt\\currentversion\\`
const control = String.raw`^hklm\\system\\currentcontrolset\\control\\`
const services = String.raw`^hklm\\system\\currentcontrolset\\services\\`
const classes = String.raw`^user\\software\\classes\\`
const defender = String.raw`^hklm\\software\\(?:policies\\)?microsoft\\windows defender\\`

function place(
  purpose: PlacePurpose,
  use: RegistryPlace['use'],
  technique: string,
  [pattern, text, dangerousValue]: readonly [pattern: string, text: string, dangerousValue?: number],
): RegistryPlace {
  const found: RegistryPlace = { purpose, use, technique, path: new RegExp(pattern, 'u'), text }
  return dangerousValue === undefined ? found : { ...found, dangerousValue }
}

const raw = String.raw

/** Documented by Microsoft and by ATT&CK under the technique named; the keys of I/O rings are those that the driver watches. */
const registryPlaces: readonly RegistryPlace[] = [
  place('ioring', 'rare', 'T1112', [raw`${control}session manager\\(?:i\/o system|ioring)\\`, 'settings of the I/O system']),
  place('ioring', 'rare', 'T1112', [raw`${control}featuremanagement\\overrides\\`, 'a switch of a Windows feature, such as I/O rings']),
  place('autostart', 'common', 'T1547.001', [
    raw`${windowsVersion}(?:run|runonce|runonceex|runservices|policies\\explorer\\run)\\[^\\]+`,
    'a program that starts with a logon',
  ]),
  place('autostart', 'rare', 'T1547.004', [
    raw`${ntVersion}winlogon\\(?:shell|userinit|taskman|mpnotify|system|vmapplet)$`,
    'a program that winlogon starts',
  ]),
  place('autostart', 'rare', 'T1547.004', [raw`${ntVersion}winlogon\\notify\\[^\\]+\\dllname$`, 'a library that winlogon loads']),
  place('autostart', 'rare', 'T1546.012', [
    raw`${ntVersion}image file execution options\\[^\\]+\\(?:debugger|verifierdlls)$`,
    'a program that starts in the place of another',
  ]),
  place('autostart', 'rare', 'T1546.012', [
    raw`${ntVersion}silentprocessexit\\[^\\]+\\monitorprocess$`,
    'a program that starts when another ends',
  ]),
  place('autostart', 'rare', 'T1546.010', [raw`${ntVersion}windows\\(?:appinit_dlls|load|run)$`, 'a library or program for every logon']),
  place('autostart', 'common', 'T1543.003', [
    raw`${services}[^\\]+\\(?:imagepath|failurecommand|parameters\\servicedll)$`,
    'what a service runs',
  ]),
  place('autostart', 'rare', 'T1547.005', [
    raw`${control}lsa\\(?:osconfig\\)?(?:security|authentication|notification) packages$`,
    'a library that lsass loads',
  ]),
  place('autostart', 'rare', 'T1546.009', [raw`${control}session manager\\appcertdlls\\[^\\]+`, 'a library for every new process']),
  place('autostart', 'rare', 'T1542', [
    raw`${control}session manager\\(?:bootexecute|setupexecute|execute)$`,
    'a program that starts before Windows',
  ]),
  place('autostart', 'rare', 'T1547.010', [raw`${control}print\\monitors\\[^\\]+\\driver$`, 'a library that the print spooler loads']),
  place('autostart', 'rare', 'T1547.003', [
    raw`${services}w32time\\timeproviders\\[^\\]+\\dllname$`,
    'a library that the time service loads',
  ]),
  place('autostart', 'common', 'T1547.014', [
    raw`^hklm\\software\\microsoft\\active setup\\installed components\\[^\\]+\\stubpath$`,
    'a program for the first logon of every user',
  ]),
  place('autostart', 'common', 'T1546.015', [
    raw`${classes}clsid\\[^\\]+\\(?:inprocserver32|localserver32)(?:\\\(default\))?$`,
    'a COM server of one user',
  ]),
  place('autostart', 'rare', 'T1037.001', [raw`^user\\environment\\userinitmprlogonscript$`, 'a script for every logon']),
  place('autostart', 'rare', 'T1546', [
    raw`^(?:hklm|user)\\software\\microsoft\\command processor\\autorun$`,
    'a command for every start of cmd.exe',
  ]),
  place('elevation', 'rare', 'T1548.002', [
    raw`${classes}(?:ms-settings|mscfile|exefile|folder|launcher\.systemsettings|ms-windows-store|appx82a6gwre4fdg3bt635tn5ctqjf8msdd2)\\shell\\(?:open|runas)\\command(?:\\|$)`,
    'the command that an elevating program of Windows runs',
  ]),
  place('elevation', 'rare', 'T1548.002', [
    raw`^user\\environment\\(?:windir|systemroot)$`,
    'the directory that elevating tasks take for that of Windows',
  ]),
  place('elevation', 'common', 'T1548.002', [
    raw`${classes}[^\\]+\\shell\\(?:open|runas)\\command\\(?:delegateexecute|isolatedcommand)$`,
    'who runs the command of a class of one user',
  ]),
  place('elevation', 'common', 'T1574.012', [
    raw`^user\\environment\\(?:cor_profiler|cor_profiler_path|coreclr_profiler)$`,
    'a library that managed programs load',
  ]),
  place('elevation', 'common', 'T1548.002', [
    raw`^user\\software\\microsoft\\windows\\currentversion\\app paths\\control\.exe(?:\\|$)`,
    'the path of the control panel',
  ]),
  place('protection', 'rare', 'T1112', [
    raw`${control}securityproviders\\wdigest\\uselogoncredential$`,
    'that passwords are kept in clear in lsass',
    1,
  ]),
  place('protection', 'rare', 'T1562.001', [raw`${control}lsa\\runasppl$`, 'that lsass is not protected', 0]),
  place('protection', 'rare', 'T1548.002', [
    raw`^hklm\\software\\microsoft\\windows\\currentversion\\policies\\system\\enablelua$`,
    'that nobody is asked before an elevation',
    0,
  ]),
  place('protection', 'common', 'T1548.002', [
    raw`^hklm\\software\\microsoft\\windows\\currentversion\\policies\\system\\consentpromptbehavioradmin$`,
    'that administrators are not asked before an elevation',
    0,
  ]),
  place('protection', 'common', 'T1112', [
    raw`^hklm\\software\\microsoft\\windows\\currentversion\\policies\\system\\localaccounttokenfilterpolicy$`,
    'that remote logons have full rights',
    1,
  ]),
  place('protection', 'rare', 'T1562.001', [
    raw`${defender}(?:.*\\)?disable(?:antispyware|antivirus|realtimemonitoring|behaviormonitoring|ioavprotection|scriptscanning)$`,
    'that a part of Defender is off',
    1,
  ]),
  place('protection', 'rare', 'T1562.002', [
    raw`^hklm\\software\\policies\\microsoft\\windows\\powershell\\scriptblocklogging\\enablescriptblocklogging$`,
    'that scripts are not logged',
    0,
  ]),
]

const placesByPath = new Map<string, RegistryPlace | null>()
const maxRememberedPaths = 50_000

/** The place that an operation writes to, or undefined. Nearly every path is one that was seen before. */
export function placeOf({ keyPath, valueName, operation }: RegistryOperation): RegistryPlace | undefined {
  if (keyPath === null || operation === 'delete_key' || operation === 'delete_value') return undefined
  const path = valueName === null ? keyPath : `${keyPath}\\${valueName}`
  const known = placesByPath.get(path)
  if (known !== undefined) return known ?? undefined
  const key = registryKey(path)
  const found = registryPlaces.find((candidate) => candidate.path.test(key))
  if (placesByPath.size >= maxRememberedPaths) placesByPath.clear()
  placesByPath.set(path, found ?? null)
  return found
}
