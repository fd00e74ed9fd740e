/** Gathers named values. A name that comes again gets a number behind it: `Name_1`. */
export class FieldCollector {
  /** Without inherited names: the log may use any. */
  readonly fields = Object.create(null) as Record<string, unknown>
  #repeats: Map<string, number> | undefined

  add(name: string, value: unknown): void {
    this.fields[name in this.fields ? this.#freeName(name) : name] = value
  }

  #freeName(name: string): string {
    this.#repeats ??= new Map()
    let count = this.#repeats.get(name) ?? 0
    let free: string
    do {
      count += 1
      free = `${name}_${count}`
    } while (free in this.fields)
    this.#repeats.set(name, count)
    return free
  }
}
