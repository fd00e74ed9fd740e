import { isoTime } from '@win11mon/schemas'

import { columnPath } from './column-paths.ts'
import type { AlertFilter, EventFilter } from './document-reader.ts'
import type { HandleFilter, Search, SearchedFamily } from './document-search.ts'

/** A condition in the language of OpenSearch; none matches everything. */
export type Query = Readonly<Record<string, unknown>>

export const everything: Query = { match_all: {} }

export function allOf(...conditions: readonly (Query | undefined)[]): Query {
  const filter = conditions.filter((condition) => condition !== undefined)
  return filter.length === 0 ? everything : { bool: { filter } }
}

export function anyOf(conditions: readonly Query[]): Query {
  return { bool: { should: conditions, minimum_should_match: 1 } }
}

export function is(field: string, value: string | undefined): Query | undefined {
  return value === undefined ? undefined : { term: { [field]: value } }
}

function between(field: string, sinceUs: number | undefined, untilUs: number | undefined): Query | undefined {
  if (sinceUs === undefined && untilUs === undefined) return undefined
  const bounds = {
    ...(sinceUs === undefined ? {} : { gte: isoTime(sinceUs) }),
    ...(untilUs === undefined ? {} : { lte: isoTime(untilUs) }),
  }
  return { range: { [field]: bounds } }
}

const [actorField, objectField] = ['process.entity_id', 'win11mon.object.entity_id']

/** Actor or object is one of these. */
function concerns(entityIds: readonly string[] | undefined): Query | undefined {
  return entityIds === undefined ? undefined : anyOf([{ terms: { [actorField]: entityIds } }, { terms: { [objectField]: entityIds } }])
}

export function eventQuery({ hostId, entityId, kinds, sinceUs, untilUs }: EventFilter): Query {
  const ofKinds = kinds === undefined ? undefined : { terms: { 'event.action': kinds } }
  return allOf(
    is('host.id', hostId),
    concerns(entityId === undefined ? undefined : [entityId]),
    ofKinds,
    between('@timestamp', sinceUs, untilUs),
  )
}

export function alertQuery({ hostId, entityId, status }: AlertFilter): Query {
  return allOf(is('host.id', hostId), concerns(entityId === undefined ? undefined : [entityId]), is('win11mon.status', status))
}

export function handleQuery({ hostId, entityIds, sinceUs, untilUs }: HandleFilter): Query {
  const ofKinds = { terms: { 'event.action': ['handle_create', 'handle_duplicate'] } }
  return allOf(is('host.id', hostId), concerns(entityIds), ofKinds, between('@timestamp', sinceUs, untilUs))
}

/** What a search filters by, without its terms. */
export function searchFilter(family: SearchedFamily, { hostId, kinds, sinceUs, untilUs }: Search): Query {
  const time = columnPath(family, family === 'events' ? 'time_us' : 'started_us') ?? ''
  const ofKinds = kinds === undefined || family !== 'events' ? undefined : { terms: { 'event.action': kinds } }
  return allOf(is('host.id', hostId), ofKinds, between(time, sinceUs, untilUs))
}
