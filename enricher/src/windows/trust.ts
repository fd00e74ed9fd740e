import { foreignCodeRunners } from './foreign-code-runners.ts'
import { type ImageKey, baseName, imageKey } from './image-path.ts'

/** Processes whose handles are worth an attack: they hold credentials, tokens or start everything else. */
export const criticalImageNames: readonly string[] = ['lsass.exe', 'csrss.exe', 'winlogon.exe', 'services.exe', 'smss.exe', 'wininit.exe']
const criticalImages: ReadonlySet<string> = new Set(criticalImageNames)

/** True for the real ones: same name elsewhere does not count. */
export function isCriticalImage(image: ImageKey, names: ReadonlySet<string> = criticalImages): boolean {
  return image !== null && isBelow(image, '\\windows\\system32\\') && names.has(baseName(image))
}

export function isImage(image: ImageKey, name: string): boolean {
  return image !== null && isBelow(image, '\\windows\\system32\\') && baseName(image) === name
}

/** Directories that only administrators and installers write. */
const protectedDirectories = ['\\windows\\', '\\program files\\', '\\program files (x86)\\', '\\programdata\\microsoft\\windows defender\\']

/** Holes in them: directories below that ordinary users can write. */
const writableDirectories = [
  '\\users\\',
  '\\windows\\temp\\',
  '\\windows\\tasks\\',
  '\\windows\\tracing\\',
  '\\windows\\system32\\spool\\drivers\\color\\',
  '\\temp\\',
  '\\perflogs\\',
  '\\$recycle.bin\\',
]

export function isUserWritable(image: ImageKey): boolean {
  return image !== null && writableDirectories.some((directory) => isBelow(image, directory))
}

export function isProtected(image: string): boolean {
  return !isUserWritable(image) && protectedDirectories.some((directory) => isBelow(image, directory))
}

function isBelow(image: string, directory: string): boolean {
  return image.startsWith(directory)
}

export function runsForeignCode(image: string): boolean {
  return foreignCodeRunners.has(baseName(image))
}

/**
 * Windows' own services and brokers: what a capture without signature facts can trust by path. Signatures, where the
 * events carry them, decide instead.
 */
const systemServices = new Set([
  'csrss.exe',
  'lsass.exe',
  'lsaiso.exe',
  'services.exe',
  'smss.exe',
  'wininit.exe',
  'winlogon.exe',
  'svchost.exe',
  'msmpeng.exe',
  'mssense.exe',
  'sensendr.exe',
  'nissrv.exe',
  'wmiprvse.exe',
  'wermgr.exe',
  'werfault.exe',
  'werfaultsecure.exe',
  'taskhostw.exe',
  'runtimebroker.exe',
  'consent.exe',
  'sihost.exe',
  'searchindexer.exe',
  'dwm.exe',
  'fontdrvhost.exe',
  'spoolsv.exe',
  'trustedinstaller.exe',
  'tiworker.exe',
  'musnotification.exe',
  'mousocoreworker.exe',
  'compattelrunner.exe',
  'logonui.exe',
  'userinit.exe',
  'audiodg.exe',
  'vssvc.exe',
  'msiexec.exe',
  'sppsvc.exe',
  'securityhealthservice.exe',
  'sgrmbroker.exe',
])

const serviceDirectories = [
  '\\windows\\system32\\',
  '\\windows\\syswow64\\',
  '\\windows\\winsxs\\',
  '\\windows\\servicing\\',
  '\\program files\\windows defender\\',
  '\\program files\\windows defender advanced threat protection\\',
  '\\programdata\\microsoft\\windows defender\\platform\\',
]

/** Names that stand for the kernel itself. */
const kernelImages = new Set(['system', 'registry', 'memcompression', 'memory compression', 'secure system'])

export const trustedPublisherNames: readonly string[] = ['microsoft windows', 'microsoft corporation', 'microsoft windows publisher']

const trustedPublishers: ReadonlySet<string> = new Set(trustedPublisherNames)

export function isKernelImage(image: string): boolean {
  return kernelImages.has(image)
}

export interface ImageFacts {
  readonly image: ImageKey
  /** Null when the events do not say. */
  readonly isSigned: boolean | null
  readonly signature: string | null
}

/**
 * A trusted actor runs a protected image that runs nobody else's code, and is either signed by an allow-listed
 * publisher or, where signatures are unknown, one of Windows' own services.
 */
export function isTrustedImage({ image, isSigned, signature }: ImageFacts, publishers: ReadonlySet<string> = trustedPublishers): boolean {
  if (image === null) return false
  if (isKernelImage(image)) return true
  if (!isProtected(image) || runsForeignCode(image) || isSigned === false) return false
  if (signature !== null) return publishers.has(signature.toLowerCase())
  return systemServices.has(baseName(image)) && serviceDirectories.some((directory) => isBelow(image, directory))
}

const outsideByPath = new Map<string, boolean>()
const maxRememberedPaths = 50_000

/** True for a path that is known to lie outside the protected directories. A bare name says nothing of its directory. */
export function isOutsideProtected(path: string | null): boolean {
  if (path === null) return false
  const known = outsideByPath.get(path)
  if (known !== undefined) return known
  const image = imageKey(path) ?? ''
  const isOutside = image.includes('\\') && !isProtected(image)
  if (outsideByPath.size >= maxRememberedPaths) outsideByPath.clear()
  outsideByPath.set(path, isOutside)
  return isOutside
}
