import type { Library } from '../model/program.ts'

const system32 = 'C:\\Windows\\System32\\'

interface Origin {
  readonly signer: string | null
  readonly signatureLevel: number
}

const windows: Origin = { signer: 'Microsoft Windows', signatureLevel: 12 }

function library(path: string, { signer, signatureLevel }: Origin): Library {
  return { path, sizeBytes: plausibleSize(path), signer, signatureLevel, isIoringRelated: /\\dstorage(core)?\.dll$/i.test(path) }
}

/** A size that depends on the path only: 32 KiB to 4 MiB in pages. */
function plausibleSize(path: string): number {
  let hash = 0
  for (let index = 0; index < path.length; index += 1) hash = (Math.imul(hash, 31) + path.charCodeAt(index)) >>> 0
  return 0x8000 + (hash % 1016) * 0x1000
}

/** Libraries of System32, by file name. */
function systemLibraries(names: string): readonly Library[] {
  return names.split(' ').map((name) => library(`${system32}${name}.dll`, windows))
}

/** Libraries an application brings along: a folder, file names, who signed them. */
export function ownLibraries(folder: string, names: string, signer: string | null): readonly Library[] {
  const origin = { signer, signatureLevel: signer === null ? 1 : signer.startsWith('Microsoft') ? 8 : 4 }
  return names.split(' ').map((name) => library(`${folder}\\${name}`, origin))
}

/** Every process maps these first. */
const core = systemLibraries('ntdll kernel32 KernelBase')
const runtime = [...core, ...systemLibraries('ucrtbase msvcrt sechost rpcrt4 bcryptPrimitives')]
const windowed = [...runtime, ...systemLibraries('combase user32 win32u gdi32 gdi32full msvcp_win imm32 kernel.appcore uxtheme')]

type LibrarySet = 'native' | 'console' | 'service' | 'windowed' | 'shell' | 'network' | 'graphics' | 'directStorage'

export const libraries: Readonly<Record<LibrarySet, readonly Library[]>> = {
  /** Subsystem processes: nothing but ntdll. */
  native: systemLibraries('ntdll'),
  console: [...runtime, ...systemLibraries('advapi32')],
  service: [...runtime, ...systemLibraries('combase kernel.appcore clbcatq wintrust crypt32 msasn1 profapi powrprof')],
  windowed,
  shell: [...windowed, ...systemLibraries('shell32 shlwapi SHCore windows.storage propsys oleaut32 ole32 dwmapi twinapi.appcore')],
  network: systemLibraries('ws2_32 mswsock dnsapi IPHLPAPI winhttp nsi dhcpcsvc'),
  graphics: systemLibraries('d3d11 dxgi d2d1 DWrite dcomp'),
  directStorage: [
    ...windowed,
    ...systemLibraries('d3d12 dxgi xinput1_4 xaudio2_9'),
    ...ownLibraries('C:\\Program Files\\Northlight\\Meridian', 'dstorage.dll dstoragecore.dll', 'Microsoft Corporation'),
  ],
}

/** What processes load late, while they run. */
export const lateLibraries: readonly Library[] = systemLibraries(
  [
    'amsi apphelp AppXDeploymentClient AudioSes avrt bcrypt cfgmgr32 CoreMessaging CoreUIComponents credssp cryptbase cryptnet cryptsp',
    'dbghelp devobj dhcpcsvc6 dpapi edputil fltLib FWPUCLNT gpapi iertutil InputHost linkinfo logoncli mpr msi mskeyprotect',
    'MMDevAPI mscms ncrypt ncryptsslp netapi32 netutils npmproxy ntasn1 ntmarta OnDemandConnRouteHelper pdh policymanager rasadhlp',
    'rmclient rsaenh samcli samlib schannel secur32 setupapi sfc_os slc srvcli sspicli taskschd tdh TextShaping',
    'thumbcache umpdc urlmon userenv usermgrcli version wbemcomn webio WinTypes Windows.UI windowscodecs wininet winmm winnsi winsta wldp wtsapi32 xmllite',
  ].join(' '),
)

/** Drivers that load during boot, before the first user process. */
export const bootDrivers: readonly Library[] =
  'tcpip.sys afd.sys ndis.sys netio.sys fltMgr.sys ntfs.sys storport.sys stornvme.sys dxgkrnl.sys dxgmms2.sys HDAudBus.sys usbxhci.sys WdFilter.sys bindflt.sys wcifs.sys cldflt.sys http.sys srv2.sys'
    .split(' ')
    .map((name) => library(`${system32}drivers\\${name}`, windows))
