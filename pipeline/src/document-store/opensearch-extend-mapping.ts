import type { FamilyName } from './families.ts'
import { createIndexNames } from './opensearch-index-names.ts'
import { familyMapping } from './opensearch-mapping.ts'
import type { Requests } from './opensearch/requests.ts'

/** Gives the indices of a family the fields that are new. Fails with REQUEST_REFUSED where a field has another type: that needs a new version of the index. */
export async function extendMapping(requests: Requests, prefix: string, family: FamilyName): Promise<void> {
  const path = `/${createIndexNames(prefix, 0).all(family)}/_mapping`
  await requests.send(
    { method: 'PUT', path, query: { ignore_unavailable: true, allow_no_indices: true }, body: familyMapping(family), expects: [404] },
    `OpenSearch: giving ${path.split('/')[1]} its new fields`,
  )
}
