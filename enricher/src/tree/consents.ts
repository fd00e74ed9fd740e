import type { Tally } from '../ledger/tally.ts'

/** The program that asks a person before a process gets more rights. */
const consentImage = 'consent.exe'

/** Prompts of a host that are remembered: months of them. */
const maxConsents = 1024

/** When the consent prompt of a host was started: a process that gets more rights right afterwards was allowed to. */
export class Consents {
  #startsUs: number[] = []
  readonly #tally: Tally

  constructor(tally: Tally) {
    this.#tally = tally
  }

  note(imageName: string, startUs: number): void {
    if (imageName !== consentImage || this.#startsUs.includes(startUs)) return
    this.#startsUs.push(startUs)
    this.#startsUs.sort((left, right) => left - right)
    if (this.#startsUs.length <= maxConsents) return
    this.#startsUs.shift()
    this.#tally.add('consent_prompts')
  }

  /** True when a prompt was started at most so long before. */
  hasBefore(timeUs: number, withinUs: number): boolean {
    return this.#startsUs.some((startUs) => startUs <= timeUs && timeUs - startUs <= withinUs)
  }

  get startsUs(): readonly number[] {
    return this.#startsUs
  }

  restore(startsUs: readonly number[]): void {
    this.#startsUs = [...startsUs]
  }
}
