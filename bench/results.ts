import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'

import { median, spread } from './statistics.ts'

/** CPU seconds an event, of alternating rounds. */
export interface Ratio {
  readonly name: string
  readonly ours: readonly number[]
  readonly baseline: readonly number[]
  /** How many times faster than the baseline ours has to be. */
  readonly gate: number
}

/** One line for a person: the median of the rounds' ratios, how they spread, and whether the gate is met. */
export function printRatio({ name, ours, baseline, gate }: Ratio, events: number): void {
  const ratios = ratiosOf(ours, baseline)
  const verdict = median(ratios) >= gate ? 'met' : 'NOT met'
  const perSecond = Math.round(1 / median(ours))
  process.stdout.write(
    `${name}: ${median(ratios).toFixed(1)} x the baseline (${ratios.map((ratio) => ratio.toFixed(1)).join(', ')}), gate ${gate} ${verdict}; ` +
      `${perSecond} events/CPU s against ${Math.round(1 / median(baseline))}; ${events} events a round\n`,
  )
}

/** Keeps the figures of this run with the machine and the versions they belong to. */
export function saveResults(bench: string, results: readonly Ratio[], workload: Readonly<Record<string, unknown>>): void {
  const directory = new URL('results/', import.meta.url)
  mkdirSync(directory, { recursive: true })
  const text = JSON.stringify(
    { bench, node: process.version, machine: machine(), loadAverage: loadavg()[0], workload, results: results.map(summary) },
    null,
    2,
  )
  writeFileSync(new URL(`${bench}-node${process.versions.node.split('.')[0]}.json`, directory), `${text}\n`)
}

function summary({ name, ours, baseline, gate }: Ratio): object {
  const ratios = ratiosOf(ours, baseline)
  return {
    name,
    gate,
    ratio: rounded(median(ratios)),
    ratios: ratios.map(rounded),
    spread: rounded(spread(ratios)),
    nanosecondsPerEvent: { ours: rounded(median(ours) * 1e9), baseline: rounded(median(baseline) * 1e9) },
  }
}

function ratiosOf(ours: readonly number[], baseline: readonly number[]): number[] {
  return ours.map((seconds, index) => (baseline[index] ?? Number.NaN) / seconds)
}

function rounded(value: number): number {
  return Number(value.toPrecision(3))
}

function machine(): string {
  const [first] = cpus()
  return `${cpus().length} x ${first?.model.trim() ?? 'unknown processor'}`
}
