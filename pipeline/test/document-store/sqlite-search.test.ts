import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'

import { matcherOf } from '../../src/document-store/search-term.ts'
import { openSqliteDocumentReader } from '../../src/document-store/sqlite-document-reader.ts'
import { likePatterns } from '../../src/document-store/sqlite-search-terms.ts'
import { openSqliteDocumentStore } from '../../src/document-store/sqlite.ts'
import { openDatabase } from '../../src/sqlite/open-database.ts'
import { anEvent, create } from './a-document.ts'
import { aStorePath } from './a-store-path.ts'
import { documentSearchContract } from './search-contract.ts'

documentSearchContract('SQLite', async () => {
  const path = aStorePath()
  const store = await openSqliteDocumentStore(path)
  onTestFinished(() => store.close())
  return { store, reader: await openSqliteDocumentReader(path) }
})

test('whatever matches a term passes the comparison that SQLite makes first', async () => {
  const database = await openDatabase(':memory:')
  onTestFinished(() => database.close())
  const like = database.prepare("SELECT ?1 LIKE ?2 ESCAPE '!' AS passes")
  const text = fc.string({ unit: fc.constantFrom(...'aAbB09%_!\\"\'/*?[] \n\u0001üÜß\u{1F600}'.split(/(?:)/u)), maxLength: 8 })
  const field = fc.constantFrom([], ['a.key'], ['a.key', 'other'])
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 3 }), field, (value, words, fields) => {
      const document = { a: { key: value, other: 1 }, other: value }
      for (const pattern of [words.join('*'), value, value.toUpperCase(), value.replaceAll(/[a-b]/g, '?'), `*${value.slice(1, 4)}*`]) {
        const term = { fields, patterns: [pattern] }
        if (!matcherOf([term])(document)) continue
        const doc = JSON.stringify(document)
        expect(likePatterns(term).some((one) => like.get(doc, one)?.['passes'] === 1)).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})

test('a search that is ended says that it has not seen everything, and gives what it found', async () => {
  const path = aStorePath()
  const store = await openSqliteDocumentStore(path)
  await store.bulk(Array.from({ length: 25_000 }, (_, index) => create(anEvent(`e-${index}`, 'p1', 'p2', { time_us: index }))))
  await store.close()
  const reader = await openSqliteDocumentReader(path)
  onTestFinished(() => reader.close())
  const controller = new AbortController()
  const searching = reader.search('events', { terms: [], limit: 1 }, controller.signal)
  setImmediate(() => controller.abort())
  expect(await searching).toMatchObject({ total: 20_000, lookedAt: 20_000, isComplete: false, items: [{ id: 'e-0' }] })
})
