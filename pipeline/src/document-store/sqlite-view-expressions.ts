import { type AccessObjectType, accessRights, fullAccess, integrityLevelNames } from '@win11mon/schemas'

/** SQL that says values as people read them. Only functions that every SQLite of the last years has, as others read stores too. */

/** `2025-01-15T08:02:03.123456Z`, as documents write it. Before 1970 microseconds count down, so their rest is lifted. */
export function timeSql(microseconds: string): string {
  const rest = `((${microseconds} % 1000000 + 1000000) % 1000000)`
  return `strftime('%Y-%m-%dT%H:%M:%S', (${microseconds} - ${rest}) / 1000000, 'unixepoch') || printf('.%06dZ', ${rest})`
}

export function hexSql(number: string): string {
  return `CASE WHEN ${number} IS NOT NULL THEN printf('0x%x', ${number}) END`
}

/** What stands behind the last backslash or slash. */
export function nameSql(path: string): string {
  const even = `replace(${path}, '/', '\\')`
  return `substr(${path}, length(rtrim(${even}, replace(${even}, '\\', ''))) + 1)`
}

export function fieldSql(table: string, path: string): string {
  return `json_extract(${table}.doc, '$.${path}')`
}

/** `accessText` in SQL. With OFFSET SQLite keeps the inner query apart and takes mask and type out of the document once a row. */
export function accessSql(mask: string, objectType: string): string {
  const cases = `CASE type WHEN 'thread' THEN ${rightsSql('thread', 'mask')} WHEN 'desktop' THEN ${rightsSql('desktop', 'mask')} ELSE ${rightsSql('process', 'mask')} END`
  return `(SELECT ${cases} FROM (SELECT ${mask} AS mask, ${objectType} AS type LIMIT 1 OFFSET 0))`
}

function rightsSql(type: AccessObjectType, mask: string): string {
  const named = accessRights[type].map((right) => `CASE WHEN ${mask} & ${right.mask} THEN ', ${right.name}' ELSE '' END`)
  const known = accessRights[type].reduce((all, right) => all + right.mask, 0)
  const rest = `CASE WHEN ${mask} & ~${known} THEN printf(', 0x%x', ${mask} & ~${known}) ELSE '' END`
  const full = `CASE WHEN ${mask} IN (${fullAccess[type].join(', ')}) THEN 'all access' WHEN ${mask} = 0 THEN 'none'`
  return `${full} ELSE substr(${[...named, rest].join(' || ')}, 3) END`
}

/** `integrityLevelNames` in SQL; a level without a name as a number. */
export function integritySql(level: string): string {
  const cases = [...integrityLevelNames].map(([rid, name]) => `WHEN ${rid} THEN '${name}'`)
  return `CASE ${level} ${cases.join(' ')} ELSE ${hexSql(level)} END`
}
