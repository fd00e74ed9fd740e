import { type Event, newEvent } from '@win11mon/schemas'
import { describe, expect, test } from 'vitest'

import { duplicateRightOnCriticalProcess } from '../../src/detect/rules/hd-02-duplicate-right-on-critical-process.ts'
import { lsassRead } from '../../src/detect/rules/hd-08-lsass-read.ts'
import { rules } from '../../src/detect/rules/index.ts'
import { defaultTrustPolicy } from '../../src/detect/trust-policy.ts'
import { aHandleCreate, aProcessCreate, at } from '../builders.ts'
import { findingsOf } from './rules/rule-harness.ts'

const system32 = 'C:\\Windows\\System32\\'
const svchost = `${system32}svchost.exe`

function severities(events: readonly Event[], policy = defaultTrustPolicy): string[] {
  return findingsOf([lsassRead], events, policy).map(({ finding }) => finding.severity)
}

function aRead(executable: string, fields: Parameters<typeof aHandleCreate>[0] = {}): ReturnType<typeof aHandleCreate> {
  return aHandleCreate({ timeUs: at(10), executable, grantedAccess: 0x1410, ...fields })
}

function started(executable: string, parentExecutable: string | null, fields: Parameters<typeof aProcessCreate>[0] = {}): Event {
  return aProcessCreate({ timeUs: at(1), executable, parentProcessId: parentExecutable === null ? null : 50, parentExecutable, ...fields })
}

describe('lineage', () => {
  test('a services.exe that a tool started is not trusted: it reads lsass as the tool would', () => {
    const services = `${system32}services.exe`
    const hijacked = started(services, 'C:\\Users\\ann\\Desktop\\ppl.exe', { commandLine: `${services} 640 out.bin` })
    const read = aRead(services, { grantedAccess: 0x1fffff })
    const found = findingsOf([duplicateRightOnCriticalProcess, lsassRead], [hijacked, read])
    expect(found.map(({ rule, finding }) => [rule.id, finding.severity])).toEqual([
      ['HD-02', 'high'],
      ['HD-08', 'high'],
    ])
    expect(found[0]?.finding.reasons).toContain('was started by ppl.exe and not by wininit.exe')
  })

  test.each([
    ['services.exe', 'wininit.exe'],
    ['svchost.exe', 'services.exe'],
    ['wmiprvse.exe', 'svchost.exe'],
  ])('%s from %s is trusted', (image, parent) => {
    expect(severities([started(system32 + image, system32 + parent), aRead(system32 + image)])).toEqual([])
  })

  test('a namesake of the right parent elsewhere is not the right parent', () => {
    expect(severities([started(svchost, 'C:\\Users\\ann\\services.exe'), aRead(svchost)])).toEqual(['high'])
  })

  test('a parent that nobody names is unknown, not untrusted', () => {
    expect(severities([started(svchost, null), aRead(svchost)])).toEqual([])
    expect(severities([aRead(svchost)])).toEqual([])
  })

  test('a clone of a process by itself says nothing of its lineage', () => {
    const lsass = `${system32}lsass.exe`
    expect(severities([started(lsass, lsass), aRead(lsass, { objectProcessId: 700 })])).toEqual([])
  })

  test('an image of Windows that a script host started is suspect', () => {
    const tool = `${system32}dxdiag.exe`
    expect(severities([started(tool, 'C:\\Windows\\explorer.exe'), aRead(tool)])).toEqual(['low'])
    expect(severities([started(tool, `${system32}WindowsPowerShell\\v1.0\\powershell.exe`), aRead(tool)])).toEqual(['high'])
  })
})

describe('calls', () => {
  const unbacked = `${system32}ntdll.dll+9c584|${system32}KERNELBASE.dll+2c9fe|UNKNOWN(000001F2A3B40E21)`

  test('a call from memory of no module is not made by the image: a read by an injected svchost is found', () => {
    const found = findingsOf([lsassRead], [started(svchost, `${system32}services.exe`), aRead(svchost, { callTrace: unbacked })])
    expect(found).toMatchObject([{ finding: { severity: 'high' } }])
    expect(found[0]?.finding.reasons).toContain('called from memory that belongs to no module')
  })

  test('managed code is compiled into such memory, and explains it', () => {
    const managed = `${unbacked}|C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\clr.dll+2283`
    expect(severities([aRead(svchost, { callTrace: managed })])).toEqual([])
  })

  test('a stack of modules only, and no stack, say nothing', () => {
    expect(severities([aRead(svchost, { callTrace: `${system32}ntdll.dll+9c584` })])).toEqual([])
    expect(severities([aRead(svchost, { callTrace: null })])).toEqual([])
  })
})

describe('what happens to a process', () => {
  const wmi = `${system32}wbem\\WmiPrvSE.exe`
  const host = started(wmi, svchost)
  const thread = { ...newEvent.thread_create(), timeUs: at(5), processId: 900, objectProcessId: 100, objectExecutable: wmi }

  test('a thread that a suspect process started in it costs it its trust', () => {
    const injected = { ...thread, executable: 'C:\\Users\\ann\\Downloads\\loader.exe' }
    const found = findingsOf(rules, [host, injected, aRead(wmi)]).filter(({ rule }) => rule.id === 'HD-08')
    expect(found).toMatchObject([{ finding: { severity: 'high', actor: { processId: 100 } } }])
    expect(found[0]?.finding.reasons).toContain('runs a thread that loader.exe started in it')
  })

  test('before that thread it was trusted, and a thread of csrss costs it nothing', () => {
    const later = { ...thread, executable: 'C:\\Users\\ann\\Downloads\\loader.exe', timeUs: at(20) }
    const byCsrss = { ...thread, executable: `${system32}csrss.exe` }
    expect(findingsOf(rules, [host, aRead(wmi), later]).filter(({ rule }) => rule.id === 'HD-08')).toEqual([])
    expect(findingsOf(rules, [host, byCsrss, aRead(wmi)]).filter(({ rule }) => rule.id === 'HD-08')).toEqual([])
  })
})

