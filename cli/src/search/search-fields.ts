import { suggest } from '@win11mon/pipeline'
import { type EventKind, eventKinds, indexFields } from '@win11mon/schemas'

/** Fields that documents have beside those of the catalogue. */
const eventContext = [
  'event.action',
  'event.id',
  'host.id',
  'host.name',
  'process.entity_id',
  'win11mon.object.entity_id',
  'win11mon.boot_id',
] as const

const processFields: ReadonlySet<string> = new Set([
  'host.id',
  'host.name',
  'process.entity_id',
  'process.pid',
  'process.executable',
  'process.start',
  'process.end',
  'process.exit_code',
  'process.command_line',
  'process.working_directory',
  'process.integrity_level',
  'process.session_id',
  'process.code_signature.exists',
  'process.code_signature.subject_name',
  'process.parent.entity_id',
  'process.parent.pid',
  'process.parent.executable',
  'process.parent.command_line',
  'user.name',
  'win11mon.status',
  'win11mon.edge_confidence',
  'win11mon.creator.entity_id',
  'win11mon.source_guid',
])

/** Short for what people ask for most. */
const shortNames: Readonly<Record<string, string>> = {
  pid: 'process.pid',
  name: 'process.name',
  user: 'user.name',
  command_line: 'process.command_line',
  executable: 'process.executable',
  kind: 'event.action',
}

/** Names of ECS that documents do not have: the last part of a path. */
const namesOfPaths: Readonly<Record<string, string>> = {
  'process.name': 'process.executable',
  'process.parent.name': 'process.parent.executable',
  'win11mon.object.name': 'win11mon.object.executable',
  'dll.name': 'dll.path',
  'file.name': 'file.path',
}

const eventFields = new Set<string>([...eventContext, ...indexFields.map(({ index }) => index)])
const allFields = [...new Set([...eventFields, ...processFields, ...Object.keys(namesOfPaths)])]

export interface SearchField {
  /** Where it stands in documents. */
  readonly field: string
  /** A value is the last part of the path that stands there. */
  readonly isName: boolean
  readonly inProcesses: boolean
  /** Kinds of events that may have it; none when only processes have. */
  readonly kinds: readonly EventKind[]
}

/** Undefined when no document has such a field. */
export function searchField(name: string): SearchField | undefined {
  const long = shortNames[name] ?? name
  const field = namesOfPaths[long] ?? long
  if (!eventFields.has(field) && !processFields.has(field)) return undefined
  const kinds = eventContext.some((one) => one === field)
    ? eventKinds
    : eventKinds.filter((kind) => indexFields.some(({ index, kinds: having }) => index === field && having.includes(kind)))
  return { field, isName: long in namesOfPaths, inProcesses: processFields.has(field), kinds }
}

/** What may have been meant by a name that no field has. */
export function fieldAdvice(name: string): string {
  const meant = suggest(name, allFields)
  if (meant !== undefined) return `Did you mean ${meant}?`
  const last = name.split('.').at(-1) ?? name
  const alike = allFields.filter((field) => field.endsWith(`.${last}`)).slice(0, 5)
  return alike.length > 0 ? `There are: ${alike.join(', ')}.` : 'docs/events/ lists the fields of every kind.'
}
