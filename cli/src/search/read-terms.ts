import { PipelineError, type SearchTerm } from '@win11mon/pipeline'
import { type EventKind, eventKinds } from '@win11mon/schemas'

import { namePatterns } from '../store/find-stored-processes.ts'
import { fieldAdvice, searchField } from './search-fields.ts'

export interface Terms {
  readonly terms: readonly SearchTerm[]
  /** Processes may have everything that is asked for. */
  readonly inProcesses: boolean
  /** Kinds of events that may have it; undefined for all. */
  readonly kinds: readonly EventKind[] | undefined
  /** Some value is meant as a whole. */
  readonly asksWhole: boolean
}

/** Something that reads as the name of a field, then its value. Anything else is text, whatever it contains. */
const fieldForm = /^([a-z@][\w.@]*)=(.*)$/s

/**
 * What a person is looking for: text that stands in any value, or FIELD=VALUE, which is the whole value of a field. Fails with
 * USAGE when a field is none.
 */
export function readTerms(texts: readonly string[], isCaseSensitive: boolean): Terms {
  let inProcesses = true
  let asksWhole = false
  let kinds: readonly EventKind[] = eventKinds
  const terms = texts.map((text): SearchTerm => {
    const [, name = '', value = ''] = fieldForm.exec(text) ?? []
    const field = name === '' ? undefined : searchField(name)
    if (field === undefined) {
      if (name.includes('.'))
        throw new PipelineError(
          'USAGE',
          `${name}: no document has such a field. ${fieldAdvice(name)} To find the text itself, write '*${text}*'.`,
        )
      if (text === '') throw new PipelineError('USAGE', 'An empty text is in everything. Say what to look for.')
      return { fields: [], patterns: [`*${text}*`], isCaseSensitive }
    }
    inProcesses &&= field.inProcesses
    asksWhole ||= !value.includes('*')
    kinds = kinds.filter((kind) => field.kinds.includes(kind))
    return { fields: [field.field], patterns: field.isName ? namePatterns(value) : [value], isCaseSensitive }
  })
  return { terms, inProcesses, asksWhole, kinds: kinds.length === eventKinds.length ? undefined : kinds }
}
