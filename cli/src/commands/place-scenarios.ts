import { type ScenarioName, type ScenarioPlacement, scenarioNames } from '@win11mon/collector'
import { PipelineError, suggest } from '@win11mon/pipeline'

import { parseDuration } from './options.ts'

interface Wanted {
  readonly name: ScenarioName
  readonly offsetUs: number | undefined
  readonly hostIndex: number
}

/**
 * Scenarios as they are given on the command line: `injection`, `injection@90s`, `injection@90s#2` (the second host), or
 * `all`. Those without a time are spread over the duration. Fails with USAGE.
 */
export function placeScenarios(given: readonly string[], durationUs: number): ScenarioPlacement[] {
  const wanted = given.flatMap((text) => (text === 'all' ? scenarioNames.map((name) => parse(name)) : [parse(text)]))
  return wanted.map(({ name, offsetUs, hostIndex }, index) => ({
    name,
    hostIndex,
    offsetUs: offsetUs ?? Math.round((durationUs * (index + 1)) / (wanted.length + 1)),
  }))
}

function parse(text: string): Wanted {
  const [, name = '', offset, host] = /^([^@#]+)(?:@([^#]+))?(?:#(\d+))?$/.exec(text) ?? []
  const known = scenarioNames.find((candidate) => candidate === name)
  if (known === undefined) throw unknown(text, name)
  return {
    name: known,
    offsetUs: offset === undefined ? undefined : parseDuration('--scenario', offset),
    hostIndex: host === undefined ? 0 : Number(host) - 1,
  }
}

function unknown(text: string, name: string): PipelineError {
  const meant = suggest(name, scenarioNames)
  const advice = meant === undefined ? `There are ${scenarioNames.join(', ')} and all.` : `Did you mean ${meant}?`
  return new PipelineError('USAGE', `--scenario ${text}: no such scenario. ${advice}`)
}
