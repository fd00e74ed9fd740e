import { expect, test } from 'vitest'

import { type TestValue, type XmlNode, aChunk, anEventLog, sealChunk } from './a-chunk.ts'
import { aDataTemplate, anEvent, anEventWith, text, unsigned } from './a-record.ts'
import { readLog } from './read-log.ts'

/** Elements inside each other. */
function nested(depth: number): XmlNode {
  let node: XmlNode = { element: 'X', content: ['x'] }
  for (let index = 1; index < depth; index += 1) node = { element: 'X', content: [node] }
  return node
}

function plainEvent(part: XmlNode): { body: { plain: XmlNode } } {
  return { body: { plain: { element: 'Event', content: [{ element: 'System' }, part] } } }
}

const sound = anEventWith({ A: text('a') })

test('reads elements as deep as any event has them, and refuses a record that would run out of stack', async () => {
  const { records, refused } = await readLog(anEventLog([aChunk([plainEvent(nested(50)), plainEvent(nested(1200)), sound])]))
  expect(records).toHaveLength(2)
  expect(refused).toEqual(['evtx_record_damaged: elements lie inside each other more than 64 deep'])
})

test('refuses a template that refers to itself', async () => {
  // Behind the record's head, the head of its fragment and of the template instance.
  const definition = 0x200 + 24 + 4 + 10
  const itself = { raw: [0x0c, 1, 0, 0, 0, 0, definition & 0xff, definition >> 8, 0, 0, 0, 0, 0, 0] }
  const template: XmlNode = { element: 'Event', content: [{ element: 'System' }, itself] }
  const { refused, records } = await readLog(anEventLog([aChunk([{ body: { template, values: [] } }, sound])]))
  expect(records).toHaveLength(1)
  expect(refused).toEqual(['evtx_record_damaged: a template refers to itself'])
})

test('bounds the work of values that unfold into each other', async () => {
  const manyTimes: XmlNode = { element: 'X', content: Array.from({ length: 200 }, () => ({ value: 0 })) }
  let body: { template: XmlNode; values: readonly [ReturnType<typeof text> | { embedded: typeof body }] } = {
    template: manyTimes,
    values: [text('x')],
  }
  for (let level = 0; level < 8; level += 1) body = { template: manyTimes, values: [{ embedded: body }] }
  const { records, refused } = await readLog(
    anEventLog([aChunk([sound, anEvent({ template: aDataTemplate(['A']), values: [{ embedded: body }] })])]),
  )
  expect(records).toHaveLength(1)
  expect(refused).toEqual(['evtx_record_damaged: its chunk unfolds into more than any real log holds'])
})

test('bounds the work of what is large, stands once and is used many times', async () => {
  const places = (count: number) => Array.from({ length: count }, (_, index) => ({ value: index % 2 }))
  const large: Readonly<Record<string, readonly [XmlNode, readonly TestValue[]]>> = {
    places: [{ element: 'X', content: places(5000) }, []],
    texts: [{ element: 'X', content: Array.from({ length: 100 }, () => 'text '.repeat(40)) }, []],
    values: [{ element: 'X', content: ['x'] }, Array.from({ length: 5000 }, () => text(''))],
  }
  for (const [name, [template, values]] of Object.entries(large)) {
    const user: XmlNode = { element: 'EventData', content: Array.from({ length: 300 }, () => ({ value: 0 })) }
    const record = anEvent({ template: user, values: [{ embedded: { template, values } }] })
    const { refused } = await readLog(anEventLog([aChunk([sound, record])]))
    expect([name, refused]).toEqual([name, ['evtx_record_damaged: its chunk unfolds into more than any real log holds']])
  }
})

test('checks every length and offset that the file claims', async () => {
  const largest = 0xffff_ffff
  const whole = aChunk([sound, sound, sound])
  const start = whole.offsets[1] ?? 0
  for (let offset = start + 24; offset < (whole.offsets[2] ?? 0) - 4; offset += 1) {
    const bytes = Buffer.from(whole.bytes)
    bytes.writeUInt32LE(largest, offset)
    sealChunk(bytes)
    const { records, refused } = await readLog(anEventLog([{ bytes, offsets: [] }]))
    expect([offset, records.length + refused.length]).toEqual([offset, 3])
  }
})

test('reads a chunk full of the smallest records, and one full of their beginnings', async () => {
  const bytes = Buffer.alloc(64 * 1024)
  for (let offset = 0; offset < bytes.length; offset += 4) bytes.writeUInt32LE(0x2a2a, offset)
  const { records, refused } = await readLog(anEventLog([{ bytes, offsets: [] }]))
  expect([records.length, refused.length]).toEqual([0, 1])
  for (let offset = 0x200; offset + 28 <= bytes.length; offset += 28) {
    bytes.writeUInt32LE(28, offset + 4)
    bytes.writeUInt32LE(28, offset + 24)
  }
  expect((await readLog(anEventLog([{ bytes, offsets: [] }]))).refused).toHaveLength(Math.floor((64 * 1024 - 0x200) / 28))
})

test('a chunk may use one value of any size in any number of places', async () => {
  const template = aDataTemplate(Array.from({ length: 100 }, (_, index) => `Name${index}`))
  const long = 'long '.repeat(1000)
  const { records, refused } = await readLog(
    anEventLog([
      aChunk([anEvent({ template, values: Array.from({ length: 100 }, () => unsigned(0x04, 1, 1n)) }), anEventWith({ Long: text(long) })]),
    ]),
  )
  expect(refused).toEqual([])
  expect(records[1]?.['EventData']).toEqual({ Long: long })
})
