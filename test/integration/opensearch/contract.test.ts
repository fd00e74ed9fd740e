import { type OpensearchSettings, openOpensearchDocumentStore } from '@win11mon/pipeline'
import { beforeAll, onTestFinished } from 'vitest'

import { documentWriterContract } from '../../../pipeline/test/document-store/contract.ts'
import { documentReaderContract } from '../../../pipeline/test/document-store/reader-contract.ts'
import { documentSearchContract } from '../../../pipeline/test/document-store/search-contract.ts'
import type { FamilyName } from '../../../pipeline/src/document-store/families.ts'
import { createSearches } from '../../../pipeline/src/document-store/opensearch/search-requests.ts'
import { openOpensearchRequests } from '../../../pipeline/src/document-store/opensearch.ts'
import { documentOf } from '../../../pipeline/src/document-store/opensearch-document.ts'
import { ask, lenientTemplates, settingsOf, sharedOpensearch, startTimeoutMs } from './an-opensearch.ts'

beforeAll(sharedOpensearch, startTimeoutMs)

let place: Promise<{ readonly url: string; readonly settings: OpensearchSettings }> | undefined

/** One set of templates for all tests, one after the other: making them takes longer than most tests. */
async function prepared(): Promise<{ readonly url: string; readonly settings: OpensearchSettings }> {
  const [url = ''] = (await sharedOpensearch()).urls()
  const settings = settingsOf(url)
  await lenientTemplates(url, settings)
  return { url, settings }
}

/**
 * An empty store on the real server that shows at once what it took. Its templates also take fields that no document of the product has,
 * as those of the contracts have some.
 */
async function open(): Promise<{
  store: Awaited<ReturnType<typeof openOpensearchDocumentStore>>
  reader: Awaited<ReturnType<typeof openOpensearchDocumentStore>>
  documentsOf(family: FamilyName): Promise<string[]>
}> {
  const { url, settings } = await (place ??= prepared())
  await ask(url, 'DELETE', `/${settings.prefix}-*`)
  const store = await openOpensearchDocumentStore({ settings })
  const requests = await openOpensearchRequests(settings)
  onTestFinished(() => requests.close())
  const refresh = async (): Promise<void> => void (await ask(url, 'POST', `/${settings.prefix}-*/_refresh`))
  const bulk: typeof store.bulk = async (items) => {
    const outcomes = await store.bulk(items)
    await refresh()
    return outcomes
  }
  return {
    store: { ...store, bulk },
    reader: store,
    async documentsOf(family) {
      const found: string[] = []
      const pattern = `${settings.prefix}-${family.replaceAll('_', '-')}-v1*`
      for await (const hits of createSearches(requests).all(pattern, { match_all: {} })) {
        for (const hit of hits) found.push(documentOf(family, hit).doc)
      }
      return found
    },
  }
}

documentWriterContract('OpenSearch', open)
documentReaderContract('OpenSearch', open)
documentSearchContract('OpenSearch', open)
