import * as z from 'zod'

import { configSchema } from './config-schema.ts'

/** A JSON Schema as far as it is looked at here. */
export interface OptionNode {
  readonly type?: string
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, OptionNode>>
}

/** One setting: something with a value of its own. */
export interface ConfigOption {
  /** `collector.batch_events`. */
  readonly path: string
  /** `WIN11MON_COLLECTOR_BATCH_EVENTS`. */
  readonly variable: string
  readonly node: OptionNode
}

/** JSON Schema of a configuration file. */
export function configJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(configSchema, { io: 'input' })
}

export const optionTree: OptionNode = configJsonSchema()

/** Every setting, in the order of the file. */
export const configOptions: readonly ConfigOption[] = optionsBelow(optionTree, '')

function optionsBelow(node: OptionNode, path: string): ConfigOption[] {
  if (node.properties === undefined) return [{ path, variable: `WIN11MON_${path.replaceAll('.', '_').toUpperCase()}`, node }]
  return Object.entries(node.properties).flatMap(([name, child]) => optionsBelow(child, path === '' ? name : `${path}.${name}`))
}
