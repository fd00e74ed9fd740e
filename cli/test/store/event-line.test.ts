import { type DocumentReader, createMemoryDocumentStore, tellingFields } from '@win11mon/pipeline'
import { eventKinds } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { eventLine } from '../../src/store/event-line.ts'
import { createStoredProcesses } from '../../src/store/stored-processes.ts'

const nobody: Pick<DocumentReader, 'process'> = createMemoryDocumentStore()

/** What the line about an event with this document says. */
async function whatOf(kind: string, document: object): Promise<string> {
  const columns = {
    host_id: 'h1',
    boot_id: 'b1',
    sequence: 1,
    time_us: 0,
    source_guid: null,
    source_object_guid: null,
    source_record: null,
  }
  const row = { ...columns, id: 'e1', kind, process_id: null, object_id: null, doc: JSON.stringify(document) }
  return (await eventLine(row, new Map(), createStoredProcesses(nobody))).what
}

test('tells handles by their rights and parties, others by names, with words for numbers', async () => {
  const handle = { object: { type: 'thread' }, handle: { granted_access: 0x10 }, source: { pid: 7 }, recipient: { pid: 4 } }
  expect(await whatOf('handle_duplicate', { win11mon: handle })).toBe('0x10 set context copied from pid 7 into pid 4')
  expect(
    await whatOf('registry_operation', {
      win11mon: { registry: { operation: 'set_value' } },
      registry: { path: 'HKLM\\Run', data: { strings: 'x.exe' } },
    }),
  ).toBe('set_value HKLM\\Run x.exe')
  expect(
    await whatOf('network_connection', {
      win11mon: { network: { operation: 'connect' } },
      network: { transport: 'tcp' },
      source: { ip: '10.0.0.1', port: 50_000 },
      destination: { ip: '10.0.0.2', port: 443 },
    }),
  ).toBe('connect tcp 10.0.0.1 port 50000 → 10.0.0.2 port 443')
  expect(await whatOf('process_terminate', { process: { exit_code: 0xc000_0005 } })).toBe('exit status 0xc0000005')
})

test.each(eventKinds.filter((kind) => tellingFields(kind).some(({ type }) => type === 'string')))(
  'an event of kind %s shows a text of its own',
  async (kind) => {
    const [field] = tellingFields(kind).filter(({ type }) => type === 'string')
    const document = (field?.index ?? '').split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), 'some text')

    expect(await whatOf(kind, document as object)).toContain('some text')
  },
)

test('an event of a kind that this version does not know still has its line', async () => {
  expect(await whatOf('of_tomorrow', { '@timestamp': 'x' })).toBe('')
})
