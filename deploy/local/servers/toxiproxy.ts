import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { toxiproxyProgram } from '../artifacts/toxiproxy-program.ts'
import { freePorts } from './free-ports.ts'
import { type ServerProcess, serverProcess } from './server-process.ts'

/** What can be done to connections, in the words of toxiproxy. */
export interface Toxic {
  readonly type: 'latency' | 'timeout' | 'reset_peer' | 'bandwidth' | 'slow_close' | 'limit_data'
  readonly stream: 'upstream' | 'downstream'
  readonly attributes: Readonly<Record<string, number>>
}

export interface ProxyOptions {
  readonly name: string
  /** `host:port` where it listens, and where it passes on to. */
  readonly listen: string
  readonly upstream: string
}

export interface ToxiproxyServer extends ServerProcess {
  readonly address: string
  addProxy(options: ProxyOptions): Promise<void>
  addToxic(proxy: string, toxic: Toxic): Promise<void>
  /** Mends every connection: all proxies up, without toxics. */
  mend(): Promise<void>
}

/** Describes a proxy server in a directory, on a free port, without starting it; one that is described there already is kept. */
export async function createToxiproxy(directory: string): Promise<ToxiproxyServer> {
  const path = join(directory, 'toxiproxy.json')
  if (!existsSync(path)) {
    mkdirSync(directory, { recursive: true })
    const [port] = await freePorts(1)
    writeFileSync(path, JSON.stringify({ port }))
  }
  return openToxiproxy(directory)
}

export function openToxiproxy(directory: string): ToxiproxyServer {
  const { port } = JSON.parse(readFileSync(join(directory, 'toxiproxy.json'), 'utf8')) as { port: number }
  const address = `127.0.0.1:${port}`
  let known: ServerProcess | undefined
  const prepared = (): ServerProcess =>
    (known ??= serverProcess({
      directory,
      command: toxiproxyProgram(),
      args: ['-host', '127.0.0.1', '-port', String(port)],
      mark: `-port ${port}`,
      isReady: async () => await isUp(address),
    }))
  return {
    directory,
    address,
    pid: () => prepared().pid(),
    start: () => prepared().start(),
    stop: () => prepared().stop(),
    kill: () => prepared().kill(),
    signal: (name) => prepared().signal(name),
    addProxy: (options) => post(address, '/proxies', { ...options, enabled: true }),
    addToxic: (proxy, toxic) => post(address, `/proxies/${proxy}/toxics`, { ...toxic, toxicity: 1 }),
    mend: () => post(address, '/reset', {}),
  }
}

async function isUp(address: string): Promise<boolean> {
  try {
    return (await fetch(`http://${address}/version`)).ok
  } catch {
    return false
  }
}

async function post(address: string, path: string, body: object): Promise<void> {
  const response = await fetch(`http://${address}${path}`, { method: 'POST', body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`toxiproxy ${path}: ${response.status} ${await response.text()}`)
}
