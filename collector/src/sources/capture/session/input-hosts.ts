import { type CaptureSettings, isWantedHost } from '../input/capture-options.ts'
import type { CaptureRecord } from '../record/capture-record.ts'
import type { InputIdentity } from './boot-id.ts'
import { type HostSession, createHostSession } from './host-session.ts'
import type { FoundName, HostNames, NamedHost } from './host-names.ts'
import { createGuidBudget } from './process-ids-by-guid.ts'

/** Spellings of host names in one input; no fleet that a person captures into one file has as many. */
const maxHostNames = 40_000

interface InputHost {
  readonly session: HostSession
  readonly isWanted: boolean
}

/** The hosts of one input. */
export interface InputHosts {
  /** The host of a record; undefined for one name too many. */
  find(record: CaptureRecord): InputHost | undefined
  /** Stands for the host of records that name none. */
  openNameless(): HostSession
}

interface InputHostsOptions {
  readonly identity: InputIdentity
  readonly settings: CaptureSettings
  readonly names: HostNames
  readonly onProcessId: (host: HostSession, guid: string, processId: number) => void
  /** Two names turned out to be one machine. */
  readonly onJoined: (message: string) => void
}

export function createInputHosts(options: InputHostsOptions): InputHosts {
  const { settings, names, onJoined } = options
  const guidBudget = createGuidBudget()
  const byName = new Map<string, InputHost>()
  const sessions = new Map<NamedHost, HostSession>()
  /** Once in an input is what happens; more often it is a fleet whose numbers and GUIDs were made up. */
  let wasRenamed = false
  let last: { readonly host: NamedHost; readonly record: CaptureRecord } | undefined

  function open({ key, name }: NamedHost): HostSession {
    const { identity, onProcessId } = options
    return createHostSession({ name, key, identity, settings, guidBudget, onProcessId })
  }

  function resolve(record: CaptureRecord): FoundName {
    const former = sessions.size === 1 && !wasRenamed && !names.isKnown(record.hostName) ? last : undefined
    if (former !== undefined && isSameMachine(former.record, record)) {
      names.rename(former.host, record.hostName)
      wasRenamed = true
      return { host: former.host, isNewAlias: true }
    }
    return names.find(record.hostName)
  }

  function add(record: CaptureRecord): InputHost {
    const { host, isNewAlias } = resolve(record)
    if (isNewAlias) onJoined(`${record.hostName} and ${host.name} are taken for one host.`)
    const session = sessions.get(host) ?? open(host)
    sessions.set(host, session)
    const isWanted = isWantedHost(record.hostName, settings.hosts) || isWantedHost(host.name, settings.hosts)
    const found = { session, isWanted }
    byName.set(record.hostName, found)
    return found
  }

  return {
    find(record) {
      const known = byName.get(record.hostName)
      if (known === undefined && byName.size >= maxHostNames) return undefined
      const found = known ?? add(record)
      if (sessions.size === 1) last = { host: last?.host ?? firstOf(sessions), record }
      return found
    },
    openNameless: () => open({ key: '', name: '(no host named)' }),
  }
}

function firstOf(sessions: ReadonlyMap<NamedHost, HostSession>): NamedHost {
  const [host] = sessions.keys()
  if (host === undefined) throw new RangeError('there is no host yet')
  return host
}

const guidNames = [
  'ProcessGuid',
  'ParentProcessGuid',
  'SourceProcessGuid',
  'SourceProcessGUID',
  'TargetProcessGuid',
  'TargetProcessGUID',
] as const

/**
 * A log shows that its machine was renamed when its numbers go on by one under the new name, and its processes come from
 * the same machine: Sysmon's process GUIDs begin with a part that each machine has for itself.
 */
function isSameMachine(before: CaptureRecord, after: CaptureRecord): boolean {
  if (before.provider !== 'sysmon' || after.provider !== 'sysmon') return false
  if (before.recordNumber === null || Number(after.recordNumber) !== Number(before.recordNumber) + 1) return false
  const machine = machinePart(before)
  return machine !== undefined && machine === machinePart(after)
}

function machinePart({ fields }: CaptureRecord): string | undefined {
  for (const name of guidNames) {
    const guid = fields[name]
    const part = typeof guid === 'string' ? /^\{?([\da-f]{8})-/i.exec(guid)?.[1] : undefined
    if (part !== undefined && part !== '00000000') return part.toUpperCase()
  }
  return undefined
}
