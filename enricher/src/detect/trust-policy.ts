import type { ImageKey } from '../windows/image-path.ts'
import { matchesPath } from '../windows/path-pattern.ts'
import { criticalImageNames, trustedPublisherNames } from '../windows/trust.ts'

/** What a person decides about trust. Programs that run foreign code stay untrusted whatever stands here. */
export interface TrustPolicy {
  /** In small letters. */
  readonly publishers: ReadonlySet<string>
  /** Paths of images trusted in addition; `*` stands for any run of characters. */
  readonly images: readonly string[]
  /** File names, in small letters, of processes in System32 that are worth an attack. */
  readonly criticalNames: ReadonlySet<string>
  /** Paths of the images of our own agent. */
  readonly agentImages: readonly string[]
}

/** Where the installer of the agent puts it. */
export const defaultAgentImages: readonly string[] = ['C:\\Program Files\\win11mon\\*']

export const defaultTrustPolicy: TrustPolicy = {
  publishers: new Set(trustedPublisherNames),
  images: [],
  criticalNames: new Set(criticalImageNames),
  agentImages: defaultAgentImages,
}

export function isAgentImage({ agentImages }: TrustPolicy, image: ImageKey): boolean {
  return image !== null && agentImages.some((pattern) => matchesPath(pattern, image))
}
