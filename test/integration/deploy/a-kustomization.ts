import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { parseAllDocuments } from 'yaml'

import { needTool } from '../../../deploy/local/artifacts/debian-tool.ts'
import { runTool } from '../../../deploy/local/artifacts/run-tool.ts'
import { versions } from '../../../deploy/local/versions.ts'

export const kubernetesDirectory = join(import.meta.dirname, '../../../deploy/kubernetes')

/** An object of a rendered kustomization, as far as it is looked at here. */
export interface KubernetesObject {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
  readonly spec: unknown
  readonly data?: Readonly<Record<string, string>>
}

export type Labels = Readonly<Record<string, string>>

export interface Container {
  readonly name: string
  readonly image: string
  readonly args: readonly string[]
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: unknown }[]
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[]
  readonly startupProbe?: Probe
  readonly livenessProbe?: Probe
  readonly readinessProbe?: Probe
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[]
  readonly securityContext: unknown
  readonly resources: { readonly requests: Labels; readonly limits: Labels }
}

export interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string }
}

export interface Pod {
  readonly securityContext: unknown
  readonly automountServiceAccountToken: boolean
  readonly terminationGracePeriodSeconds?: number
  readonly initContainers?: readonly Container[]
  readonly containers: readonly Container[]
  readonly volumes: readonly {
    readonly name: string
    readonly configMap?: { readonly name: string }
    readonly secret?: { readonly secretName: string; readonly items: readonly { readonly key: string; readonly path: string }[] }
  }[]
}

let program: string | undefined

/** Renders a kustomization and judges it by the schemas of Kubernetes; throws what is wrong with it. */
export function renderKustomization(directory: string): KubernetesObject[] {
  const text = runTool((program ??= buildProgram()), [directory, versions.kubernetes])
  return parseAllDocuments(text).map((document) => document.toJS() as KubernetesObject)
}

export function theOne(objects: readonly KubernetesObject[], kind: string): KubernetesObject {
  const found = objects.filter((object) => object.kind === kind)
  const [only] = found
  if (only === undefined || found.length > 1) throw new Error(`${found.length} objects of the kind ${kind}, not one.`)
  return only
}

export function podOf({ spec }: KubernetesObject): Pod {
  return (spec as { template: { spec: Pod } }).template.spec
}

/** Built once: linking takes longer than everything else. */
function buildProgram(): string {
  needTool('go', 'golang-go')
  const path = join(mkdtempSync(join(tmpdir(), 'win11mon-kubernetes-check-')), 'kubernetes-check')
  runTool('go', ['build', '-o', path, '.'], { directory: join(kubernetesDirectory, '../kubernetes-check') })
  return path
}
