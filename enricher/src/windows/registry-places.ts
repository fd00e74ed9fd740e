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

function aPlace(
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
  aPlace('ioring', 'rare', 'T1112', [raw`${control}session manager\\(?:i\/o system|ioring)\\`, 'settings of the I/O system']),
  aPlace('ioring', 'rare', 'T1112', [raw`${control}featuremanagement\\overrides\\`, 'a switch of a Windows feature, such as I/O rings']),
  aPlace('autostart', 'common', 'T1547.001', [
    raw`${windowsVersion}(?:run|runonce|runonceex|runservices|policies\\explorer\\run)\\[^\\]+`,
    'a program that starts with a logon',
  ]),
  aPlace('autostart', 'rare', 'T1547.004', [
    raw`${ntVersion}winlogon\\(?:shell|userinit|taskman|mpnotify|system|vmapplet)$`,
    'a program that winlogon starts',
  ]),
  aPlace('autostart', 'rare', 'T1547.004', [raw`${ntVersion}winlogon\\notify\\[^\\]+\\dllname$`, 'a library that winlogon loads']),
  aPlace('autostart', 'rare', 'T1546.012', [
    raw`${ntVersion}image file execution options\\[^\\]+\\(?:debugger|verifierdlls)$`,
    'a program that starts in the place of another',
  ]),
  aPlace('autostart', 'rare', 'T1546.012', [
    raw`${ntVersion}silentprocessexit\\[^\\]+\\monitorprocess$`,
    'a program that starts when another ends',
  ]),
  aPlace('autostart', 'rare', 'T1546.010', [raw`${ntVersion}windows\\(?:appinit_dlls|load|run)$`, 'a library or program for every logon']),
  aPlace('autostart', 'common', 'T1543.003', [
    raw`${services}[^\\]+\\(?:imagepath|failurecommand|parameters\\servicedll)$`,
    'what a service runs',
  ]),
  aPlace('autostart', 'rare', 'T1547.005', [
    raw`${control}lsa\\(?:osconfig\\)?(?:security|authentication|notification) packages$`,
    'a library that lsass loads',
  ]),
  aPlace('autostart', 'rare', 'T1546.009', [raw`${control}session manager\\appcertdlls\\[^\\]+`, 'a library for every new process']),
  aPlace('autostart', 'rare', 'T1542', [
    raw`${control}session manager\\(?:bootexecute|setupexecute|execute)$`,
    'a program that starts before Windows',
  ]),
  aPlace('autostart', 'rare', 'T1547.010', [raw`${control}print\\monitors\\[^\\]+\\driver$`, 'a library that the print spooler loads']),
  aPlace('autostart', 'rare', 'T1547.003', [
    raw`${services}w32time\\timeproviders\\[^\\]+\\dllname$`,
    'a library that the time service loads',
  ]),
  aPlace('autostart', 'common', 'T1547.014', [
    raw`^hklm\\software\\microsoft\\active setup\\installed components\\[^\\]+\\stubpath$`,
    'a program for the first logon of every user',
  ]),
  aPlace('autostart', 'common', 'T1546.015', [
    raw`${classes}clsid\\[^\\]+\\(?:inprocserver32|localserver32)(?:\\\(default\))?$`,
    'a COM server of one user',
  ]),
  aPlace('autostart', 'rare', 'T1037.001', [raw`^user\\environment\\userinitmprlogonscript$`, 'a script for every logon']),
  aPlace('autostart', 'rare', 'T1546', [
    raw`^(?:hklm|user)\\software\\microsoft\\command processor\\autorun$`,
    'a command for every start of cmd.exe',
  ]),
  aPlace('elevation', 'rare', 'T1548.002', [
    raw`${classes}(?:ms-settings|mscfile|exefile|folder|launcher\.systemsettings|ms-windows-store|appx82a6gwre4fdg3bt635tn5ctqjf8msdd2)\\shell\\(?:open|runas)\\command(?:\\|$)`,
    'the command that an elevating program of Windows runs',
  ]),
  aPlace('elevation', 'rare', 'T1548.002', [
    raw`^user\\environment\\(?:windir|systemroot)$`,
    'the directory that elevating tasks take for that of Windows',
  ]),
  aPlace('elevation', 'common', 'T1548.002', [
    raw`${classes}[^\\]+\\shell\\(?:open|runas)\\command\\(?:delegateexecute|isolatedcommand)$`,
    'who runs the command of a class of one user',
  ]),
  aPlace('elevation', 'common', 'T1574.012', [
    raw`^user\\environment\\(?:cor_profiler|cor_profiler_path|coreclr_profiler)$`,
    'a library that managed programs load',
  ]),
  aPlace('elevation', 'common', 'T1548.002', [
    raw`^user\\software\\microsoft\\windows\\currentversion\\app paths\\control\.exe(?:\\|$)`,
    'the path of the control panel',
  ]),
  aPlace('protection', 'rare', 'T1112', [
    raw`${control}securityproviders\\wdigest\\uselogoncredential$`,
    'that passwords are kept in clear in lsass',
    1,
  ]),
  aPlace('protection', 'rare', 'T1562.001', [raw`${control}lsa\\runasppl$`, 'that lsass is not protected', 0]),
  aPlace('protection', 'rare', 'T1548.002', [
    raw`^hklm\\software\\microsoft\\windows\\currentversion\\policies\\system\\enablelua$`,
    'that nobody is asked before an elevation',
    0,
  ]),
  aPlace('protection', 'common', 'T1548.002', [
    raw`^hklm\\software\\microsoft\\windows\\currentversion\\policies\\system\\consentpromptbehavioradmin$`,
    'that administrators are not asked before an elevation',
    0,
  ]),
  aPlace('protection', 'common', 'T1112', [
    raw`^hklm\\software\\microsoft\\windows\\currentversion\\policies\\system\\localaccounttokenfilterpolicy$`,
    'that remote logons have full rights',
    1,
  ]),
  aPlace('protection', 'rare', 'T1562.001', [
    raw`${defender}(?:.*\\)?disable(?:antispyware|antivirus|realtimemonitoring|behaviormonitoring|ioavprotection|scriptscanning)$`,
    'that a part of Defender is off',
    1,
  ]),
  aPlace('protection', 'rare', 'T1562.002', [
    raw`^hklm\\software\\policies\\microsoft\\windows\\powershell\\scriptblocklogging\\enablescriptblocklogging$`,
    'that scripts are not logged',
    0,
  ]),
]

