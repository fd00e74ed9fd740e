import type { Event } from '@win11mon/schemas'

/** The first build whose kernel has I/O rings: the minimum that the documentation of CreateIoRing names. */
const firstBuildWithRings = 22_000
/** Built with every Windows; its version is that of the system up to the enablement packages, which keep it on the same side. */
const libraryName = 'ntdll.dll'
const systemLibrary = `\\windows\\system32\\${libraryName}`

export interface BuildReport {
  readonly timeUs: number
  readonly build: number
}

/** Which build of Windows a host runs, as the newest event that tells it says. */
export class WindowsBuild {
  #report: BuildReport | null = null

  note(event: Event): void {
    const build = buildIn(event)
    if (build === null) return
    const known = this.#report
    const isNewer = known === null || event.timeUs > known.timeUs || (event.timeUs === known.timeUs && build > known.build)
    if (isNewer) this.#report = { timeUs: event.timeUs, build }
  }

  /** True when the build is known and has no I/O rings. */
  get isWithoutRings(): boolean {
    return this.#report !== null && this.#report.build < firstBuildWithRings
  }

  get report(): BuildReport | null {
    return this.#report
  }

  restore(report: BuildReport | null): void {
    this.#report = report
  }
}

function buildIn(event: Event): number | null {
  if (event.kind === 'agent_heartbeat') return event.operatingSystemBuild
  if (event.kind !== 'image_load' || event.fileVersion === null || event.imagePath === null) return null
  if (!isPerhapsLibrary(event.imagePath) || !event.imagePath.toLowerCase().endsWith(systemLibrary)) return null
  // `10.0.19041.1023 (WinBuild.160101.0800)`: major, minor, build.
  const build = /^\d+\.\d+\.(?<build>\d+)\./u.exec(event.fileVersion)?.groups?.['build']
  return build === undefined ? null : Number(build)
}

/** Says no to nearly every path without making anything of it. */
function isPerhapsLibrary(path: string): boolean {
  return (path.charCodeAt(path.length - libraryName.length) | 0x20) === libraryName.charCodeAt(0)
}
