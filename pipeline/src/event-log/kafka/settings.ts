import * as z from 'zod'

export const compressions = ['zstd', 'lz4', 'snappy', 'none'] as const
export type Compression = (typeof compressions)[number]

/** Section `kafka.tls`. */
export interface TlsSettings {
  readonly enabled: boolean
  readonly ca_file: string
  readonly certificate_file: string
  readonly key_file: string
  readonly key_passphrase: string
  readonly server_name: string
}

/** Section `kafka.sasl`. */
export interface SaslSettings {
  readonly mechanism: 'none' | 'plain' | 'scram-sha-256' | 'scram-sha-512'
  readonly username: string
  readonly password: string
}

/** Section `kafka.topics`: what `win11mon topics bootstrap` gives a topic that it creates. */
export interface TopicSettings {
  readonly create_missing: boolean
  readonly partitions: number
  readonly replication: number
  readonly retention_hours: number
  readonly dead_letter_retention_hours: number
}

/** Section `kafka.registry`. */
export interface RegistrySettings {
  readonly url: string
  readonly username: string
  readonly password: string
  readonly timeout_ms: number
  readonly cache_file: string
}

/** Section `kafka` of the configuration, in the words of the file. */
export interface KafkaSettings {
  readonly brokers: readonly string[]
  readonly client_id: string
  readonly topic: string
  readonly dead_letter_topic: string
  readonly group: string
  readonly compression: Compression
  readonly framing: 'batch' | 'event'
  readonly max_request_bytes: number
  readonly fetch_bytes: number
  readonly connection_timeout_ms: number
  readonly request_timeout_ms: number
  readonly session_timeout_ms: number
  readonly position_base: number
  readonly topics: TopicSettings
  readonly tls: TlsSettings
  readonly sasl: SaslSettings
  readonly registry: RegistrySettings
}

/** Written as `${env:…}` or `${file:…}`, and never shown: `writeOnly` is what JSON Schema calls that. */
const secret = z.string().default('').meta({ writeOnly: true })
const file = z.string().default('')
const name = z
  .string()
  .min(1)
  .max(249)
  .regex(/^[\w.-]+$/u, 'may hold letters, digits, dots, dashes and underscores')

function refuse(context: z.core.$RefinementCtx, key: string, message: string): void {
  context.addIssue({ code: 'custom', path: [key], message })
}

const tls = z
  .strictObject({
    enabled: z.boolean().default(false).describe('Speak TLS with the brokers, and check their certificate.'),
    ca_file: file.describe("PEM file with the authorities to trust; empty for those of the system's Node."),
    certificate_file: file.describe('PEM file with the certificate that this machine shows; empty for none.'),
    key_file: file.describe('PEM file with the private key of that certificate.'),
    key_passphrase: secret.describe('Passphrase of the private key.'),
    server_name: z
      .string()
      .default('')
      .describe('Name to look for in the certificates of the brokers; empty for the name in their address.'),
  })
  .superRefine(({ enabled, ...given }, context) => {
    // Whoever names a certificate believes that the connection is encrypted.
    for (const key of ['ca_file', 'certificate_file', 'key_file', 'server_name'] as const)
      if (!enabled && given[key] !== '') refuse(context, key, 'is set, but kafka.tls.enabled is false: nothing would be encrypted')
  })
  .prefault({})
  .describe('Encryption.')

const sasl = z
  .strictObject({
    mechanism: z
      .enum(['none', 'plain', 'scram-sha-256', 'scram-sha-512'])
      .default('none')
      .describe('How this machine proves who it is. Use scram-sha-512, and any of them over TLS only.'),
    username: z.string().default('').describe('Name of the user.'),
    password: secret.describe('Password of the user.'),
  })
  .superRefine(({ mechanism, username }, context) => {
    if (mechanism === 'none' && username !== '')
      refuse(context, 'username', 'is set, but kafka.sasl.mechanism is none: it would not be used')
    if (mechanism !== 'none' && username === '') refuse(context, 'username', `is needed for ${mechanism}`)
  })
  .prefault({})
  .describe('Credentials.')

