import fc from 'fast-check'
import { expect, test } from 'vitest'

import { sourcesAsText } from '../../../src/document-store/opensearch/raw-sources.ts'

test('documents come as they were written, whatever is in them', () => {
  fc.assert(
    fc.property(fc.array(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue())), fc.boolean(), (documents, isSpaced) => {
      const texts = documents.map((document) => JSON.stringify(document, null, isSpaced ? 1 : undefined))
      const json = `{"hits":{"hits":[${texts.map((text, index) => `{"_id":"${index}","_source":${text},"sort":[1]}`).join(',')}]}}`
      const read = JSON.parse(sourcesAsText(json)) as { hits: { hits: { _source: string; sort: number[] }[] } }
      expect(read.hits.hits.map(({ _source: source }) => source)).toEqual(texts)
      expect(read.hits.hits.every(({ sort }) => sort[0] === 1)).toBe(true)
    }),
  )
})

test('an answer without documents stays as it is', () => {
  const json = String.raw`{"error":{"reason":"no \"_source\":{ here"}}`
  expect(sourcesAsText(json)).toBe(json)
})

test('an answer that is cut off is not read for ever', () => {
  expect(() => JSON.parse(sourcesAsText('{"_source":{"a":"b')) as unknown).toThrow(SyntaxError)
})
