import { existsSync, rmSync, writeFileSync } from 'node:fs'

import { needTool } from './debian-tool.ts'
import { hasTool } from './run-tool.ts'

const policy = '/usr/sbin/policy-rc.d'

/** Debian's package starts a server of its own unless it is told not to: this file tells it. */
export function redisProgram(): string {
  if (hasTool('redis-server')) return 'redis-server'
  const isOurs = process.getuid?.() === 0 && !existsSync(policy)
  if (isOurs) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    needTool('redis-server', 'redis-server')
  } finally {
    if (isOurs) rmSync(policy, { force: true })
  }
  return 'redis-server'
}
