import { elementText } from './element-text.ts'
import { parseTime } from './parse-time.ts'
import { parseAddress, parseInteger } from './parse-number.ts'

const largestUnsigned32 = 0xffffffff

/**
 * Reads the named values of one record. Windows writes `-` or nothing for what it does not know: both become null. So
 * does a value of the wrong type, which is remembered: it costs itself, not the record.
 */
export class RecordFields {
  /** Names of the values of a wrong type; undefined while there is none. */
  unreadable: string[] | undefined = undefined
  /** Name of the process id that the record needs and lacks. */
  missingProcessId: string | null = null
  /** What stands in its place, when something does. */
  invalidProcessId: string | null = null
  readonly #values: Readonly<Record<string, unknown>>

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values
  }

  has(name: string): boolean {
    return this.#known(name) !== undefined
  }

  text(name: string): string | null {
    const value = this.#known(name)
    if (value === undefined || typeof value === 'string') return value ?? null
    if (typeof value === 'number' || typeof value === 'boolean') return String(value)
    return this.#invalid(name)
  }

  /** A number from 0 to 2^32 - 1: thread and session ids, rights, lengths. Negative ones are two's complement. */
  unsigned(name: string): number | null {
    const value = this.#known(name)
    if (value === undefined) return null
    const parsed = parseInteger(value)
    if (parsed === undefined || parsed > largestUnsigned32 || parsed < -0x80000000) return this.#invalid(name)
    return parsed < 0 ? parsed + 2 ** 32 : parsed
  }

  processId(name: string): number | null {
    const value = this.#known(name)
    if (value === undefined) return null
    const parsed = parseInteger(value)
    if (parsed === undefined || parsed > largestUnsigned32 || parsed < 0) return this.#invalid(name)
    return parsed
  }

  /** The process id without which a record is no event; 0 when it is missing. */
  requiredProcessId(name: string): number {
    const processId = this.processId(name)
    if (processId !== null) return processId
    this.missingProcessId = name
    if (this.unreadable?.includes(name) === true) {
      this.invalidProcessId = `${name} is not a process id: ${describe(this.#values[name])}`
      this.unreadable = this.unreadable.filter((other) => other !== name)
    }
    return 0
  }

  /** Handle values may be wider than 32 bits. */
  handle(name: string): number | null {
    const value = this.#known(name)
    if (value === undefined) return null
    return parseInteger(value) ?? this.#invalid(name)
  }

  address(name: string): Uint8Array | null {
    const value = this.#known(name)
    if (value === undefined) return null
    return parseAddress(value) ?? this.#invalid(name)
  }

  /** Microseconds since 1970; what names no zone is UTC. */
  utcTime(name: string): number | null {
    const value = this.#known(name)
    if (value === undefined) return null
    return parseTime(value)?.timeUs ?? this.#invalid(name)
  }

  boolean(name: string): boolean | null {
    const value = this.#known(name)
    if (value === undefined || typeof value === 'boolean') return value ?? null
    if (value === 'true') return true
    const text = typeof value === 'string' || typeof value === 'number' ? String(value).toLowerCase() : ''
    if (text === 'true' || text === '1') return true
    // Sysmon adds why a file was not kept: `false - rename failed with …`.
    return text === '0' || /^false(?: - |$)/.test(text) ? false : this.#invalid(name)
  }

  /** Upper case, without braces. The first of the names that has a value counts: Sysmon changed their case between versions. */
  guid(...names: readonly string[]): string | null {
    for (const name of names) {
      const value = this.text(name)
      if (value !== null) return (value.startsWith('{') ? value.slice(1, -1) : value).toUpperCase()
    }
    return null
  }

  /** Path of a main image; Sysmon writes `<unknown process>` when it has none. */
  image(name: string): string | null {
    const value = this.text(name)
    return value !== null && unknownProcess.test(value) ? null : value
  }

  #known(name: string): unknown {
    const value = this.#values[name]
    if (typeof value === 'object' && value !== null) return knownInside(value)
    return value === null || value === '-' || value === '' ? undefined : value
  }

  #invalid(name: string): null {
    this.unreadable = [...(this.unreadable ?? []), name]
    return null
  }
}

/** Some exporters write it escaped once or twice as XML wants it. */
const unknownProcess = /^(?:<|&(?:amp;)*(?:lt|#0*60|#x0*3c);)\s*unknown process\s*(?:>|&(?:amp;)*(?:gt|#0*62|#x0*3e);)$/i

function oneOf(list: readonly unknown[]): unknown {
  return list.length <= 1 ? list[0] : list
}

/** Some exporters make every value a list, and some keep attributes beside the text. */
function knownInside(value: object): unknown {
  const inner = Array.isArray(value) ? oneOf(value) : (elementText(value) ?? value)
  return inner === null || inner === '-' || inner === '' ? undefined : inner
}

function describe(value: unknown): string {
  const text = JSON.stringify(value) ?? typeof value
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
