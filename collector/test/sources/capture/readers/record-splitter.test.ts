import fc from 'fast-check'
import { expect, test } from 'vitest'

import { RecordSplitter } from '../../../../src/sources/capture/readers/record-splitter.ts'

interface Found {
  readonly objects: unknown[]
  readonly lines: number[]
  readonly broken: string[]
  readonly tooLong: number[]
  isComplete: boolean
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function split(chunks: readonly (Buffer | string)[], maxBytes = 100_000): Found {
  const found: Found = { objects: [], lines: [], broken: [], tooLong: [], isComplete: false }
  const splitter = new RecordSplitter(maxBytes, {
    onLine(bytes, start, end, line) {
      const value = parse(bytes.toString('utf8', start, end))
      if (value === undefined) return false
      found.objects.push(value)
      found.lines.push(line)
      return true
    },
    onObject(bytes, line) {
      found.objects.push(parse(bytes.toString()) ?? bytes.toString())
      found.lines.push(line)
    },
    onBroken: (text) => found.broken.push(text),
    onTooLong: (byteCount) => found.tooLong.push(byteCount),
  })
  for (const chunk of chunks) splitter.push(Buffer.from(chunk))
  found.isComplete = splitter.end()
  return found
}

function pieces(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size))
}

const one = { a: '}{\\"],[', b: { c: [1, {}] } }
const two = { a: [{ b: 1 }, { b: '\n' }] }
const three = {}
const all = [one, two, three]
const jsonTexts = all.map((value) => JSON.stringify(value))
const pretty = all.map((value) => JSON.stringify(value, null, 2))

test.each([
  ['one a line', jsonTexts.join('\n')],
  ['one a line with CRLF and empty lines', jsonTexts.join('\r\n\r\n')],
  ['ended by CR alone', jsonTexts.join('\r')],
  ['with nothing between', jsonTexts.join('')],
  ['with blanks between', jsonTexts.join('  \t ')],
  ['with a comma behind each line', jsonTexts.map((text) => `${text},`).join('\n')],
  ['with marks of byte order before each', jsonTexts.map((text) => `\ufeff${text}`).join('\n')],
  ['with zeros behind', `${jsonTexts.join('\n')}\n\0\0\0\u001a`],
  ['in one array', `[${jsonTexts.join(',')}]`],
  ['in an array, one a line', `[\n${jsonTexts.join(',\n')}\n]\n`],
  ['in an indented array', JSON.stringify(all, null, 2)],
  ['in two arrays with marks of byte order', `\ufeff[${jsonTexts[0]}]\n\ufeff[${jsonTexts[1]},${jsonTexts[2]}]`],
  ['indented', pretty.join('\n')],
  ['indented by tabs with CRLF', all.map((value) => JSON.stringify(value, null, '\t').replaceAll('\n', '\r\n')).join('\r\n')],
  ['with braces on lines of their own', pretty.map((text) => text.replaceAll(': {', ':\n{').replaceAll(': [', ':\n[')).join('\n')],
  ['begun on the line of their brace', pretty.map((text) => text.replace('{\n  ', '{ ')).join('\n')],
  ['indented with nothing between', pretty.join('')],
  ['lines and indented ones mixed', [jsonTexts[0], pretty[1], jsonTexts[2]].join('\n')],
  [
    'in a list inside an object without end',
    `{"took": 5, "hits": {"total": {"value": 3}, "hits": [
${jsonTexts.join(',')}]}}`,
  ],
  ['in an indented list inside an object', JSON.stringify({ took: 5, hits: { hits: all }, end: [{ x: 1 }] }, null, 2)],
  ['in lists one after the other', `{"Events":[\n${jsonTexts[0]}\n]}\n{"Events":[\n${jsonTexts[1]},\n${jsonTexts[2]}]}`],
])('finds objects %s', (_form, text) => {
  expect(split([text])).toMatchObject({ objects: all, broken: [], tooLong: [], isComplete: true })
})

test('leaves a list on one line to whoever knows what a record is', () => {
  const found = split([`{"took": 5, "hits": {"total": {"value": 3}, "hits": [${jsonTexts.join(',')}]}}`])
  expect(found).toMatchObject({ objects: [{ took: 5, hits: { hits: all } }], broken: [], isComplete: true })
})

test.each([
  ['cut off in a string', '{"a": "x', 1],
  ['cut off behind a comma', '{"a": 1,', 1],
  ['cut off behind a colon', '{"a":', 1],
  ['with a brace too few', '{"a": {"b": 1}', 1],
  ['with a line end in a string', '{"a": "x\ny", "b": 1}', 1],
  ['that is text', 'oops', 1],
  ['with a comma too many', '{"a": 1,}', 0],
])('counts a record %s once and reads the ones around it', (_what, broken, count) => {
  const found = split([`${jsonTexts[0]}\n${broken}\n${jsonTexts[1]}\n${jsonTexts[2]}\n`])
  expect(found.objects.filter((value) => typeof value !== 'string')).toEqual(all)
  expect(found.broken).toHaveLength(count)
  expect(found.objects.filter((value) => typeof value === 'string')).toHaveLength(1 - count)
  expect(found.lines.at(-1)).toBe(broken.includes('\n') ? 5 : 4)
})

