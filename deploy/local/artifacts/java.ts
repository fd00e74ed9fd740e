import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { needTool } from './debian-tool.ts'

const installedVirtualMachines = '/usr/lib/jvm'

/** A Java of at least that version: the one named by WIN11MON_JAVA or JAVA_HOME, on the path, or installed beside others. */
export function javaAtLeast(version: number): string {
  const found = candidates().find((java) => versionOf(java) >= version)
  if (found !== undefined) return found
  // The newest that Debian 12 has.
  if (version <= 17) {
    needTool('java', 'openjdk-17-jre-headless')
    return 'java'
  }
  throw new Error(`Java ${version} or newer is missing: install one and name its java with WIN11MON_JAVA.`)
}

function candidates(): string[] {
  const { WIN11MON_JAVA: named, JAVA_HOME: home } = process.env
  const installed = existsSync(installedVirtualMachines) ? readdirSync(installedVirtualMachines) : []
  return [
    ...(named === undefined ? [] : [named]),
    ...(home === undefined ? [] : [join(home, 'bin/java')]),
    'java',
    ...installed.map((name) => join(installedVirtualMachines, name, 'bin/java')),
  ]
}

/** 0 when there is no such Java. */
function versionOf(java: string): number {
  const { stderr, error } = spawnSync(java, ['-version'], { encoding: 'utf8' })
  if (error !== undefined) return 0
  return Number(/version "(\d+)/u.exec(stderr)?.[1] ?? 0)
}
