import { PipelineError } from '@win11mon/schemas'
import type ConfluentSchemaRegistry from '@kafkajs/confluent-schema-registry'
import type { SchemaRegistry as Client } from '@kafkajs/confluent-schema-registry'

import type { SchemaRegistry } from './schema-registry.ts'

export interface ConfluentOptions {
  readonly url: string
  readonly username: string
  readonly password: string
  readonly timeoutMs: number
}

const notFound = 404

/** A registry that speaks Confluent's protocol. Its client is loaded when the registry is first asked. */
export function createConfluentRegistry(options: ConfluentOptions): SchemaRegistry {
  let loading: Promise<Client> | undefined
  const client = (): Promise<Client> => (loading ??= load(options))
  const ask = <Answer>(what: string, question: (registry: Client) => Promise<Answer>): Promise<Answer> =>
    withinTime(client().then(question), options).catch((error: unknown) => {
      throw describe(error, `The schema registry at ${options.url}: ${what}`)
    })

  return {
    async idOf(subject, schemaText) {
      const schema = { type: 'AVRO' as never, schema: schemaText }
      const known = await ask(`looking up ${subject}`, (registry) =>
        registry.getRegistryIdBySchema(subject, schema).catch((error: unknown) => {
          if (isUnknown(error)) return undefined
          throw error
        }),
      )
      if (known !== undefined) return known
      const { COMPATIBILITY } = await loadLibrary()
      const compatibility = COMPATIBILITY.BACKWARD_TRANSITIVE
      return (await ask(`registering ${subject}`, (registry) => registry.register(schema, { subject, compatibility }))).id
    },
    async schemaOf(id) {
      const schema = await ask(`asking for schema ${id}`, (registry) =>
        registry.getSchema(id).catch((error: unknown) => {
          if (isUnknown(error)) return undefined
          throw error
        }),
      )
      // Only Avro's have a text that can be asked for; nothing else is ours.
      return schema !== undefined && 'schema' in schema && typeof schema.schema === 'function' ? JSON.stringify(schema.schema()) : undefined
    },
  }
}

/** By its default: a bundler keeps no other name of a library of the older module form. */
async function loadLibrary(): Promise<typeof ConfluentSchemaRegistry> {
  const { default: library } = await import('@kafkajs/confluent-schema-registry')
  return library
}

async function load({ url, username, password }: ConfluentOptions): Promise<Client> {
  const { SchemaRegistry: Registry } = await loadLibrary()
  const auth = username === '' ? {} : { auth: { username, password } }
  // Repeating is ours.
  return new Registry({ host: url, clientId: 'win11mon', retry: { retries: 0 }, ...auth })
}

/** The client waits for ever. */
function withinTime<Answer>(answer: Promise<Answer>, { timeoutMs }: ConfluentOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs)
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** The client turns the answer 404 to a look-up by schema into an error of its own without the status. */
function isUnknown(error: unknown): boolean {
  return statusOf(error) === notFound || (error instanceof Error && error.name === 'ConfluentSchemaRegistryError')
}

function statusOf(error: unknown): number {
  return error instanceof Error && 'status' in error ? Number(error.status) : 0
}

/** What the registry itself says no to stays so; everything else may pass. */
function describe(error: unknown, what: string): PipelineError {
  const reason = error instanceof Error ? error.message : String(error)
  const status = statusOf(error)
  const isRefused = [401, 403, 409, 422].includes(status) || (error instanceof Error && error.name.includes('Compatibility'))
  const advice = isRefused
    ? 'Check kafka.registry (url, username, password) and the compatibility of the subject; a breaking change needs a new topic'
    : 'It is asked again'
  const seen = status === 0 || reason.includes(String(status)) ? '' : ` (status ${status})`
  return new PipelineError(isRefused ? 'SCHEMA_REFUSED' : 'BACKEND_UNAVAILABLE', `${what} failed: ${reason}${seen}. ${advice}.`, {
    cause: error,
    isRetryable: true,
  })
}
