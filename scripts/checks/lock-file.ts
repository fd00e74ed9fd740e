import type { Repository } from '../repository.ts'

export interface LockedPackage {
  readonly version?: string
  readonly dev?: boolean
  readonly optional?: boolean
  readonly os?: readonly string[]
  readonly cpu?: readonly string[]
  readonly libc?: readonly string[]
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

export interface MissingPackage {
  readonly place: string
  readonly entry: LockedPackage
}

/** Download addresses in the lock file, which tie every clone to one registry, and platform packages that it leaves out. */
export function lockFileProblems(repository: Repository): string[] {
  return repository.paths
    .filter((path) => path.endsWith('package-lock.json'))
    .flatMap((path) => [...addressProblems(path, repository.read(path)), ...completenessProblems(path, repository.read(path))])
}

function addressProblems(path: string, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      /"resolved": *"(?:https?|git)[^"]*"/u.test(line)
        ? [`${path}:${index + 1}: has a download address: set omit-lockfile-registry-resolved and lock again.`]
        : [],
    )
}

function completenessProblems(path: string, text: string): string[] {
  const { packages } = JSON.parse(text) as { packages?: Record<string, LockedPackage> }
  return missingPlatformPackages(packages ?? {}).map(({ place }) => `${path}: ${place} is missing: run \`npm run lock\`.`)
}

/** Optional dependencies of locked packages that are exact, made for one platform, and have no entry of their own. */
export function missingPlatformPackages(packages: Readonly<Record<string, LockedPackage>>): MissingPackage[] {
  return Object.values(packages).flatMap(({ optionalDependencies, dev }) =>
    Object.entries(optionalDependencies ?? {}).flatMap(([name, version]) => {
      const place = `node_modules/${name}`
      const platform = platformOf(name)
      if (packages[place] !== undefined || platform === undefined || !/^\d+\.\d+\.\d+$/u.test(version)) return []
      return [{ place, entry: { version, ...platform, ...(dev === true ? { dev } : {}), optional: true } }]
    }),
  )
}

const platformName =
  /(?:^|[/-])(?<os>android|darwin|freebsd|linux|openharmony|win32|windows)-(?<cpu>arm64|arm|x64|ia32|ppc64|riscv64|s390x|64)(?:-(?<libc>gnu|musl))?/u

function platformOf(name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> | undefined {
  const { os, cpu, libc } = platformName.exec(name)?.groups ?? {}
  if (os === undefined || cpu === undefined) return undefined
  return {
    cpu: [cpu === '64' ? 'x64' : cpu],
    os: [os === 'windows' ? 'win32' : os],
    ...(libc === undefined ? {} : { libc: [libc === 'gnu' ? 'glibc' : libc] }),
  }
}