test.each([
  ['in a string', `{"a": "x${jsonTexts[0]}`],
  ['behind a comma', `{"a": 1, ${jsonTexts[0]}`],
  ['in a nested object', `{"a": {"b": ${jsonTexts[0]?.slice(0, 7)}${jsonTexts[0]}`],
])('reads the whole record that was written into one that was cut off %s', (_what, line) => {
  const found = split([`${line}\n${jsonTexts[1]}\n`])
  expect(found.objects).toEqual([one, two])
  expect(found.broken).toHaveLength(1)
})

test('counts an indented record that is broken once, with everything it holds', () => {
  const record = JSON.stringify({ a: { b: 'x', c: { d: [{ e: 1 }, { f: 2 }] } }, g: { h: 'y' } }, null, 2)
  for (const broken of [record.replace('"x"', '"x'), record.replace('"b": ', '"b" '), record.replace('"y"', '"y" "z"')]) {
    const found = split([`${pretty[0]}\n${broken}\n${pretty[1]}\n`])
    expect(found.objects).toEqual([one, two])
    expect(found.broken).toHaveLength(1)
  }
})

test('reads the elements behind a broken one in an array on one line', () => {
  const found = split(['[{"a": "x" "y", "b": {"c": 1}}, {"d": 1}, {"e": 2}]'])
  expect(found.objects).toEqual([{ d: 1 }, { e: 2 }])
  expect(found.broken).toHaveLength(1)
})

test('notices an object that never ends', () => {
  expect(split(['[{"a":1},{"b":'])).toMatchObject({ objects: [{ a: 1 }], isComplete: false })
})

test.each([
  ['alone on its line', `{"a":"${'x'.repeat(90)}"}\n{"b":1}`],
  ['before another', `{"a":"${'x'.repeat(90)}"}{"b":1}`],
])('passes over an object beyond the limit %s', (_where, text) => {
  expect(split([text], 20)).toMatchObject({ objects: [{ b: 1 }], tooLong: [98] })
})

test('holds no line of many megabytes before it looks at it', () => {
  const record = `{"a":"${'x'.repeat(300_000)}"}`
  const found = split(pieces(Buffer.from(record.repeat(8)), 65_536), 400_000)
  expect(found.objects).toHaveLength(8)
})

test('gives the same objects wherever the stream is cut', () => {
  const records = fc.array(
    fc.jsonValue().map((v) => ({ v })),
    { maxLength: 8 },
  )
  const forms = fc.constantFrom<(values: readonly unknown[]) => string>(
    (values) => JSON.stringify(values),
    (values) => JSON.stringify(values, null, 2),
    (values) => values.map((value) => JSON.stringify(value)).join('\n'),
    (values) => values.map((value) => JSON.stringify(value)).join(''),
    (values) => values.map((value) => JSON.stringify(value, null, 1)).join(',\r\n'),
  )
  fc.assert(
    fc.property(records, forms, fc.integer({ min: 1, max: 40 }), (values, write, size) => {
      const found = split(pieces(Buffer.from(write(values)), size))
      expect(found.objects).toEqual(JSON.parse(JSON.stringify(values)))
      expect(found).toMatchObject({ broken: [], isComplete: true })
    }),
    { numRuns: 500 },
  )
})

test('finds every whole line whatever stands between, and counts at least one loss for each that was cut', () => {
  const line = fc.record({ id: fc.integer(), text: fc.string() }).map((value) => JSON.stringify(value))
  const cut = fc
    .tuple(line, fc.double({ min: 0.1, max: 0.9, noNaN: true }))
    .map(([text, part]) => text.slice(0, Math.ceil(text.length * part)))
    // A whole object inside a cut line is found, as where a broken record shares its line with another.
    .filter((text) => !/\{.*\}/u.test(text))
  const lines = fc.array(fc.oneof({ weight: 3, arbitrary: line }, { weight: 1, arbitrary: cut }), { maxLength: 12 })
  fc.assert(
    fc.property(lines, fc.integer({ min: 1, max: 60 }), (texts, size) => {
      const whole = texts.filter((text) => parse(text) !== undefined)
      const found = split(pieces(Buffer.from(`${texts.join('\n')}\n`), size))
      const losses = found.broken.length + Number(!found.isComplete) + found.objects.filter((value) => typeof value === 'string').length
      expect(found.objects.filter((value) => typeof value !== 'string')).toEqual(whole.map((text) => JSON.parse(text) as unknown))
      expect(losses).toBe(texts.length - whole.length)
    }),
    { numRuns: 1000 },
  )
})
