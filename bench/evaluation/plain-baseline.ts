import type { Event } from '@win11mon/schemas'

import type { BaselineFigures } from './figures.ts'

const flaggedImages = /\\(?:kernelbase|ntdll)\.dll$/i

/** The plan's rule on the same events: whoever loads KernelBase.dll or ntdll.dll may use I/O rings. */
export class PlainBaseline {
  readonly #started = new Set<string>()
  readonly #loading = new Set<string>()
  readonly #flagged = new Set<string>()

  note(hostId: string, event: Event): void {
    if (event.kind === 'process_create') this.#started.add(keyOf(hostId, event.processId, event.processStartUs))
    if (event.kind !== 'image_load' || event.processId === 0) return
    const key = keyOf(hostId, event.processId, event.processStartUs)
    this.#loading.add(key)
    if (flaggedImages.test(event.imagePath ?? '')) this.#flagged.add(key)
  }

  /** Of processes whose start was seen, and so their first loads. */
  figures(): BaselineFigures {
    const processes = [...this.#started].filter((key) => this.#loading.has(key))
    return { processes: processes.length, flagged: processes.filter((key) => this.#flagged.has(key)).length }
  }
}

function keyOf(hostId: string, processId: number, startUs: number | null): string {
  return `${hostId} ${processId} ${startUs}`
}
