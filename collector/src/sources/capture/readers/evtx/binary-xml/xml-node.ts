import type { TemplateValues } from './template-values.ts'

/** An element of binary XML. Its content may refer to values that each record brings along. */
export interface XmlElement {
  readonly kind: 'element'
  readonly name: string
  readonly attributes: readonly XmlAttribute[]
  readonly content: readonly XmlContent[]
}

export interface XmlAttribute {
  readonly name: string
  readonly content: readonly XmlContent[]
}

/** A place that one of the record's values takes. */
export interface Substitution {
  readonly kind: 'substitution'
  readonly index: number
}

/** A template together with the values for it. */
export interface TemplateInstance {
  readonly kind: 'instance'
  readonly content: readonly XmlContent[]
  readonly values: TemplateValues
}

export type XmlContent = string | XmlElement | Substitution | TemplateInstance
