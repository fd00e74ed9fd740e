import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** Absolute: a library is never looked for along a search path, where somebody else may have put one. */
export function libraryBesideProgram(): string {
  const name = process.platform === 'win32' ? 'win11mon_callbacks.dll' : 'libwin11mon_callbacks.so'
  const places = [dirname(process.execPath), dirname(resolve(process.argv[1] ?? '.'))].map((place) => join(place, name))
  return places.find((place) => existsSync(place)) ?? places[0] ?? name
}
