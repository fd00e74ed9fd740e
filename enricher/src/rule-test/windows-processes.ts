import type { TestProcess } from './rule-test.ts'

/** Seconds before the beginning of a test at which they started. */
const bootSeconds = -600

interface Start {
  readonly parent?: string
  readonly integrity?: string
  readonly session?: number
  readonly after: number
}

function aWindowsProcess(image: string, { parent, integrity = 'system', session = 0, after }: Start): TestProcess {
  return {
    image,
    parent,
    starts: bootSeconds + after,
    fields: { integrity, session_id: session, is_signed: true, signature: 'Microsoft Windows' },
  }
}

const system32 = 'C:\\Windows\\System32\\'

/** Processes that every Windows has: a test may name them without saying what they are. Parents before children. */
export const windowsProcesses: ReadonlyMap<string, TestProcess> = new Map(
  Object.entries({
    // It is there before anybody looks: no source ever reports its creation.
    system: { image: 'System', starts: bootSeconds, seen: false, fields: {} },
    smss: aWindowsProcess(`${system32}smss.exe`, { parent: 'system', after: 1 }),
    csrss: aWindowsProcess(`${system32}csrss.exe`, { parent: 'smss', after: 2 }),
    wininit: aWindowsProcess(`${system32}wininit.exe`, { parent: 'smss', after: 3 }),
    winlogon: aWindowsProcess(`${system32}winlogon.exe`, { parent: 'smss', session: 1, after: 4 }),
    services: aWindowsProcess(`${system32}services.exe`, { parent: 'wininit', after: 5 }),
    lsass: aWindowsProcess(`${system32}lsass.exe`, { parent: 'wininit', after: 6 }),
    svchost: aWindowsProcess(`${system32}svchost.exe`, { parent: 'services', after: 7 }),
    userinit: aWindowsProcess(`${system32}userinit.exe`, { parent: 'winlogon', integrity: 'medium', session: 1, after: 8 }),
    explorer: aWindowsProcess('C:\\Windows\\explorer.exe', { parent: 'userinit', integrity: 'medium', session: 1, after: 9 }),
  }),
)
