import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { redisProgram } from '../artifacts/redis-program.ts'
import { freePorts } from './free-ports.ts'
import { type ServerProcess, serverProcess } from './server-process.ts'

export interface RedisServer extends ServerProcess {
  /** `redis://host:port` */
  readonly url: string
}

/** Describes a server in a directory, on a free port, without starting it; one that is described there already is kept. */
export async function createRedis(directory: string): Promise<RedisServer> {
  const path = join(directory, 'redis.json')
  if (!existsSync(path)) {
    mkdirSync(directory, { recursive: true })
    const [port] = await freePorts(1)
    writeFileSync(path, JSON.stringify({ port }))
  }
  return openRedisServer(directory)
}

export function openRedisServer(directory: string): RedisServer {
  const { port } = JSON.parse(readFileSync(join(directory, 'redis.json'), 'utf8')) as { port: number }
  let known: ServerProcess | undefined
  const prepared = (): ServerProcess =>
    (known ??= serverProcess({
      directory,
      command: redisProgram(),
      args: argumentsOf(directory, port),
      mark: directory,
      isReady: (output) => output.includes('Ready to accept connections'),
    }))
  return {
    directory,
    url: `redis://127.0.0.1:${port}`,
    pid: () => prepared().pid(),
    start: () => prepared().start(),
    stop: () => prepared().stop(),
    kill: () => prepared().kill(),
    signal: (name) => prepared().signal(name),
  }
}

/** What is written survives a kill, less the last second; nothing is thrown away when memory is short. */
function argumentsOf(directory: string, port: number): string[] {
  const durability = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', '', '--maxmemory-policy', 'noeviction']
  // Its command line stays as it is, so that it is known by its directory.
  const name = ['--set-proc-title', 'no']
  return ['--bind', '127.0.0.1', '--port', String(port), '--protected-mode', 'yes', '--dir', directory, ...durability, ...name]
}
