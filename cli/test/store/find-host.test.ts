import { expect, test } from 'vitest'

import { findHost } from '../../src/store/find-host.ts'
import { aHostDocument, aStoreOf } from '../analysis/a-document.ts'

async function find(wanted: string, names: readonly (string | null)[]): Promise<string> {
  return (await findHost(await aStoreOf(names.map((name, index) => aHostDocument(`id${index}`, name))), wanted)).id
}

test('finds a host by id, by name and by its name without the domain', async () => {
  const names = ['DESK1.example.com', 'DESK2', null]

  expect(await Promise.all(['id1', 'desk1.EXAMPLE.com', 'Desk1', 'DESK2.other.org', 'id2'].map((wanted) => find(wanted, names)))).toEqual([
    'id1',
    'id0',
    'id0',
    'id1',
    'id2',
  ])
})

test('prefers the exact name, and asks when a short one fits several hosts', async () => {
  const names = ['DESK1', 'DESK1.example.com', 'DESK2.a.com', 'DESK2.b.com']

  expect(await find('desk1', names)).toBe('id0')
  await expect(find('desk2', names)).rejects.toThrow(/may be any of DESK2\.a\.com \(id2\), DESK2\.b\.com \(id3\)/)
})

test('says which hosts there are, and which was probably meant', async () => {
  await expect(find('DSEK1', ['DESK1.example.com'])).rejects.toThrow(/Did you mean DESK1\.example\.com\?/)
  await expect(find('laptop', ['A1', 'B2'])).rejects.toThrow(/It has: A1, B2\./)
  await expect(find('laptop', [])).rejects.toThrow(/It has none\./)
})