const topics = z
  .strictObject({
    create_missing: z.boolean().default(false).describe('Let `collect` create the topics that are missing when it starts.'),
    partitions: z.int().min(1).max(10_000).default(12).describe('Partitions of the event topic: as many enrichers can share the work.'),
    replication: z.int().min(1).max(32).default(3).describe('Copies of every partition; with 3, one broker may die without a pause.'),
    retention_hours: z.int().min(1).default(168).describe('How long events stay in the topic.'),
    dead_letter_retention_hours: z.int().min(1).default(720).describe('How long dead letters stay in theirs.'),
  })
  .prefault({})
  .describe('What topics get when they are created. Existing topics are never changed.')

const registry = z
  .strictObject({
    url: z
      .union([z.literal(''), z.url({ protocol: /^https?$/u })])
      .default('')
      .describe('Address of a Confluent-compatible schema registry; empty for none.'),
    username: z.string().default('').describe('Name of the user at the registry.'),
    password: secret.describe('Password of the user at the registry.'),
    timeout_ms: z.int().min(100).max(60_000).default(5_000).describe('How long an answer of the registry may take.'),
    cache_file: z
      .string()
      .min(1)
      .default('win11mon-schema-ids.json')
      .describe('File that keeps the ids the registry gave, so that it may be away at the next start.'),
  })
  .prefault({})
  .describe('Schema registry.')

function isBroker(text: string): boolean {
  const port = Number(/^[^\s:/]+:(\d{1,5})$/u.exec(text)?.[1])
  return port >= 1 && port <= 65_535
}

const mebibyte = 1024 * 1024

/** What a person can set about Kafka. Acknowledgements are not among it: every copy in sync must have a record. */
export const kafkaSettings: z.ZodType<KafkaSettings> = z
  .strictObject({
    brokers: z
      .array(z.string().refine(isBroker, 'must be written as host:port'))
      .default([])
      .describe('Some brokers of the cluster, each as host:port; the others are learned from them.'),
    client_id: name.default('win11mon').describe('How this program calls itself in the logs and quotas of the brokers.'),
    topic: name.default('win11mon.events.v1').describe('Topic of the events.'),
    dead_letter_topic: name.default('win11mon.dead-letters.v1').describe('Topic of what was refused, with its bytes and the reason.'),
    group: name.default('win11mon-enricher').describe('Consumer group that enrichers share.'),
    compression: z.enum(compressions).default('zstd').describe('How records are compressed; gzip is too slow to be offered.'),
    framing: z
      .enum(['batch', 'event'])
      .default('batch')
      .describe('One record for a batch of events, or one for each event: for foreign consumers, at many times the cost.'),
    max_request_bytes: z
      .int()
      .min(16 * 1024)
      .max(64 * mebibyte)
      .default(mebibyte - 64 * 1024)
      .describe('Bytes of records, before compression, that go into one request. Keep it below max.message.bytes of the topic.'),
    fetch_bytes: z
      .int()
      .min(64 * 1024)
      .max(64 * mebibyte)
      .default(4 * mebibyte)
      .describe('Bytes that are fetched of one partition at a time.'),
    connection_timeout_ms: z.int().min(100).max(120_000).default(10_000).describe('How long a connection may take to stand.'),
    request_timeout_ms: z
      .int()
      .min(500)
      .max(300_000)
      .default(30_000)
      .describe('How long an answer may take before a request counts as lost and is repeated with twice the time.'),
    session_timeout_ms: z
      .int()
      .min(6_000)
      .max(300_000)
      .default(30_000)
      .describe('After how long without a sign of life the partitions of an enricher go to another.'),
    position_base: z
      .int()
      .min(0)
      .default(0)
      .describe('Added to the position of every record. Raise it above the highest position used so far after the topic was made anew.'),
    topics,
    tls,
    sasl,
    registry,
  })
  .prefault({})
  .describe('The event log of a fleet.')
