import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { PipelineError } from '@win11mon/pipeline'
import { toIdText } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { loadHostIdentity } from '../../src/identity/host-identity.ts'
import { aSpoolDirectory } from '../spool/a-spool-directory.ts'

test('an id is made once, kept, and readable by its owner only', () => {
  const directory = join(aSpoolDirectory(), 'state')
  const made = loadHostIdentity(directory)
  const read = loadHostIdentity(directory)
  expect([made.origin, read.origin]).toEqual(['made', 'read'])
  expect(read.hostId).toEqual(made.hostId)
  expect(readFileSync(join(directory, 'host-id'), 'utf8')).toBe(`${toIdText(made.hostId)}\n`)
  expect([statSync(directory).mode & 0o777, statSync(join(directory, 'host-id')).mode & 0o777]).toEqual([0o700, 0o600])
})

test('two hosts have two ids', () => {
  const [one, other] = [loadHostIdentity(aSpoolDirectory()), loadHostIdentity(aSpoolDirectory())]
  expect(one.hostId).not.toEqual(other.hostId)
})

const damaged: Record<string, (path: string) => void> = {
  empty: (path) => writeFileSync(path, ''),
  'cut off': (path) => writeFileSync(path, 'AbCdEf'),
  zeroed: (path) => writeFileSync(path, new Uint8Array(23)),
  'all zeros as text': (path) => writeFileSync(path, toIdText(new Uint8Array(16))),
  'a host name': (path) => writeFileSync(path, 'WORKSTATION5\n'),
  'a directory': (path) => mkdirSync(path),
}

for (const [name, damage] of Object.entries(damaged)) {
  test(`a file that is ${name} is set aside, and the host has a new id from then on`, () => {
    const directory = aSpoolDirectory()
    damage(join(directory, 'host-id'))
    const replaced = loadHostIdentity(directory)
    expect(replaced.origin).toBe('replaced')
    expect(loadHostIdentity(directory)).toEqual({ hostId: replaced.hostId, origin: 'read' })
    expect(readdirSync(directory).some((file) => file.startsWith('host-id.damaged-'))).toBe(true)
  })
}

test('what a kill left half made is no id', () => {
  const directory = aSpoolDirectory()
  writeFileSync(join(directory, 'host-id.new'), 'AbC')
  expect(loadHostIdentity(directory).origin).toBe('made')
})

test('a state directory that cannot be made is an error that names it', () => {
  const path = join(aSpoolDirectory(), 'file')
  writeFileSync(path, '')
  expect(() => loadHostIdentity(path)).toThrow(PipelineError)
  expect(() => loadHostIdentity(path)).toThrow(path)
})
