import type { EventKind } from '@win11mon/schemas'

import type { FeatureId } from './features.ts'

/**
 * What has to be known before the absence of a feature says anything: events of a kind about the process itself or from its host at
 * all, or something about the process. Without it the feature is unknown.
 */
export type FeatureSource =
  | { readonly needs: 'process events' | 'host events'; readonly kind: EventKind }
  | { readonly needs: 'image' | 'signature' | 'integrity level' | 'driver profile' }

const scan: FeatureSource = { needs: 'process events', kind: 'ioring_scan' }
const handles: FeatureSource = { needs: 'host events', kind: 'handle_create' }
const creates: FeatureSource = { needs: 'host events', kind: 'process_create' }
const level: FeatureSource = { needs: 'integrity level' }

/** What each feature is told from. */
export const featureSources: Readonly<Record<FeatureId, readonly FeatureSource[]>> = {
  A1: [scan],
  A2: [{ needs: 'driver profile' }],
  A4: [{ needs: 'process events', kind: 'image_load' }],
  A6: [{ needs: 'host events', kind: 'agent_heartbeat' }],
  B1: [scan],
  B2: [level],
  B3: [level, creates],
  B4: [level, creates],
  B5: [level, creates],
  B6: [scan],
  B7: [{ needs: 'driver profile' }],
  B8: [{ needs: 'signature' }],
  B9: [{ needs: 'image' }],
  B10: [handles],
  B11: [handles],
  B12: [creates],
  B13: [{ needs: 'host events', kind: 'image_load' }],
  B14: [{ needs: 'host events', kind: 'thread_create' }],
  B15: [handles],
  B17: [{ needs: 'host events', kind: 'agent_heartbeat' }, scan],
  B18: [{ needs: 'image' }],
  B19: [{ needs: 'process events', kind: 'image_load' }],
  B20: [scan],
}
