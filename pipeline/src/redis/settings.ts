import * as z from 'zod'

/** Section `redis` of the configuration, in the words of the file. */
export interface RedisSettings {
  readonly url: string
  readonly username: string
  readonly password: string
  readonly ca_file: string
  readonly prefix: string
  readonly timeout_ms: number
}

/** Written as `${env:…}` or `${file:…}`, and never shown. */
const secret = z.string().default('').meta({ writeOnly: true })

export const redisSettings: z.ZodType<RedisSettings> = z
  .strictObject({
    url: z
      .union([z.literal(''), z.url({ protocol: /^rediss?$/u })])
      .default('')
      .describe('Address of a Redis server, redis://host:port/database, or rediss:// for TLS; empty for none.'),
    username: z.string().default('').describe('Name of the user at Redis.'),
    password: secret.describe('Password of the user at Redis.'),
    ca_file: z.string().default('').describe("PEM file with the authorities to trust; empty for those of the system's Node."),
    prefix: z
      .string()
      .regex(/^[\w.-]+$/u, 'may hold letters, digits, dots, dashes and underscores')
      .default('win11mon')
      .describe('What every key begins with, so that several installations may share a server.'),
    timeout_ms: z.int().min(100).max(60_000).default(5_000).describe('How long an answer of Redis may take.'),
  })
  .prefault({})
  .describe('Redis: host states, alert jobs and prevalence of several enrichers.')
