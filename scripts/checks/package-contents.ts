/**
 * What must not lie in a package that is installed: tests, build caches, and in the command's own package any TypeScript but
 * declarations, because nothing there could run it.
 */
export function packageContentProblems(name: string, paths: readonly string[]): string[] {
  const isCommand = name === '@win11mon/cli'
  return paths.flatMap((path) => {
    if (/(?:^|\/)(?:test|tests|coverage|node_modules)\/|\.test\.[cm]?[jt]s$|\.tsbuildinfo$/u.test(path))
      return [`${name}: ${path} is no part of a package`]
    if (isCommand && /\.[cm]?ts$/u.test(path) && !path.endsWith('.d.ts')) return [`${name}: ${path} cannot be run where it is installed`]
    return []
  })
}
