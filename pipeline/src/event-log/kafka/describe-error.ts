import { type ErrorCode, PipelineError } from '@win11mon/schemas'

import { programmingErrorIn } from '../../runtime/programming-error.ts'

/** What is known of an error of the client, whatever it is wrapped in. */
interface ErrorParts {
  readonly name: string
  readonly message: string
  /** Kafka's name of a protocol error, such as NOT_LEADER_FOR_PARTITION. */
  readonly type: string
  /** Node's name of a connection error, such as ECONNREFUSED. */
  readonly code: string
  readonly broker: string
}

interface ErrorClass {
  readonly code: ErrorCode
  matches(error: ErrorParts): boolean
  readonly advice: string
}

/**
 * What can be wrong between us and a broker. All may be mended where the broker stands, without anybody coming here, so all of
 * them may be tried again; a person who waits gets the sentence at once.
 */
const errorClasses: readonly ErrorClass[] = [
  {
    code: 'CREDENTIALS_REFUSED',
    matches: ({ name, type }) =>
      /SASL/u.test(name) || type === 'SASL_AUTHENTICATION_FAILED' || type === 'UNSUPPORTED_SASL_MECHANISM' || type === 'ILLEGAL_SASL_STATE',
    advice: 'Check kafka.sasl (mechanism, username, password) against the users of the cluster',
  },
  {
    code: 'CERTIFICATE_EXPIRED',
    matches: ({ code }) => code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID',
    advice: 'Renew the certificate of the broker, or set the clock of this machine',
  },
  {
    code: 'CERTIFICATE_REFUSED',
    matches: ({ code }) => /^ERR_SSL_(?:TLSV\d+_ALERT|SSLV3_ALERT|TLSV\d+_UNSUPPORTED)/u.test(code),
    advice:
      'The broker refused the certificate of this machine: check kafka.tls.certificate_file and key_file, their dates, and that the broker trusts their authority',
  },
  {
    code: 'CERTIFICATE_UNTRUSTED',
    matches: ({ code }) => /CERT|SIGNATURE|ALTNAME|ISSUER|SELF_SIGNED/u.test(code),
    advice: "Check kafka.tls.ca_file (the authority that signed the broker's certificate) and kafka.tls.server_name (the name in it)",
  },
  {
    code: 'HOST_UNKNOWN',
    matches: ({ code }) => code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_NODATA',
    advice: 'Check the names in kafka.brokers, those the brokers advertise, and the name service of this machine',
  },
  {
    code: 'TOPIC_MISSING',
    matches: ({ type }) => type === 'UNKNOWN_TOPIC_OR_PARTITION' || type === 'INVALID_TOPIC_EXCEPTION',
    advice: 'Create the topic with `win11mon topics bootstrap`, or correct its name in the section kafka',
  },
  {
    code: 'NOT_AUTHORISED',
    matches: ({ type }) => type.endsWith('AUTHORIZATION_FAILED'),
    advice:
      'Allow this user to describe and write the topic (a consumer: to read it and its group) in the access control lists of the cluster',
  },
]

/** What to tell a person who tried once, as a command does. */
export const triedOnce = 'Nothing was changed. Check kafka.brokers, and that the cluster runs; `win11mon doctor` looks at each broker'

/**
 * One clear error for what the client threw. `what` says what was tried, such as "Kafka: appending to win11mon.events.v1",
 * `otherwise` what follows when nothing better is known.
 */
export function describeKafkaError(error: unknown, what: string, otherwise = 'It is tried again'): PipelineError {
  if (error instanceof PipelineError) return error
  const mistake = programmingErrorIn(error, what)
  if (mistake !== undefined) return mistake
  const parts = partsOf(error)
  const found = errorClasses.find((errorClass) => errorClass.matches(parts))
  const at = parts.broker === '' ? '' : ` at ${parts.broker}`
  const reason = [parts.type, parts.code].find((name) => name !== '' && !parts.message.includes(name))
  const message = `${what} failed${at}: ${parts.message}${reason === undefined ? '' : ` (${reason})`}. ${found?.advice ?? otherwise}.`
  return new PipelineError(found?.code ?? 'BACKEND_UNAVAILABLE', message, { cause: error, isRetryable: true })
}

/** Answers of a broker that concern the records and nothing else: sending them again changes nothing. */
const recordRefusals: ReadonlySet<string> = new Set(['INVALID_RECORD', 'UNSUPPORTED_FOR_MESSAGE_FORMAT', 'POLICY_VIOLATION'])
const sizeRefusals: ReadonlySet<string> = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE'])

/** Whether the broker refused the records themselves: as too large together, or for good. */
export function refusalOf(error: unknown): { readonly kind: 'too_large' | 'refused'; readonly reason: string } | undefined {
  const { type } = partsOf(error)
  if (sizeRefusals.has(type)) return { kind: 'too_large', reason: type }
  return recordRefusals.has(type) ? { kind: 'refused', reason: type } : undefined
}

/** The broker takes no record that is stamped more than an hour ahead of its own clock, by default since Kafka 4 (KIP-1030). */
export function isClockRefused(error: unknown): boolean {
  return partsOf(error).type === 'INVALID_TIMESTAMP'
}

/** No answer came in time: it may have been taken, and the next attempt should wait longer. */
export function isTimeout(error: unknown): boolean {
  const { name, type } = partsOf(error)
  return name === 'KafkaJSRequestTimeoutError' || type === 'REQUEST_TIMED_OUT'
}

/** Follows the causes inward: outer errors of the client say how often it tried, the innermost says what happened. */
function partsOf(error: unknown): ErrorParts {
  const chain = chainOf(error)
  const last = (read: (link: Readonly<Record<string, unknown>>) => unknown): string =>
    chain.map((link) => read(link)).findLast((value): value is string => typeof value === 'string' && value !== '') ?? ''
  return {
    name: last(({ name }) => name),
    message: last(({ message }) => message)
      .replace(/^Connection error: /u, '')
      .replace(/\.$/u, ''),
    type: last(({ type }) => type),
    code: last(({ code }) => code),
    broker: last(({ broker }) => broker),
  }
}

function chainOf(error: unknown): Readonly<Record<string, unknown>>[] {
  const chain: Error[] = []
  for (let link = error; link instanceof Error && !chain.includes(link); link = link.cause) chain.push(link)
  const plain = chain.map((link) => {
    const { name, message, type, code, broker } = link as Error & Record<string, unknown>
    return { name, message, type, code, broker }
  })
  return plain.length > 0 ? plain : [{ message: String(error) }]
}
