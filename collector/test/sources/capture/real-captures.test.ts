import { join } from 'node:path'

import { type Event, toIdText } from '@win11mon/schemas'
import { describe, expect, test } from 'vitest'

import { eventsOfKind, readCapture } from './a-capture.ts'
import { captureNote, capturesDirectory, hasCaptures } from './shared-captures.ts'

type Counts = Readonly<Record<string, number>>

interface Expected {
  readonly file: string
  readonly read: number
  readonly events: Counts
  readonly rejected?: Counts
  readonly borrowed?: number
}

/** Counted apart from this code, with a few lines of another language over the unpacked captures. */
const captures: readonly Expected[] = [
  {
    file: 'otrf/cmd_lsass_memory_dumpert_syscalls.zip',
    read: 118,
    events: {
      file_create: 2,
      handle_create: 48,
      handle_duplicate: 3,
      image_load: 21,
      log_clear: 1,
      log_record: 2,
      network_connection: 4,
      process_create: 2,
      process_terminate: 2,
      registry_operation: 26,
    },
  },
  {
    file: 'otrf/covenant_psremoting_command.zip',
    read: 4284,
    events: {
      dns_query: 2,
      explicit_credentials: 5,
      file_create: 23,
      file_delete: 6,
      handle_create: 1939,
      handle_duplicate: 98,
      image_load: 425,
      log_record: 310,
      logoff: 14,
      logon: 16,
      network_connection: 265,
      pipe_connect: 7,
      pipe_create: 2,
      process_create: 16,
      process_terminate: 10,
      raw_access_read: 18,
      registry_operation: 878,
      special_privileges: 13,
    },
  },
  {
    file: 'otrf/empire_mimikatz_sam_access.zip',
    read: 12_349,
    events: {
      file_create: 5,
      gap: 3,
      handle_create: 4844,
      handle_duplicate: 17,
      image_load: 207,
      log_record: 64,
      logoff: 5,
      logon: 6,
      network_connection: 46,
      pipe_connect: 2,
      pipe_create: 2,
      process_create: 8,
      process_terminate: 5,
      raw_access_read: 1,
      registry_operation: 119,
      special_privileges: 2,
    },
    rejected: { missing_process_id: 5 },
    borrowed: 342,
  },
  {
    file: 'otrf/empire_psinject_PEinjection.zip',
    read: 5898,
    events: {
      dns_query: 1,
      file_create: 10,
      file_delete: 2,
      handle_create: 561,
      handle_duplicate: 42,
      image_load: 173,
      log_record: 96,
      logoff: 8,
      logon: 8,
      network_connection: 485,
      pipe_connect: 6,
      pipe_create: 1,
      process_create: 2,
      process_terminate: 14,
      raw_access_read: 2,
      registry_operation: 217,
      script_block: 1,
      special_privileges: 8,
      thread_create: 88,
    },
  },
  {
    file: 'otrf/empire_uac_shellapi_fodhelper.zip',
    read: 4139,
    events: {
      dns_query: 2,
      file_create: 34,
      file_delete: 5,
      file_time_change: 1,
      handle_create: 948,
      handle_duplicate: 102,
      image_load: 840,
      log_record: 226,
      logoff: 3,
      logon: 4,
      network_connection: 107,
      pipe_connect: 12,
      pipe_create: 7,
      process_create: 36,
      process_terminate: 22,
      raw_access_read: 24,
      registry_operation: 1004,
      script_block: 2,
      special_privileges: 4,
    },
    borrowed: 2,
  },
  {
    file: 'otrf/metasploit_sharpdump_lsass_memory_dump.zip',
    read: 59_707,
    events: {
      dns_query: 441,
      explicit_credentials: 1,
      file_create: 2622,
      file_delete: 115,
      file_stream_create: 8,
      file_time_change: 31,
      handle_create: 30_619,
      image_load: 18_137,
      log_clear: 1,
      log_record: 565,
      logoff: 1,
      logon: 9,
      network_connection: 889,
      pipe_connect: 165,
      pipe_create: 51,
      process_create: 122,
      process_terminate: 109,
      raw_access_read: 86,
      registry_operation: 4059,
      script_block: 111,
      special_privileges: 8,
      thread_create: 1,
    },
  },
  {
    file: 'otrf/psh_lsass_memory_dump_comsvcs.zip',
    read: 184,
    events: {
      file_create: 2,
      handle_create: 72,
      handle_duplicate: 5,
      image_load: 30,
      log_clear: 1,
      log_record: 6,
      network_connection: 6,
      process_create: 2,
      process_terminate: 6,
      registry_operation: 44,
    },
  },
  {
    file: 'otrf/rdp_interactive_taskmanager_lsass_dump.zip',
    read: 5489,
    events: {
      dns_query: 1,
      explicit_credentials: 2,
      file_create: 35,
      gap: 9,
      handle_create: 1968,
      handle_duplicate: 92,
      image_load: 838,
      log_record: 198,
      logoff: 14,
      logon: 18,
      network_connection: 236,
      pipe_connect: 17,
      pipe_create: 1,
      process_create: 34,
      process_terminate: 29,
      raw_access_read: 13,
      registry_operation: 1314,
      scheduled_task: 1,
      special_privileges: 14,
      thread_create: 1,
    },
    rejected: { missing_process_id: 459 },
    borrowed: 2266,
  },
  {
    file: 'evtx/security4656_mimikatz_sekurlsa.evtx',
    read: 7,
    events: { handle_create: 2, handle_duplicate: 1, log_clear: 1, log_record: 1, process_create: 1 },
  },
  { file: 'evtx/security4688_rottenpotatong.evtx', read: 5, events: { log_clear: 1, logon: 1, process_create: 3 } },
  { file: 'evtx/security4688_scheduled_task.evtx', read: 1, events: { process_create: 1 } },
  { file: 'evtx/sysmon10_mimikatz_lsass.evtx', read: 3, events: { handle_create: 1, process_create: 2 } },
  { file: 'evtx/sysmon1_12_13_wdigest.evtx', read: 3, events: { process_create: 1, registry_operation: 2 } },
  { file: 'evtx/sysmon1_spn_discovery.evtx', read: 1, events: { process_create: 1 } },
  { file: 'evtx/sysmon1_wmiexec.evtx', read: 1, events: { process_create: 1 } },
]

