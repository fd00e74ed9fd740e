import { type ImageKey, imageKey } from './image-path.ts'
import { isProtected, isUserWritable, runsForeignCode } from './trust.ts'

const firstPath = /^\s*(?:"(?<quoted>[^"]+)"|(?<bare>.+?\.(?:exe|dll|sys|com|bat|cmd|ps1|vbs|js)(?=[\s,]|$)|\S+))/iu
const variables: readonly (readonly [RegExp, string])[] = [
  [/^(?:%systemroot%|%windir%)(?=\\)/iu, 'c:\\windows'],
  [/^%(?:localappdata|appdata|temp|tmp|userprofile|public)%/iu, 'c:\\users\\user'],
  [/^%programfiles(?:\(x86\))?%/iu, 'c:\\program files'],
]

/** Why a command that the registry keeps is worth a look; null when it is not, or says too little. */
export function commandConcern(command: string | null): string | null {
  const path = programOf(command ?? '')
  if (path === null) return null
  if (runsForeignCode(path)) return 'it runs a program that runs code of others'
  if (isUserWritable(path)) return 'it lies in a directory that any user can write'
  return path.startsWith('\\') && !isProtected(path) ? 'it lies outside the protected directories' : null
}

function programOf(command: string): ImageKey {
  const groups = firstPath.exec(command)?.groups
  const written = groups?.['quoted'] ?? groups?.['bare'] ?? ''
  return imageKey(variables.reduce((text, [name, value]) => text.replace(name, value), written))
}