describe('severity of a reader', () => {
  test.each([
    ['C:\\Windows\\Agent.exe', 0x1410, 'low'],
    ['C:\\Windows\\Agent.exe', 0x1fffff, 'medium'],
    ['C:\\Program Files\\Vendor\\agent.exe', 0x101410, 'low'],
    ['C:\\Program Files\\Vendor\\agent.exe', 0x1418, 'medium'],
    ['C:\\Windows\\Temp\\agent.exe', 0x1410, 'high'],
    ['C:\\Tools\\agent.exe', 0x1410, 'high'],
    [`${system32}rundll32.exe`, 0x1410, 'high'],
  ])('%s with 0x%s is %s', (executable, grantedAccess, severity) => {
    expect(severities([aRead(executable, { grantedAccess: grantedAccess })])).toEqual([severity])
  })

  test('a program outside the protected directories is ordinary when the service manager started it, or a service from there', () => {
    const agent = started('C:\\Vendor\\bin\\agent.exe', `${system32}services.exe`, { processId: 60, timeUs: at(0) })
    const helper = started('C:\\Vendor\\logs\\collect.exe', 'C:\\Vendor\\bin\\agent.exe', { parentProcessId: 60 })
    const stranger = started('C:\\Other\\tool.exe', 'C:\\Vendor\\bin\\agent.exe', { parentProcessId: 60 })
    expect(severities([agent, aRead('C:\\Vendor\\bin\\agent.exe', { processId: 60 })])).toEqual(['low'])
    expect(severities([agent, helper, aRead('C:\\Vendor\\logs\\collect.exe')])).toEqual(['low'])
    expect(severities([agent, stranger, aRead('C:\\Other\\tool.exe')])).toEqual(['high'])
  })

  test('configuration adds publishers and images, but no script host', () => {
    const policy = { ...defaultTrustPolicy, publishers: new Set(['example corp']), images: ['D:\\Backup\\*', `${system32}rundll32.exe`] }
    const signed = started('C:\\Program Files\\Example\\a.exe', null, { isSigned: true, signature: 'Example Corp' })
    expect(severities([signed, aRead('C:\\Program Files\\Example\\a.exe')], policy)).toEqual([])
    expect(severities([signed, aRead('C:\\Program Files\\Example\\a.exe')])).toEqual(['low'])
    expect(severities([aRead('D:\\Backup\\agent.exe')], policy)).toEqual([])
    expect(severities([aRead(`${system32}rundll32.exe`)], policy)).toEqual(['high'])
  })
})

describe('a program outside the protected directories whose start nobody saw', () => {
  const [agent, collectLogs] = ['C:\\Acme\\Agent\\agent.exe', 'C:\\Acme\\Agent\\2.7\\logs.exe']
  const beside: Event = { ...newEvent.network_connection(), timeUs: at(2), processId: 300, executable: agent }
  const read = aRead(collectLogs, { processId: 400, userName: 'HOST1$' })

  test('is ordinary when it calls in the name of the machine and a program beside it was running before', () => {
    expect(severities([beside, read])).toEqual(['low'])
    expect(severities([beside, { ...read, userName: 'NT AUTHORITY\\SYSTEM' }])).toEqual(['low'])
    expect(severities([beside, { ...read, grantedAccess: 0x1fffff }])).toEqual(['medium'])
  })

  test('is judged call by call', () => {
    const unbacked = { ...read, timeUs: at(11), callTrace: 'C:\\Windows\\SYSTEM32\\ntdll.dll+9c524|UNKNOWN(0000000000AA)' }
    expect(severities([beside, read, unbacked])).toEqual(['low', 'high'])
    expect(severities([beside, read, { ...read, timeUs: at(11), userName: 'HOST1\\ann' }])).toEqual(['low', 'high'])
  })

  test.each<[string, Event[]]>([
    ['it calls in the name of a person', [beside, { ...read, userName: 'HOST1\\ann' }]],
    ['nothing runs beside it', [read]],
    ['what is beside it came later', [{ ...beside, timeUs: at(15) }, read]],
    ['what is beside it was started meanwhile', [aProcessCreate({ timeUs: at(1), processId: 300, executable: agent }), read]],
    ['only the program itself was there', [{ ...beside, executable: collectLogs }, read]],
    ['a shell started it', [beside, started(collectLogs, `${system32}cmd.exe`, { processId: 400 }), read]],
    [
      'it lies where any user can write',
      [
        { ...beside, executable: 'C:\\Users\\b.exe' },
        { ...read, executable: 'C:\\Users\\a.exe' },
      ],
    ],
    [
      'its call came from memory of no module',
      [beside, { ...read, callTrace: 'C:\\Windows\\SYSTEM32\\ntdll.dll+9c524|UNKNOWN(0000000000AA)' }],
    ],
  ])('is suspect when %s', (_, events) => {
    expect(severities(events)).toEqual(['high'])
  })
})
