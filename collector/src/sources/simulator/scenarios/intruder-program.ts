import type { Program } from '../model/program.ts'
import { libraries } from '../windows/libraries.ts'
import { userProgram } from '../windows/make-program.ts'

/** An unsigned tool; it does nothing but what its scenario says. */
export function intruderProgram(path: string, args?: string): Program {
  const folder = path.slice(0, path.lastIndexOf('\\') + 1)
  return userProgram(path, {
    commandLine: args === undefined ? `"${path}"` : `"${path}" ${args}`,
    workingDirectory: folder,
    signer: null,
    role: 'intruder',
    libraries: [...libraries.console, ...libraries.network],
    threads: 2,
    activity: 0,
  })
}
