import { join } from 'node:path'

import { versions } from '../versions.ts'
import { cached } from './cache.ts'
import { needTool } from './debian-tool.ts'
import { runTool } from './run-tool.ts'

/** The proxy that breaks connections on purpose, built from its Go module. */
export function toxiproxyProgram(): string {
  const directory = cached(`toxiproxy-${versions.toxiproxy}`, (scratch) => {
    needTool('go', 'golang-go')
    runTool('go', ['install', `github.com/Shopify/toxiproxy/v2/cmd/server@v${versions.toxiproxy}`], { environment: { GOBIN: scratch } })
  })
  return join(directory, 'server')
}
