import { hasTool, runTool } from './run-tool.ts'

/** Installs the Debian package of a program that is missing. Throws with the remedy where there is no apt or no right to use it. */
export function needTool(command: string, debianPackage: string): void {
  if (hasTool(command)) return
  if (!hasTool('apt-get')) throw new Error(`${command} is missing: install it (in Debian the package ${debianPackage}).`)
  aptGet('update', '-qq')
  aptGet('install', '-y', '-qq', '--no-install-recommends', debianPackage)
}

function aptGet(...args: readonly string[]): void {
  const options = { environment: { DEBIAN_FRONTEND: 'noninteractive' } }
  if (process.getuid?.() === 0) runTool('apt-get', args, options)
  else runTool('sudo', ['apt-get', ...args], options)
}
