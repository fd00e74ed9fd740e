import { describe, expect, test } from 'vitest'

import { aProcessCreate } from '../../builders.ts'
import { aSearch, matches, rulesOf } from '../sigma-harness.ts'

/** Each: a search, command lines (or texts of other fields) that it finds, and some that it leaves alone. */
const cases: readonly (readonly [name: string, search: string, found: readonly string[], left: readonly string[]])[] = [
  ['a plain value, whole and in any case', `{CommandLine: 'Net User'}`, ['net user', 'NET USER'], ['net user x', 'xnet user']],
  ['a list, of which one is enough', `{CommandLine: [abcd, efgh]}`, ['abcd', 'EFGH'], ['abcdefgh']],
  ['wildcards', `{CommandLine: 'net ?ser *add'}`, ['net user bob /add', 'net User add'], ['net uuser add', 'net user add x']],
  ['escaped wildcards', String.raw`{CommandLine: 'echo \*\?'}`, ['echo *?'], ['echo ab', 'echo ']],
  ['a backslash before a wildcard', String.raw`{CommandLine: 'C:\\*x'}`, [String.raw`C:\dir\x`], [String.raw`C:*x`, 'C:x']],
  [
    'a single and a double backslash alike',
    String.raw`{CommandLine: ['a\b', 'c\\d']}`,
    [String.raw`a\b`, String.raw`c\d`],
    [String.raw`c\\d`],
  ],
  ['contains', `{CommandLine|contains: 'urlc'}`, ['certutil -URLCache'], ['curl']],
  ['startswith', `{CommandLine|startswith: 'power'}`, ['PowerShell -e'], ['x power']],
  ['endswith', String.raw`{CommandLine|endswith: '\cmd.exe'}`, [String.raw`C:\CMD.EXE`], [String.raw`\cmd.exe /c`]],
  ['contains with a wildcard inside', `{CommandLine|contains: 'user*add'}`, ['net user bob /add now'], ['add user']],
  ['all', `{CommandLine|contains|all: [abc, xyz]}`, ['xyz abc'], ['abc', 'xyz']],
  ['letters that have several small forms', `{CommandLine|contains: 'ΟΔΟΣ'}`, ['οδοσα', 'ΟΔΟΣ', 'οδος'], ['οδο']],
  ['cased', `{CommandLine|contains|cased: 'IEX'}`, ['x IEX y'], ['x iex y']],
  ['re, anywhere and with case', `{CommandLine|re: 'a[0-9]{2}z'}`, ['xa12zx'], ['A12Z', 'a1z']],
  ['re|i', `{CommandLine|re|i: '^ABC$'}`, ['abc', 'ABC'], ['abcd']],
  ['re|m', `{CommandLine|re|m: '^two$'}`, ['one\ntwo\nthree', 'two'], ['one two']],
  ['re|s', `{CommandLine|re|s: 'a.b'}`, ['a\nb'], ['ab']],
  ['re without s', `{CommandLine|re: 'a.b'}`, ['axb'], ['a\nb']],
  ['cidr', `{CommandLine|cidr: [10.0.0.0/8, 'fe80::/10']}`, ['10.255.0.1', 'fe80::1'], ['11.0.0.1', 'ff80::1', 'text', '10.0.0']],
  ['base64', `{CommandLine|base64|contains: 'foobar'}`, ['x Zm9vYmFy y'], ['foobar']],
  ['base64offset', `{CommandLine|base64offset|contains: 'foobar'}`, offsetsOf('foobar', 'utf8'), ['foobar', 'Zm9vYmF']],
  ['wide|base64offset', `{CommandLine|wide|base64offset|contains: 'ping'}`, offsetsOf('ping', 'utf16le'), offsetsOf('ping', 'utf8')],
  ['utf16le|base64', `{CommandLine|utf16le|base64|contains: 'abc'}`, [Buffer.from('abc', 'utf16le').toString('base64')], ['YWJj']],
  ['utf16be|base64', `{CommandLine|utf16be|base64|contains: 'abc'}`, [Buffer.from('\0a\0b\0c').toString('base64')], ['YWJj']],
  [
    'utf16|base64, with a mark',
    `{CommandLine|utf16|base64|contains: 'abc'}`,
    ['//5hAGIAYwA='],
    [Buffer.from('abc', 'utf16le').toString('base64')],
  ],
  ['wide alone', `{CommandLine|wide|contains: 'ab'}`, ['xa\0b\0'], ['ab']],
  ['windash', `{CommandLine|windash|contains: ' -f'}`, ['x -f', 'x /f', 'x –f', 'x —f', 'x ―f'], ['x +f', 'x-f']],
  ['windash on several', `{CommandLine|windash|contains|all: [' -a', ' -b']}`, ['x /a -b'], ['x /a']],
  ['windash leaves the inside of words', `{CommandLine|windash|contains: ' -no-x'}`, [' /no-x'], [' /no/x']],
  ['lt', `{CommandLine|lt: 10}`, ['9', '-1', '0x9'], ['10', 'x', '']],
  ['lte', `{CommandLine|lte: 10}`, ['10', '9.5'], ['11']],
  ['gt', `{CommandLine|gt: 10}`, ['11', '0x10'], ['10', 'x']],
  ['gte', `{CommandLine|gte: 10}`, ['10'], ['9']],
  ['neq', `{CommandLine|neq: abc}`, ['abcd', ''], ['ABC']],
  ['neq of a list, none of which may be', `{CommandLine|neq: [abc, xyz]}`, ['q'], ['xyz', 'abc']],
  ['neq with contains', `{CommandLine|contains|neq: abc}`, ['ab'], ['xabcx']],
  ['fieldref', `{CommandLine|fieldref: ParentCommandLine}`, ['PARENT line'], ['parent']],
  ['fieldref|startswith', `{CommandLine|fieldref|startswith: ParentCommandLine}`, ['parent line and more'], ['more parent line']],
  ['fieldref|endswith', `{CommandLine|fieldref|endswith: ParentCommandLine}`, ['x parent line'], ['parent line x']],
  ['fieldref|contains', `{CommandLine|fieldref|contains: ParentCommandLine}`, ['x parent line x'], ['parent']],
  ['expand', `{CommandLine|expand: 'run %tool%'}`, ['run alpha', 'RUN beta'], ['run gamma', 'run %tool%']],
  ['expand with contains', `{CommandLine|expand|contains: '%tool%'}`, ['an alphabet'], ['b']],
  ['minute', `{CommandLine|minute: 5}`, ['2026-02-03 04:05:06'], ['2026-02-03 05:04:06']],
  ['hour', `{CommandLine|hour|gte: 22}`, ['2026-02-03T23:00:00Z', '2026-02-03T20:00:00-03:00'], ['2026-02-03T21:59:59Z', 'x']],
  ['day', `{CommandLine|day: 3}`, ['2026-02-03 04:05'], ['2026-03-02 04:05']],
  ['week', `{CommandLine|week: 53}`, ['2027-01-01 00:00', '2026-12-31 00:00'], ['2026-01-01 00:00']],
  ['week of a Sunday', `{CommandLine|week: 1}`, ['2026-01-04 00:00'], ['2026-01-05 00:00']],
  ['month', `{CommandLine|month|lt: 3}`, ['2026-02-03 04:05'], ['2026-03-02 04:05']],
  ['year', `{CommandLine|year: 2026}`, ['2026-02-03 04:05'], ['2025-02-03 04:05']],
  ['a number', `{CommandLine: 443}`, ['443'], ['4430']],
  ['a truth value', `{CommandLine: true}`, ['True'], ['1']],
  ['keywords, anywhere', `[alpha, 'be*ta']`, ['xALPHAx', 'be or ta'], ['alp']],
  ['keywords with all', `{'|all': [alpha, beta]}`, ['beta alpha'], ['alpha']],
  ['a list of maps', `[{CommandLine: abc}, {CommandLine|endswith: z, User: bob}]`, ['abc'], ['xz']],
]

