import * as z from 'zod'

/** Section `opensearch.tls`. */
export interface OpensearchTlsSettings {
  readonly ca_file: string
  readonly certificate_file: string
  readonly key_file: string
  readonly key_passphrase: string
  readonly server_name: string
}

/** Section `opensearch.indices`: what `win11mon index bootstrap` gives the indices that come after it. */
export interface IndexSettings {
  readonly create_missing: boolean
  readonly shards: number
  readonly replicas: number
  readonly refresh_interval_ms: number
  readonly apply_retention: boolean
  readonly read_only_after_days: number
  readonly delete_after_days: number
}

/** Section `opensearch` of the configuration, in the words of the file. */
export interface OpensearchSettings {
  readonly nodes: readonly string[]
  readonly username: string
  readonly password: string
  readonly prefix: string
  readonly request_timeout_ms: number
  readonly max_request_bytes: number
  readonly max_requests: number
  readonly slow_after_ms: number
  readonly compress: boolean
  readonly notification_channel: string
  readonly indices: IndexSettings
  readonly tls: OpensearchTlsSettings
}

/** Written as `${env:…}` or `${file:…}`, and never shown: `writeOnly` is what JSON Schema calls that. */
const secret = z.string().default('').meta({ writeOnly: true })
const file = z.string().default('')
const mebibyte = 1024 * 1024

const tls = z
  .strictObject({
    ca_file: file.describe("PEM file with the authorities to trust; empty for those of the system's Node."),
    certificate_file: file.describe('PEM file with the certificate that this machine shows; empty for none.'),
    key_file: file.describe('PEM file with the private key of that certificate.'),
    key_passphrase: secret.describe('Passphrase of the private key.'),
    server_name: z.string().default('').describe('Name to look for in the certificates of the nodes; empty for the name in their address.'),
  })
  .prefault({})
  .describe('Encryption, of nodes whose address begins with https. Their certificate is always checked.')

const indices = z
  .strictObject({
    create_missing: z.boolean().default(false).describe('Let `enrich` install the index templates that are missing when it starts.'),
    shards: z.int().min(1).max(64).default(1).describe('Primary shards of the events of one day.'),
    replicas: z.int().min(0).max(8).default(1).describe('Copies of every shard; with 1, one node may die without a loss.'),
    refresh_interval_ms: z
      .int()
      .min(100)
      .max(300_000)
      .default(2_000)
      .describe('How long a document that was taken may stay unseen by searches.'),
    apply_retention: z
      .boolean()
      .default(true)
      .describe(
        'Let `enrich` close and delete days at their age, one of the enrichers for all; nothing is done where the cluster has index management.',
      ),
    read_only_after_days: z
      .int()
      .min(1)
      .max(3_650)
      .default(3)
      .describe('Age at which the events of a day are closed for writing and merged into one segment a shard.'),
    delete_after_days: z.int().min(2).max(36_500).default(30).describe('Age at which the events of a day are deleted.'),
  })
  .prefault({})
  .describe('What indices get when they are created, and how long they stay.')

/** What a person can set about OpenSearch. */
export const opensearchSettings: z.ZodType<OpensearchSettings> = z
  .strictObject({
    nodes: z
      .array(z.url({ protocol: /^https?$/u }))
      .default([])
      .describe('Addresses of the nodes that requests go to in turn, each as https://host:port.'),
    username: z.string().default('').describe('Name of the user; empty for none.'),
    password: secret.describe('Password of the user.'),
    prefix: z
      .string()
      .min(1)
      .max(64)
      .regex(/^[a-z\d][a-z\d_-]*$/u, 'may hold small letters, digits, dashes and underscores, and begins with a letter or digit')
      .default('win11mon')
      .describe('What the names of all indices and templates begin with.'),
    request_timeout_ms: z
      .int()
      .min(500)
      .max(600_000)
      .default(60_000)
      .describe('How long an answer may take before a request counts as lost.'),
    max_request_bytes: z
      .int()
      .min(64 * 1024)
      .max(90 * mebibyte)
      .default(5 * mebibyte)
      .describe('Bytes of documents that go into one request. Keep it below http.max_content_length of the nodes.'),
    max_requests: z
      .int()
      .min(1)
      .max(64)
      .default(4)
      .describe('Requests with documents that are under way at once; fewer while the nodes are busy.'),
    slow_after_ms: z.int().min(100).max(600_000).default(10_000).describe('An answer that takes longer says that the nodes are busy.'),
    compress: z.boolean().default(false).describe('Compress requests: for a network that is slower than a core.'),
    notification_channel: z
      .string()
      .default('')
      .describe('Id of the channel of the notifications plugin that monitors tell; without one they raise alerts and tell nobody.'),
    indices,
    tls,
  })
  .prefault({})
  .describe('The documents of a fleet.')
