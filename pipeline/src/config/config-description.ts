import * as z from 'zod'

/** A JSON Schema as far as it is looked at here. */
export interface OptionNode {
  readonly type?: string
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  /** A secret: written as a reference, and never shown. */
  readonly writeOnly?: boolean
  readonly properties?: Readonly<Record<string, OptionNode>>
  /** What a list holds. */
  readonly items?: OptionNode
}

/** One setting: something with a value of its own. */
export interface ConfigOption {
  /** `collector.batch_events`. */
  readonly path: string
  /** `WIN11MON_COLLECTOR_BATCH_EVENTS`. */
  readonly variable: string
  readonly node: OptionNode
}

/** Everything that can be configured in a program. */
export interface ConfigDescription<Config> {
  /** Parses a merged configuration and fills in every default; unknown keys are errors. */
  readonly schema: z.ZodType<Config>
  /** JSON Schema of a configuration file. */
  readonly jsonSchema: OptionNode
  /** Every setting, in the order of the file. */
  readonly options: readonly ConfigOption[]
}

/** Describes what a schema lets a person set. Its sections are strict objects, each with a default and a description. */
export function describeConfig<Config>(schema: z.ZodType<Config>): ConfigDescription<Config> {
  // Made when first asked for: most commands read no settings.
  let jsonSchema: OptionNode | undefined
  let options: readonly ConfigOption[] | undefined
  return {
    schema,
    get jsonSchema() {
      return (jsonSchema ??= jsonSchemaOf(schema))
    },
    get options() {
      return (options ??= optionsBelow(this.jsonSchema, ''))
    },
  }
}

function jsonSchemaOf(schema: z.ZodType): OptionNode {
  const jsonSchema: Record<string, unknown> = z.toJSONSchema(schema, { io: 'input' })
  return jsonSchema
}

function optionsBelow(node: OptionNode, path: string): ConfigOption[] {
  if (node.properties === undefined) return [{ path, variable: `WIN11MON_${path.replaceAll('.', '_').toUpperCase()}`, node }]
  return Object.entries(node.properties).flatMap(([name, child]) => optionsBelow(child, path === '' ? name : `${path}.${name}`))
}
