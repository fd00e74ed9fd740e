import { readFile } from 'node:fs/promises'

import { type Feature, type FeatureId, type ScoreModel, builtInModel, featureIds } from '@win11mon/enricher'
import { PipelineError, suggest } from '@win11mon/pipeline'
import * as z from 'zod'

const calibration = z.strictObject({ slope: z.number(), offset: z.number() })

const feature = z.strictObject({
  weight_nats: z.number().min(-50).max(50).optional(),
  /** Null takes the feature out of its group. */
  group: z.string().min(1).nullable().optional(),
  elicited_probabilities: z.union([z.literal(0), z.literal(1), z.literal(2)]).optional(),
})

const modelFile = z.strictObject({
  version: z.string().min(1),
  priors: z.strictObject({ loader: prior().optional(), abuse: prior().optional() }).optional(),
  features: z.record(z.string(), feature).optional(),
  calibration: z.strictObject({ loader: calibration.optional(), abuse: calibration.optional() }).optional(),
})
type ModelFile = z.infer<typeof modelFile>

function prior(): z.ZodNumber {
  return z.number().gt(0).lt(1)
}

/** A model as a person writes it down, YAML or JSON: what it does not say is as built in. Fails with INPUT_MISSING or INPUT_UNREADABLE. */
export async function readModel(path: string): Promise<ScoreModel> {
  const file = await parseModel(await readText(path), path)
  const named = Object.keys(file.features ?? {})
  for (const id of named) if (!isFeature(id)) throw new PipelineError('INPUT_UNREADABLE', unknownFeature(path, id))
  return {
    version: file.version,
    priors: { loader: file.priors?.loader ?? builtInModel.priors.loader, abuse: file.priors?.abuse ?? builtInModel.priors.abuse },
    features: builtInModel.features.map((one) => changed(one, file)),
    calibration: {
      ...(file.calibration?.loader === undefined ? {} : { loader: file.calibration.loader }),
      ...(file.calibration?.abuse === undefined ? {} : { abuse: file.calibration.abuse }),
    },
  }
}

async function parseModel(text: string, path: string): Promise<ModelFile> {
  const { LineCounter, parseDocument } = await import('yaml')
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [error] = document.errors
  if (error !== undefined) {
    const { line } = lines.linePos(error.pos[0])
    throw new PipelineError('INPUT_UNREADABLE', `${path}, line ${line}: no YAML: ${error.message}`)
  }
  const { data, error: problem } = modelFile.safeParse(document.toJS({ maxAliasCount: 0 }))
  if (data !== undefined) return data
  const [issue] = problem.issues
  const where = issue?.path.length ? ` ${issue.path.join('.')}:` : ''
  const advice = '`win11mon score model` prints a whole one.'
  throw new PipelineError('INPUT_UNREADABLE', `${path}:${where} ${issue?.message ?? 'no model'}. ${advice}`)
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PipelineError('INPUT_MISSING', `The model ${path} cannot be read: ${why}`, { cause })
  }
}

function isFeature(id: string): id is FeatureId {
  return featureIds.some((known) => known === id)
}

function unknownFeature(path: string, id: string): string {
  const meant = suggest(id, featureIds)
  return `${path}: features.${id}: there is no such feature. ${meant === undefined ? `There are ${featureIds.join(', ')}.` : `Did you mean ${meant}?`}`
}

function changed(one: Feature, { features }: ModelFile): Feature {
  const { weight_nats: weightNats, group, elicited_probabilities: elicited } = features?.[one.id] ?? {}
  const { group: builtIn, ...rest } = one
  const kept = group === undefined ? builtIn : group
  return {
    ...rest,
    ...(kept == null ? {} : { group: kept }),
    weightNats: weightNats ?? one.weightNats,
    elicitedProbabilities: elicited ?? one.elicitedProbabilities,
  }
}

/** A model as a file that `readModel` takes. */
export async function modelText({ version, priors, features, calibration: fits }: ScoreModel): Promise<string> {
  const { stringify } = await import('yaml')
  const weights = features
    .filter(({ isDeterministic }) => isDeterministic !== true)
    .map(({ id, weightNats, group, elicitedProbabilities }) => [
      id,
      { weight_nats: weightNats, ...(group === undefined ? {} : { group }), elicited_probabilities: elicitedProbabilities },
    ])
  const calibrated = Object.keys(fits).length > 0 ? { calibration: fits } : {}
  return stringify({ version, priors, features: Object.fromEntries(weights), ...calibrated })
}
