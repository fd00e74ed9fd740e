import { type RegistryOperation, newEvent } from '@win11mon/schemas'
import { describe, expect, test } from 'vitest'

import { rules } from '../../../src/detect/rules/index.ts'
import { aProcessCreate, at } from '../../builders.ts'
import { findingsOf } from './rule-harness.ts'

const tool = 'C:\\Users\\ann\\Downloads\\tool.exe'
const editor = 'C:\\Windows\\regedit.exe'
const services = 'C:\\Windows\\System32\\services.exe'
const sid = 'S-1-5-21-1-2-3-1001'

function aWrite(keyPath: string, fields: Partial<RegistryOperation> = {}): RegistryOperation {
  return { ...newEvent.registry_operation(), timeUs: at(1), processId: 100, executable: tool, operation: 'set_value', keyPath, ...fields }
}

function found(...events: Parameters<typeof findingsOf>[1]): string[] {
  return findingsOf(rules, events).map(({ rule, finding }) => `${rule.id} ${finding.severity}`)
}

describe('RG-01', () => {
  const key = '\\REGISTRY\\MACHINE\\SYSTEM\\ControlSet001\\Control\\Session Manager\\I/O System'

  test('finds a change of the settings of I/O rings, by who made it', () => {
    expect(found(aWrite(key, { valueName: 'Rings' }))).toEqual(['RG-01 medium'])
    expect(found(aWrite(key.replace('I/O System', 'IoRing'), { valueName: 'x', executable: editor }))).toEqual(['RG-01 low'])
    expect(found(aWrite(key, { valueName: 'Rings', executable: services }))).toEqual([])
  })

  test('is graver of a process that uses rings', () => {
    const create = aProcessCreate({ timeUs: at(0), executable: editor })
    const scan = { ...newEvent.ioring_scan(), timeUs: at(0.5), processId: 100, processStartUs: at(0), executable: editor, handleCount: 1 }
    const write = aWrite(key, { valueName: 'Rings', executable: editor })
    expect(findingsOf(rules, [create, scan, write]).map(({ rule, finding }) => `${rule.id} ${finding.severity}`)).toContain('RG-01 high')
  })
})

describe('RG-02', () => {
  test.each([
    ['HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon\\Shell', 'explorer.exe, evil.exe', 'high'],
    ['HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Image File Execution Options\\sethc.exe\\Debugger', 'cmd.exe', 'high'],
    ['HKLM\\System\\CurrentControlSet\\Control\\Lsa\\Security Packages', 'evil', 'high'],
    [`HKU\\${sid}\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run\\Updater`, '"C:\\Users\\ann\\AppData\\Roaming\\u.exe" -q', 'medium'],
    [`HKU\\${sid}\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run\\Updater`, 'C:\\Program Files\\App\\a.exe', 'low'],
    ['HKLM\\System\\CurrentControlSet\\Services\\svc\\ImagePath', '%COMSPEC% /c start', 'low'],
    ['HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Run\\x', 'powershell.exe -enc AAAA', 'medium'],
  ])('finds a write to %s = %s', (path, dataText, severity) => {
    expect(found(aWrite(path, { dataText }))).toEqual([`RG-02 ${severity}`])
  })

  test('reads what the driver writes: the kernel names, a value apart and bytes of text', () => {
    const data = Buffer.from('C:\\Users\\ann\\u.exe\0', 'utf16le')
    const run = `\\REGISTRY\\USER\\${sid}\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run`
    expect(found(aWrite(run, { valueName: 'Updater', data, dataType: 1 }))).toEqual(['RG-02 medium'])
  })

  test('finds a service that the service manager writes for somebody only when what it runs is odd', () => {
    const path = 'HKLM\\System\\CurrentControlSet\\Services\\abc\\ImagePath'
    expect(found(aWrite(path, { executable: services, dataText: 'C:\\Users\\Public\\a.exe' }))).toEqual(['RG-02 medium'])
    expect(found(aWrite(path, { executable: services, dataText: '\\SystemRoot\\System32\\drivers\\a.sys' }))).toEqual([])
    expect(found(aWrite(path, { executable: services, dataText: '"C:\\Program Files\\A\\a.exe" -k' }))).toEqual([])
  })

  test('leaves other keys and removals alone', () => {
    expect(found(aWrite('HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Explorer\\StartupApproved\\Run'))).toEqual([])
    expect(found(aWrite('HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run\\x', { operation: 'delete_value' }))).toEqual([])
  })
})

describe('RG-03', () => {
  const command = `HKU\\${sid}_Classes\\ms-settings\\Shell\\Open\\command`

  test('finds the command of an elevating program in the hive of a user, once for all its values', () => {
    const events = [aWrite(command, { operation: 'create_key' }), aWrite(`${command}\\DelegateExecute`), aWrite(`${command}\\(Default)`)]
    const findings = findingsOf(rules, events)
    expect(findings.map(({ rule, finding }) => `${rule.id} ${finding.severity}`)).toEqual(['RG-03 high', 'RG-03 high', 'RG-03 high'])
    expect(new Set(findings.map(({ finding }) => finding.objectKey)).size).toBe(1)
  })

  test.each([
    `HKU\\${sid}\\Software\\Classes\\mscfile\\shell\\open\\command\\(Default)`,
    `HKCU\\Software\\Classes\\exefile\\shell\\runas\\command\\IsolatedCommand`,
    `HKU\\${sid}\\Environment\\windir`,
  ])('finds %s', (path) => {
    expect(found(aWrite(path))).toEqual(['RG-03 high'])
  })

  test('takes a handler that a program registers for itself for what it is', () => {
    expect(found(aWrite(`HKU\\${sid}_Classes\\AppFile\\shell\\open\\command\\(Default)`))).toEqual([])
    expect(found(aWrite(`HKU\\${sid}_Classes\\AppFile\\shell\\open\\command\\DelegateExecute`))).toEqual(['RG-03 medium'])
    expect(found(aWrite('HKLM\\Software\\Classes\\ms-settings\\shell\\open\\command\\(Default)'))).toEqual([])
  })
})

describe('RG-04', () => {
  const wdigest = 'HKLM\\System\\CurrentControlSet\\Control\\SecurityProviders\\WDigest\\UseLogonCredential'

  test('finds passwords in clear, however the number is written, and not their end', () => {
    expect(found(aWrite(wdigest, { dataText: 'DWORD (0x00000001)' }))).toEqual(['RG-04 high'])
    expect(found(aWrite(wdigest, { dataText: '1' }))).toEqual(['RG-04 high'])
    expect(found(aWrite(wdigest, { data: Buffer.from([1, 0, 0, 0]), dataType: 4 }))).toEqual(['RG-04 high'])
    expect(found(aWrite(wdigest, { dataText: 'DWORD (0x00000000)' }))).toEqual([])
  })

  test('finds lsass without protection and Defender without eyes, and is milder with whom nothing speaks against', () => {
    const defender = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Real-Time Protection\\DisableRealtimeMonitoring'
    expect(found(aWrite('HKLM\\System\\CurrentControlSet\\Control\\Lsa\\RunAsPPL', { dataText: '0' }))).toEqual(['RG-04 high'])
    expect(found(aWrite(defender, { dataText: '1', executable: editor }))).toEqual(['RG-04 medium'])
    expect(found(aWrite(defender, { dataText: '1', executable: services }))).toEqual(['RG-04 low'])
  })
})
