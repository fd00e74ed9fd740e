import { createRequire } from 'node:module'
import type * as Yaml from 'yaml'

const load = createRequire(import.meta.url)

/** The YAML library, loaded when it is first needed: most runs have no settings to read. */
export function yaml(): typeof Yaml {
  return load('yaml') as typeof Yaml
}
