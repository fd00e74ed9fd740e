/**
 * Comparing registry paths. Sources spell one key in several ways: `\REGISTRY\MACHINE`, `HKLM`, a numbered control set, the
 * security identifier of a user or its `_Classes` hive, the 32-bit view.
 */
const keysByPath = new Map<string, string>()
/** Paths repeat all day; the memory of their keys is dropped whole when a flood of new ones fills it. */
const maxRememberedPaths = 50_000

const spellings: readonly (readonly [RegExp, string])[] = [
  [/^\\registry\\machine(?=\\|$)/u, 'hklm'],
  [/^\\registry\\user(?=\\|$)/u, 'hku'],
  [/^hkey_local_machine(?=\\|$)/u, 'hklm'],
  [/^hkey_users(?=\\|$)/u, 'hku'],
  [/^(?:hkcu|hkey_current_user)(?=\\|$)/u, 'user'],
  [/^(?:hkcr|hkey_classes_root)(?=\\|$)/u, 'hklm\\software\\classes'],
  [/^hku\\[^\\]+_classes(?=\\|$)/u, 'user\\software\\classes'],
  [/^hku\\[^\\]+(?=\\|$)/u, 'user'],
  [/^hklm\\system\\controlset\d{3}(?=\\|$)/u, 'hklm\\system\\currentcontrolset'],
  [/\\wow6432node(?=\\|$)/u, ''],
]

/** One spelling of the path, in small letters: `hklm\…` for the machine, `user\…` for any user. */
export function registryKey(path: string): string {
  const known = keysByPath.get(path)
  if (known !== undefined) return known
  const key = spellings.reduce((text, [expression, root]) => text.replace(expression, root), path.toLowerCase())
  if (keysByPath.size >= maxRememberedPaths) keysByPath.clear()
  keysByPath.set(path, key)
  return key
}
