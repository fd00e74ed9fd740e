import { expect, test } from 'vitest'

import { createHostNames } from '../../../src/sources/capture/session/host-names.ts'
import { aFile, aProcessAccess, aProcessCreate, asLines, numbered, readCapture } from './a-capture.ts'

async function hostsOf(...names: readonly string[]): Promise<(string | null)[]> {
  const records = names.map((Hostname, index) => aProcessAccess({ Hostname, RecordNumber: 10 * index + 1 }))
  const { batches } = await readCapture(aFile(asLines(...records)))
  return [...new Map(batches.map(({ hostId, hostName }) => [Buffer.from(hostId).toString('hex'), hostName])).values()]
}

test.each([
  ['in other letters', ['DESK1.example.com', 'desk1.EXAMPLE.com']],
  ['with a final dot', ['DESK1.example.com', 'DESK1.example.com.']],
  ['short', ['DESK1.example.com', 'DESK1']],
  ['short in other letters', ['DESK1.example.com', 'desk1', 'Desk1.Example.Com']],
  ['with blanks around', ['DESK1.example.com', ' DESK1.example.com ']],
])('knows a host by its name %s', async (_how, names) => {
  expect(await hostsOf(...names)).toEqual(['DESK1.example.com'])
})

test('knows a host whose full name comes after the short one', async () => {
  expect(await hostsOf('DESK1', 'DESK1.example.com', 'desk1')).toEqual(['DESK1'])
})

test('takes no host for another of which it has the short name', async () => {
  expect(await hostsOf('DC1.one.example', 'DC1.two.example', 'DC1')).toEqual(['DC1.one.example', 'DC1.two.example', 'DC1'])
  expect(await hostsOf('10.0.0.1', '10.0.0.2', '10')).toEqual(['10.0.0.1', '10.0.0.2', '10'])
})

test('knows the same host in other files of the run, and says which names it joined', async () => {
  const { batches, inputs } = await readCapture([
    aFile(asLines(aProcessCreate({ Hostname: 'DESK1.example.com' }))),
    aFile(asLines(aProcessAccess({ Hostname: 'DESK1' }))),
  ])
  expect(new Set(batches.map(({ hostId }) => Buffer.from(hostId).toString('hex'))).size).toBe(1)
  expect(inputs.map(({ warnings }) => warnings)).toEqual([[], ['DESK1 and DESK1.example.com are taken for one host.']])
})

const renamed = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>[] =>
  numbered(
    aProcessCreate({ Hostname: 'WIN-ABCDEF' }),
    aProcessAccess({ Hostname: 'DESK1', ...fields }),
    aProcessAccess({ Hostname: 'desk1', TargetProcessId: '7' }),
  )

test('follows a host that is renamed in the middle of its log', async () => {
  const { batches, input } = await readCapture(aFile(asLines(...renamed({}))))
  expect(batches).toMatchObject([{ hostName: 'WIN-ABCDEF', eventCount: 3 }])
  expect(input.warnings).toEqual(['DESK1 and WIN-ABCDEF are taken for one host.'])
})

test.each([
  ['whose numbers do not go on', { RecordNumber: 5000 }],
  ['whose processes come from another machine', { SourceProcessGUID: '{77777777-1111-5F8B-0100-000000000700}', TargetProcessGUID: '-' }],
])('takes a host for another one %s', async (_what, fields) => {
  const [first, second, third] = renamed(fields)
  const { batches } = await readCapture(aFile(asLines(first, { ...second, ...fields }, third)))
  expect(new Set(batches.map(({ hostName }) => hostName))).toEqual(new Set(['WIN-ABCDEF', 'DESK1']))
})

test('remembers a rename', () => {
  const names = createHostNames()
  const { host } = names.find('OLD')
  names.rename(host, 'NEW.example.com')
  expect(names.find('new.example.com')).toEqual({ host, isNewAlias: false })
  expect(names.find('NEW')).toEqual({ host, isNewAlias: true })
})
