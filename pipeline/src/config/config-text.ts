import type { ConfigDescription, ConfigOption, OptionNode } from './config-description.ts'
import type { LoadedConfig } from './load-config.ts'
import { yaml } from './yaml.ts'

const templateHead = `# Settings of win11mon. Every setting that is commented out shows its default.
# Environment variables (WIN11MON_ and the path in capitals, with _ for dots) and flags override what stands here.
# A value may be \${env:NAME} or \${file:PATH}: then it is read from there and never printed.
`

/** A file to start from: every setting commented out with its default and what it does. */
export function configTemplate({ jsonSchema }: ConfigDescription<unknown>): string {
  return `${templateHead}${templateLines(jsonSchema, 0).join('\n')}\n`
}

function templateLines(node: OptionNode, depth: number): string[] {
  const indent = '  '.repeat(depth)
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const choices = child.enum === undefined ? '' : ` One of: ${child.enum.join(', ')}.`
    const comment = `${indent}# ${child.description ?? ''}${choices}`
    if (child.properties === undefined)
      return [comment, `${indent}# ${key}: ${yaml().stringify(child.default, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd()}`]
    return [...(depth === 0 ? [''] : []), comment, `${indent}${key}:`, ...templateLines(child, depth + 1)]
  })
}

/** The settings in force as YAML; with their origins as comments when asked for. Values from references are not shown. */
export function configText({ options }: ConfigDescription<unknown>, loaded: LoadedConfig<unknown>, showsOrigin: boolean): string {
  const lines: string[] = []
  let section: readonly string[] = []
  for (const option of options) {
    const parts = option.path.split('.')
    const parents = parts.slice(0, -1)
    for (const [depth, name] of parents.entries()) {
      if (section[depth] !== name || section.slice(0, depth).join('.') !== parents.slice(0, depth).join('.')) {
        lines.push(`${'  '.repeat(depth)}${name}:`)
      }
    }
    section = parents
    lines.push(
      `${'  '.repeat(parents.length)}${parts.at(-1)}: ${valueText(loaded, option)}${showsOrigin ? ` # ${loaded.origins.get(option.path)}` : ''}`,
    )
  }
  return `${lines.join('\n')}\n`
}

function valueText({ config, references }: LoadedConfig<unknown>, { path, node }: ConfigOption): string {
  const reference = references.get(path)
  if (reference !== undefined) return reference
  let value: unknown = config
  for (const part of path.split('.')) value = (value as Record<string, unknown>)[part]
  // From the environment: everything else that is secret is a reference.
  if (node.writeOnly === true && value !== '') return '(not shown)'
  return yaml().stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd()
}
