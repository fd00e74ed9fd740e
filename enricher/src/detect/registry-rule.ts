import type { RegistryOperation } from '@win11mon/schemas'

import { commandConcern } from '../windows/command-target.ts'
import { registryKey } from '../windows/registry-path.ts'
import { type PlacePurpose, type RegistryPlace, placeOf } from '../windows/registry-places.ts'
import { writtenNumber, writtenText } from './registry-data.ts'
import type { Finding, Rule, RuleContext } from './rule.ts'
import type { Severity } from './severity.ts'

/** Several values make one command: they are one cause. */
const partOfCommand = /\\(?:\(default\)|delegateexecute|isolatedcommand)$/u

/** What a registry rule says of itself; how it looks is the same for all of them. */
export type RegistryRule = Pick<Rule, 'id' | 'name' | 'techniques' | 'meaning' | 'whatToDo' | 'falsePositives'> & {
  readonly purpose: PlacePurpose
  /** Severity of a write; undefined for one that finds nothing. */
  severity(write: RegistryWrite, context: RuleContext): Severity | undefined
}

export interface RegistryWrite {
  readonly event: RegistryOperation
  readonly place: RegistryPlace
  /** Why the command that was written is worth a look; null when it is not. */
  readonly concern: string | null
}

/** A rule that looks at writes to places of one purpose. */
export function aRegistryRule({ purpose, severity, ...rule }: RegistryRule): Rule {
  return {
    ...rule,
    kinds: ['registry_operation'],
    windows: {},
    concerns: (event) => event.kind === 'registry_operation' && placeOf(event)?.purpose === purpose,
    evaluate(event, context) {
      const place = event.kind === 'registry_operation' ? placeOf(event) : undefined
      if (event.kind !== 'registry_operation' || place === undefined || !isDangerous(event, place)) return undefined
      const write: RegistryWrite = { event, place, concern: commandConcern(writtenText(event)) }
      const found = severity(write, context)
      return found === undefined ? undefined : written(write, context, found)
    },
  }
}

/** A place with a dangerous value is of interest with that one only; a source that does not say it is believed. */
function isDangerous(event: RegistryOperation, { dangerousValue }: RegistryPlace): boolean {
  if (dangerousValue === undefined) return true
  if (event.operation !== 'set_value') return false
  const value = writtenNumber(event)
  return value === null || value === dangerousValue
}

function written({ event, place, concern }: RegistryWrite, context: RuleContext, severity: Severity): Finding {
  const path = event.valueName === null ? (event.keyPath ?? '') : `${event.keyPath ?? ''}\\${event.valueName}`
  const text = writtenText(event)
  return {
    severity,
    reasons: [
      `writes ${place.text}: ${path}${text === null || text === '' ? '' : ` = ${text}`}`,
      ...(concern === null ? [] : [concern]),
      ...context.standing(context.actor).reasons,
    ],
    actor: context.actor,
    object: null,
    objectPath: path,
    objectKey: registryKey(path).replace(partOfCommand, ''),
    evidenceIds: [context.eventId],
  }
}