function countByKind(events: readonly Event[]): Counts {
  const counts: Record<string, number> = {}
  for (const { kind } of events) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

function sum(counts: Counts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}

describe.skipIf(!hasCaptures)(`public captures${captureNote}`, () => {
  test.each(captures)('$file gives the events that are in it', async ({ file, read, events: expected, rejected = {}, borrowed = 0 }) => {
    const { events, input } = await readCapture(join(capturesDirectory, file))
    expect(countByKind(events)).toEqual(expected)
    expect(input).toMatchObject({ recordsRead: read, rejected, borrowedProcessIds: borrowed, assumedUtc: 0, warnings: [], error: null })
    expect(input.accepted + sum(input.rejected) + sum(input.skipped)).toBe(read)
    expect(sum(Object.fromEntries(eventsOfKind(events, 'gap').map((gap, index) => [index, gap.lostCount])))).toBe(sum(rejected))
  })

  test('every process that both Sysmon and Security report is reported within the same second', async () => {
    const { batches, events } = await readCapture(join(capturesDirectory, 'otrf'))
    expect(batches.length).toBeGreaterThan(100)
    const creates = eventsOfKind(events, 'process_create')
    const sysmon = creates.filter(({ sourceGuid }) => sourceGuid !== null)
    const security = creates.filter(({ sourceGuid }) => sourceGuid === null)
    const distances = security.map((one) =>
      Math.min(...sysmon.filter((other) => other.processId === one.processId).map((other) => Math.abs(other.timeUs - one.timeUs))),
    )
    expect(distances).toHaveLength(50)
    expect(Math.max(...distances)).toBeLessThan(1_000_000)
  })

  test('a directory of captures gives streams without holes and with ids of their own', async () => {
    const { batches, inputs } = await readCapture([join(capturesDirectory, 'otrf'), join(capturesDirectory, 'evtx')])
    expect(inputs.filter(({ error }) => error === null)).toHaveLength(captures.length)
    const next = new Map<string, number>()
    for (const { bootId, firstSequence, lastSequence } of batches) {
      expect(firstSequence).toBe(next.get(toIdText(bootId)) ?? 1)
      next.set(toIdText(bootId), lastSequence + 1)
    }
    expect(next.size).toBeGreaterThan(20)
  })
})
