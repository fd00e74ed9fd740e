/** One machine, by all the names it goes by. */
export interface NamedHost {
  /** What its id is made of: the first of its names, in small letters. */
  readonly key: string
  /** The first of its names, as it was written. */
  readonly name: string
}

/** What a name turned out to be. */
export interface FoundName {
  readonly host: NamedHost
  /** The name is new and was found to be another name of a host that is known. */
  readonly isNewAlias: boolean
}

/**
 * Tells which names mean one machine, over all inputs of a run: letter case and a final dot do not count, and the short name
 * is the host whose full name begins with it, unless several do.
 */
export interface HostNames {
  isKnown(name: string): boolean
  find(name: string): FoundName
  /** The machine was renamed: from now on the second name is the first one's host. */
  rename(host: NamedHost, newName: string): void
}

export function createHostNames(): HostNames {
  const hosts = new Map<string, NamedHost>()
  /** By short name: the hosts whose full name begins with it. */
  const fullHosts = new Map<string, Set<NamedHost>>()

  function add(key: string, host: NamedHost): void {
    hosts.set(key, host)
    const short = shortName(key)
    if (short === key) return
    const known = fullHosts.get(short) ?? new Set()
    fullHosts.set(short, known.add(host))
  }

  /** A host by the other form of the name, when there is exactly one. */
  function otherForm(key: string): NamedHost | undefined {
    const short = shortName(key)
    const full = fullHosts.get(short)
    if (short !== key) return full === undefined ? hosts.get(short) : undefined
    return full?.size === 1 ? [...full][0] : undefined
  }

  return {
    isKnown(name) {
      const key = plainName(name)
      return hosts.has(key) || otherForm(key) !== undefined
    },
    find(name) {
      const key = plainName(name)
      const known = hosts.get(key)
      if (known !== undefined) return { host: known, isNewAlias: false }
      const other = otherForm(key)
      const host = other ?? { key, name: name.trim().replace(/\.+$/, '') || name }
      add(key, host)
      return { host, isNewAlias: other !== undefined }
    },
    rename: (host, newName) => add(plainName(newName), host),
  }
}

function plainName(name: string): string {
  return name.trim().toLowerCase().replace(/\.+$/, '')
}

/** An address has no short form. */
function shortName(key: string): string {
  return /^[\d.]+$/.test(key) || key.includes(':') ? key : (key.split('.', 1)[0] ?? key)
}
