import { createRequire } from 'node:module'
import type * as Yaml from 'yaml'

/** The YAML library, loaded when it is first needed: most runs have no settings to read. */
export function yaml(): typeof Yaml {
  return createRequire(import.meta.url)('yaml') as typeof Yaml
}
