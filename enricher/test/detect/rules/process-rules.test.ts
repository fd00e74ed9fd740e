import { type ProcessCreate, type RegistryOperation, newEvent } from '@win11mon/schemas'
import { describe, expect, test } from 'vitest'

import { rules } from '../../../src/detect/rules/index.ts'
import { aProcessCreate, at } from '../../builders.ts'
import { findingsOf } from './rule-harness.ts'

const system32 = 'C:\\Windows\\System32\\'
const shell = `${system32}WindowsPowerShell\\v1.0\\powershell.exe`
const [medium, high, system] = [0x2000, 0x3000, 0x4000]

function aProcess(processId: number, executable: string, fields: Partial<ProcessCreate> = {}): ProcessCreate {
  return aProcessCreate({ timeUs: at(processId / 100), processId, executable, integrityLevel: medium, ...fields })
}

function found(...events: Parameters<typeof findingsOf>[1]): string[] {
  return findingsOf(rules, events).map(({ rule, finding }) => `${rule.id} ${finding.severity}`)
}

describe('PC-01', () => {
  const parent = aProcess(100, 'C:\\Users\\ann\\tool.exe')
  const child = aProcess(200, `${system32}cmd.exe`, { integrityLevel: high, parentProcessId: 100 })

  test('finds a child with more rights than its parent has', () => {
    expect(found(parent, child)).toEqual(['PC-01 high'])
    expect(found(parent, { ...child, integrityLevel: system })).toEqual(['PC-01 critical'])
  })

  test('finds a System shell of its own making below an administrator, and not what a service or Windows itself makes there', () => {
    const admin = { ...parent, integrityLevel: high }
    const taken = { ...child, integrityLevel: system }
    const service = aProcess(50, `${system32}services.exe`, { integrityLevel: system })
    expect(found(admin, taken)).toEqual(['PC-01 high'])
    expect(found(service, admin, { ...taken, creatorProcessId: 50 })).toEqual([])
    expect(found(admin, { ...taken, executable: `${system32}conhost.exe` })).toEqual([])
    expect(found({ ...parent, integrityLevel: system }, taken)).toEqual([])
  })

  test('tells the rights from the token where the system reports no integrity', () => {
    const admin = { ...parent, integrityLevel: null, tokenElevation: '%%1937', logonId: '0x767a7ed' }
    const taken = { ...child, integrityLevel: null, tokenElevation: '%%1936', logonId: '0x3e7' }
    expect(found(admin, taken)).toEqual(['PC-01 high'])
    expect(found({ ...admin, tokenElevation: '%%1938' }, taken)).toEqual(['PC-01 critical'])
    // A service started it for a person: the session is the service's, the token is not.
    expect(found(admin, { ...taken, tokenElevation: '%%1937' })).toEqual([])
    expect(found(admin, { ...taken, logonId: '0x767a7ed' })).toEqual([])
  })

  test('finds nothing after a consent prompt, under a broker of the system, or where a level is not known', () => {
    const consent = aProcess(150, `${system32}consent.exe`, { integrityLevel: system })
    const broker = aProcess(50, `${system32}svchost.exe`, { integrityLevel: system })
    expect(found(parent, consent, child)).toEqual([])
    expect(found(broker, parent, { ...child, creatorProcessId: 50 })).toEqual([])
    expect(found({ ...parent, integrityLevel: null }, child)).toEqual([])
    expect(found({ ...parent, integrityLevel: high }, child)).toEqual([])
  })

  test('leaves a program of Windows that elevates by itself to PC-02', () => {
    expect(found(aProcess(100, `${system32}explorer.exe`), { ...child, executable: `${system32}wizard.exe` })).toEqual([])
  })
})

describe('PC-02', () => {
  const first = aProcess(100, shell)
  const proxy = aProcess(200, `${system32}wizard.exe`, { integrityLevel: high, parentProcessId: 100, parentExecutable: shell })
  const child = aProcess(300, shell, { integrityLevel: high, parentProcessId: 200, parentExecutable: `${system32}wizard.exe` })
  const write: RegistryOperation = {
    ...newEvent.registry_operation(),
    timeUs: at(1.5),
    processId: 100,
    executable: shell,
    operation: 'set_value',
    keyPath: 'HKU\\S-1-5-21-9-9-9-500_Classes\\ms-settings\\Shell\\Open\\command\\(Default)',
  }

  test('finds a shell below an elevated program of Windows below a medium process', () => {
    expect(found(first, proxy, child)).toEqual(['PC-02 medium'])
  })

  test('is graver when the first one changed what elevating programs run, also when its level is not known', () => {
    expect(found(first, write, proxy, child)).toEqual(['RG-03 high', 'PC-02 high'])
    expect(found({ ...first, integrityLevel: null }, write, proxy, child)).toEqual(['RG-03 high', 'PC-02 high'])
  })

  test('finds nothing when a person elevated a program of their own, or when Windows starts Windows', () => {
    expect(found({ ...first, integrityLevel: high }, proxy, child)).toEqual([])
    expect(found(first, proxy, { ...child, executable: `${system32}conhost.exe` })).toEqual([])
  })
})

describe('PC-03', () => {
  const creator = aProcess(100, 'C:\\Users\\ann\\tool.exe')
  const parent = aProcess(50, 'C:\\Windows\\explorer.exe')
  const child = aProcess(200, `${system32}notepad.exe`, { parentProcessId: 50, creatorProcessId: 100 })

  test('finds a parent that its creator chose', () => {
    expect(findingsOf(rules, [parent, creator, child])).toMatchObject([
      { rule: { id: 'PC-03' }, finding: { severity: 'medium', actor: { processId: 100 }, object: { processId: 50 } } },
    ])
  })

  test('finds nothing of a trusted broker, or when both are one', () => {
    const broker = { ...creator, executable: `${system32}svchost.exe` }
    expect(found(parent, broker, child)).toEqual([])
    expect(found(parent, creator, { ...child, creatorProcessId: 50 })).toEqual([])
  })
})

describe('PC-04', () => {
  test('finds a services.exe that is not from wininit.exe, and a svchost.exe elsewhere', () => {
    const tool = aProcess(100, 'C:\\Users\\ann\\tool.exe')
    const services = aProcess(200, `${system32}services.exe`, { parentProcessId: 100, parentExecutable: 'C:\\Users\\ann\\tool.exe' })
    expect(found(tool, services)).toEqual(['PC-04 high'])
    expect(found(aProcess(200, 'C:\\Users\\ann\\svchost.exe'))).toEqual(['PC-04 high'])
  })

  test('leaves the real ones alone, those whose parent nobody knows, and copies of a process by itself', () => {
    const services = `${system32}services.exe`
    expect(found(aProcess(200, `${system32}svchost.exe`, { parentProcessId: 100, parentExecutable: services }))).toEqual([])
    expect(found(aProcess(200, `${system32}svchost.exe`))).toEqual([])
    expect(found(aProcess(200, `${system32}lsass.exe`, { parentProcessId: 100, parentExecutable: `${system32}lsass.exe` }))).toEqual([])
  })
})

describe('PC-05', () => {
  const victim = aProcess(100, `${system32}svchost.exe`)
  const tampering = { ...newEvent.process_tampering(), timeUs: at(2), processId: 100, executable: `${system32}svchost.exe` }

  test('finds a replaced image, and takes a locked file for little', () => {
    expect(found(victim, { ...tampering, tamperingType: 'Image is replaced' })).toEqual(['PC-05 high'])
    expect(found(victim, { ...tampering, tamperingType: 'Image is locked for access' })).toEqual(['PC-05 low'])
  })
})
