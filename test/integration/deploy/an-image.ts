import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { cached } from '../../../deploy/local/artifacts/cache.ts'
import { needTool } from '../../../deploy/local/artifacts/debian-tool.ts'
import { hasTool, runTool } from '../../../deploy/local/artifacts/run-tool.ts'
import { versions } from '../../../deploy/local/versions.ts'

const repository = join(import.meta.dirname, '../../..')
const authorities = '/etc/ssl/certs/ca-certificates.crt'

/** What the image says of how it is started. */
export interface ImageConfig {
  readonly User: string
  readonly Entrypoint: readonly string[]
  readonly Env: readonly string[]
  readonly WorkingDir: string
}

export interface AnImage {
  /** Where its files lie. */
  readonly root: string
  readonly config: ImageConfig
  remove(): void
}

/** Why an image cannot be built here; undefined when it can. */
export function whyNoImage(): string | undefined {
  if (process.getuid?.() !== 0) return 'mounts, which building an image needs, are for root'
  return hasTool('apt-get') ? undefined : 'the base image is put together from the packages of Debian'
}

/** Builds the image of `deploy/image/Dockerfile` with Buildah, without an engine, on a base like the one that it names. */
export function buildImage(): AnImage {
  for (const tool of ['buildah', 'debootstrap']) needTool(tool, tool)
  needTool('bwrap', 'bubblewrap')
  const storage = mkdtempSync(join(tmpdir(), 'win11mon-image-'))
  const places = ['--root', join(storage, 'root'), '--runroot', join(storage, 'run'), '--storage-driver', 'vfs']
  const buildah = (...words: readonly string[]): string =>
    runTool('buildah', [...places, ...words], { directory: repository, environment: { BUILDAH_ISOLATION: 'chroot' } }).trim()
  commitBase(buildah)
  buildah('bud', '--pull-never', '-q', '-f', 'deploy/image/Dockerfile', '-t', 'localhost/win11mon', '.')
  const container = buildah('from', '--pull-never', 'localhost/win11mon')
  const { OCIv1: image } = JSON.parse(buildah('inspect', container)) as { readonly OCIv1: { readonly config: ImageConfig } }
  return {
    root: buildah('mount', container),
    config: image.config,
    remove() {
      buildah('rm', '--all')
      rmSync(storage, { recursive: true, force: true })
    },
  }
}

/** An image with the name of Node's own, which no registry here has: the same Debian, with the same Node in the same place. */
function commitBase(buildah: (...words: readonly string[]) => string): void {
  const container = buildah('from', 'scratch')
  buildah('copy', '-q', container, baseFiles(), '/')
  buildah('config', '--env', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', container)
  if (existsSync(authorities)) {
    buildah('copy', '-q', container, authorities, authorities)
    buildah('config', '--env', `NODE_EXTRA_CA_CERTS=${authorities}`, container)
  }
  buildah('commit', '-q', container, `docker.io/library/node:${versions.node}-bookworm-slim`)
  buildah('rm', container)
}

function baseFiles(): string {
  return cached(`image-base-${versions.node}`, (directory) => {
    const root = join(directory, 'root')
    runTool('debootstrap', ['--variant=minbase', 'bookworm', root])
    const node = `node-${process.platform}-${process.arch}`
    runTool('npm', [
      'install',
      '--silent',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      '--prefix',
      directory,
      `${node}@${versions.node}`,
    ])
    cpSync(join(directory, 'node_modules', node, 'bin/node'), join(root, 'usr/local/bin/node'))
    const npm = join(runTool('npm', ['root', '-g']).trim(), 'npm')
    cpSync(npm, join(root, 'usr/local/lib/node_modules/npm'), { recursive: true })
    const command = join(root, 'usr/local/lib/node_modules/npm/bin/npm-cli.js')
    chmodSync(command, 0o755)
    runTool('ln', ['-s', '../lib/node_modules/npm/bin/npm-cli.js', join(root, 'usr/local/bin/npm')])
  }).concat('/root')
}

export interface Confinement {
  /** Settings and secrets, seen at `/etc/win11mon`. */
  readonly settings: string
  /** The only place that can be written. */
  readonly work: string
  readonly environment?: Readonly<Record<string, string>>
}

/** The command line that runs the image as Kubernetes would: its user, no rights, nothing to write to but the working directory. */
export function confined({ root, config }: AnImage, { settings, work, environment = {} }: Confinement): readonly string[] {
  const [user = '', group = ''] = config.User.split(':')
  mkdirSync(join(root, 'etc/win11mon'), { recursive: true })
  runTool('chown', ['-R', config.User, work, settings])
  const binds = ['--ro-bind', root, '/', '--dev', '/dev', '--proc', '/proc', '--ro-bind', settings, '/etc/win11mon']
  const ofImage = config.Env.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)] as const)
  const variables = [...ofImage, ...Object.entries(environment)].flatMap(([name, value]) => ['--setenv', name, value])
  const sandbox = ['bwrap', ...binds, '--bind', work, config.WorkingDir, '--chdir', config.WorkingDir, '--clearenv', ...variables]
  const rights = [
    'setpriv',
    `--reuid=${user}`,
    `--regid=${group}`,
    '--clear-groups',
    '--no-new-privs',
    '--bounding-set=-all',
    '--inh-caps=-all',
  ]
  return [...sandbox, '--', ...rights, ...config.Entrypoint]
}

/** Runs a confined command to its end. */
export function runConfined(command: readonly string[]): { readonly status: number | null; readonly output: string } {
  const [program = '', ...words] = command
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' })
  return { status, output: `${stdout}${stderr}` }
}