/** By key, then by value: neither has to be put together to be looked up. */
const placesByKey = new Map<string, Map<string | null, RegistryPlace | null>>()
const maxRememberedKeys = 20_000
const maxRememberedValues = 1_000

/** Several rules ask for the same operation one after the other. */
let latest: { readonly operation: RegistryOperation; readonly place: RegistryPlace | undefined } | undefined

/** The place that an operation writes to, or undefined. */
export function placeOf(operation: RegistryOperation): RegistryPlace | undefined {
  if (latest?.operation !== operation) latest = { operation, place: lookUp(operation) }
  return latest.place
}

/** Nearly every path is one that was seen before. */
function lookUp({ keyPath, valueName, operation }: RegistryOperation): RegistryPlace | undefined {
  if (keyPath === null || operation === 'delete_key' || operation === 'delete_value') return undefined
  const byValue = placesByKey.get(keyPath)
  const known = byValue?.get(valueName)
  return known === undefined ? remember(keyPath, valueName, byValue) : (known ?? undefined)
}

function remember(
  keyPath: string,
  valueName: string | null,
  byValue: Map<string | null, RegistryPlace | null> | undefined,
): RegistryPlace | undefined {
  const key = registryKey(valueName === null ? keyPath : `${keyPath}\\${valueName}`)
  const place = registryPlaces.find((candidate) => candidate.path.test(key))
  if (placesByKey.size >= maxRememberedKeys) placesByKey.clear()
  const values = byValue === undefined || byValue.size >= maxRememberedValues ? new Map<string | null, RegistryPlace | null>() : byValue
  values.set(valueName, place ?? null)
  placesByKey.set(keyPath, values)
  return place
}