/** What a text becomes inside of a longer one, by its place. */
function offsetsOf(text: string, encoding: 'utf8' | 'utf16le'): string[] {
  return ['', 'x', 'xx'].map((before) =>
    Buffer.concat([Buffer.from(before), Buffer.from(text, encoding), Buffer.from('tail')]).toString('base64'),
  )
}

const placeholders = { tool: ['alpha', 'beta'] }

describe.each(cases)('%s', (_name, search, wanted, unwanted) => {
  const matching = (commandLine: string): boolean =>
    matches(aSearch(search), aProcessCreate({ commandLine, parentCommandLine: 'parent line' }), placeholders)

  test.each(wanted)('finds %j', (text) => expect(matching(text)).toBe(true))
  test.each(unwanted)('leaves %j', (text) => expect(matching(text)).toBe(false))
})

describe('values that are not there', () => {
  const unknown = aProcessCreate({ commandLine: null })
  const fromLog = aProcessCreate({ commandLine: null, sourceRecord: 'Sysmon/1#5' })
  const known = aProcessCreate({ commandLine: 'x' })

  test.each([
    ['{CommandLine: null}', [true, true, false]],
    ['{CommandLine|exists: true}', [false, false, true]],
    ['{CommandLine|exists: false}', [true, true, false]],
    ['{CommandLine|exists: no}', [true, true, false]],
    // Logs write an empty text or a dash for what is not known; the driver's events just lack it.
    [`{CommandLine: ''}`, [false, true, false]],
    [`{CommandLine: '-'}`, [false, true, false]],
    [`{CommandLine: '*'}`, [false, false, true]],
    [`{CommandLine|neq: x}`, [true, true, false]],
    [`{CommandLine: [null, x]}`, [true, true, true]],
  ] as const)('%s', (search, expected) => {
    expect([unknown, fromLog, known].map((event) => matches(aSearch(search), event))).toEqual(expected)
  })
})

test.each([
  ['{CommandLine|contians: x}', /no modifier contians/],
  [`{CommandLine|re: '(?<=a)b'}`, /look-around and back references/],
  [`{CommandLine|re: '(a)\\1'}`, /look-around and back references/],
  [`{CommandLine|re: '('}`, /no regular expression/],
  [`{CommandLine|re: '(?:a{1,1000}){1,1000}'}`, /no regular expression|steps/],
  ['{CommandLine|cidr: 10.0.0.0}', /no network/],
  ['{CommandLine|cidr: 10.0.0.0/64}', /no network/],
  ['{CommandLine|gt: abc}', /abc is no number/],
  ['{CommandLine|exists: perhaps}', /neither true nor false/],
  [`{CommandLine|expand: '%nobody%'}`, /placeholder %nobody% has no values/],
  [`{CommandLine|base64: 'a*b'}`, /wildcards/],
  [`{CommandLine|windash|contains: '-a -b -c -d -e -f -g'}`, /more than five flags/],
  ['{CommandLine: [[a]]}', /neither text nor number/],
  ['{CommandLine: []}', /empty list/],
])('refuses %s and says why', (search, reason) => {
  expect(rulesOf(aSearch(search)).refused[0]?.reason).toMatch(reason)
})
