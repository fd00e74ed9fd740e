import { parseAddress, parseInteger } from './parse-number.ts'

const largestUnsigned32 = 0xffffffff

/**
 * Reads the named values of one record. Windows writes `-` or nothing for what it does not know: both become null. A
 * value of the wrong type is remembered as the problem of the record, so that a mapper reads on without checking.
 */
export class RecordFields {
  /** The first value of a wrong type. */
  problem: string | null = null
  /** Name of the process id that the record needs and lacks. */
  missingProcessId: string | null = null
  readonly #values: Readonly<Record<string, unknown>>

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values
  }

  text(name: string): string | null {
    const value = this.#known(name)
    if (value === undefined || typeof value === 'string') return value ?? null
    if (typeof value === 'number' || typeof value === 'boolean') return String(value)
    return this.#invalid(name, 'text')
  }

  /** A number from 0 to 2^32 - 1: thread and session ids, rights, lengths. Negative ones are two's complement. */
  unsigned(name: string): number | null {
    const value = this.#known(name)
    if (value === undefined) return null
    const parsed = parseInteger(value)
    if (parsed === undefined || parsed > largestUnsigned32 || parsed < -0x80000000) return this.#invalid(name, 'a 32-bit number')
    return parsed < 0 ? parsed + 2 ** 32 : parsed
  }

  processId(name: string): number | null {
    const value = this.#known(name)
    if (value === undefined) return null
    const parsed = parseInteger(value)
    if (parsed === undefined || parsed > largestUnsigned32 || parsed < 0) return this.#invalid(name, 'a process id')
    return parsed
  }

  /** The process id without which a record is no event; 0 when it is missing. */
  requiredProcessId(name: string): number {
    const processId = this.processId(name)
    if (processId === null) this.missingProcessId = name
    return processId ?? 0
  }

  /** Handle values may be wider than 32 bits. */
  handle(name: string): number | null {
    const value = this.#known(name)
    if (value === undefined) return null
    return parseInteger(value) ?? this.#invalid(name, 'a number')
  }

  address(name: string): Uint8Array | null {
    const value = this.#known(name)
    if (value === undefined) return null
    return parseAddress(value) ?? this.#invalid(name, 'a 64-bit address')
  }

  boolean(name: string): boolean | null {
    const value = this.#known(name)
    if (value === undefined || typeof value === 'boolean') return value ?? null
    if (value === 'true') return true
    const text = typeof value === 'string' || typeof value === 'number' ? String(value).toLowerCase() : ''
    if (text === 'true' || text === '1') return true
    return text === 'false' || text === '0' ? false : this.#invalid(name, 'true or false')
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
    return value === '<unknown process>' ? null : value
  }

  #known(name: string): unknown {
    const value = this.#values[name]
    return value === null || value === '-' || value === '' ? undefined : value
  }

  #invalid(name: string, expected: string): null {
    this.problem ??= `${name} is not ${expected}: ${describe(this.#values[name])}`
    return null
  }
}

function describe(value: unknown): string {
  const text = JSON.stringify(value) ?? typeof value
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
