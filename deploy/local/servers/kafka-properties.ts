import { join } from 'node:path'

/** How clients may reach the brokers. Every cluster has `plain`; the others cost certificates and are made when asked for. */
export const listenerNames = ['plain', 'proxied', 'scram', 'mutual', 'expired'] as const
export type ListenerName = (typeof listenerNames)[number]

/** Ports of one broker. */
export interface BrokerPorts {
  readonly controller: number
  readonly listeners: Readonly<Partial<Record<ListenerName, number>>>
  /** Told to clients of the listener `proxied` instead of its own: whoever listens there passes on. */
  readonly proxy?: number
}

export interface BrokerDescription {
  readonly id: number
  readonly directory: string
  readonly brokers: readonly BrokerPorts[]
  /** Directory of the certificates; undefined when no listener needs them. */
  readonly certificates: string | undefined
}

const protocols: Readonly<Record<ListenerName, string>> = {
  plain: 'PLAINTEXT',
  proxied: 'PLAINTEXT',
  scram: 'SASL_SSL',
  mutual: 'SSL',
  expired: 'SSL',
}

/** `server.properties` of a node that is broker and controller. */
export function kafkaProperties({ id, directory, brokers, certificates }: BrokerDescription): string {
  const own = brokers[id - 1]
  if (own === undefined) throw new Error(`There is no broker ${id} among ${brokers.length}.`)
  const names = listenerNames.filter((name) => own.listeners[name] !== undefined)
  const copies = Math.min(brokers.length, 3)
  const listeners = names.map((name) => [name, own.listeners[name]] as const)
  return lines({
    'process.roles': 'broker,controller',
    'node.id': id,
    'controller.quorum.voters': brokers.map(({ controller }, index) => `${index + 1}@127.0.0.1:${controller}`).join(','),
    listeners: [...listeners, ['CONTROLLER', own.controller] as const]
      .map(([name, port]) => `${name.toUpperCase()}://127.0.0.1:${port}`)
      .join(','),
    'advertised.listeners': listeners
      .map(([name, port]) => `${name.toUpperCase()}://${hostOf(name)}:${name === 'proxied' ? (own.proxy ?? port) : port}`)
      .join(','),
    'listener.security.protocol.map': ['CONTROLLER:PLAINTEXT', ...names.map((name) => `${name.toUpperCase()}:${protocols[name]}`)].join(
      ',',
    ),
    'inter.broker.listener.name': 'PLAIN',
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': join(directory, 'data'),
    'auto.create.topics.enable': false,
    'default.replication.factor': copies,
    'min.insync.replicas': copies > 1 ? 2 : 1,
    'offsets.topic.num.partitions': 4,
    'offsets.topic.replication.factor': copies,
    'transaction.state.log.num.partitions': 4,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.num.partitions': 4,
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    // A dead broker is noticed after three seconds instead of nine: tests wait for it.
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,
    'controller.quorum.election.timeout.ms': 500,
    'controller.quorum.fetch.timeout.ms': 1_000,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'log.cleaner.dedupe.buffer.size': 16_777_216,
    'log.segment.bytes': 67_108_864,
    ...(certificates === undefined ? {} : security(certificates, names)),
  })
}

/** Certificates name the host, so clients of a TLS listener come by name. */
export function hostOf(name: ListenerName): string {
  return protocols[name] === 'PLAINTEXT' ? '127.0.0.1' : 'localhost'
}

function security(certificates: string, names: readonly ListenerName[]): Record<string, string | boolean> {
  const properties: Record<string, string | boolean> = {
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    // Whoever comes over the plain listener, the collector by password and by certificate; nobody else may do anything.
    'super.users': 'User:ANONYMOUS;User:collector;User:CN=collector',
    'allow.everyone.if.no.acl.found': false,
    'sasl.enabled.mechanisms': 'SCRAM-SHA-512,SCRAM-SHA-256',
  }
  for (const name of names.filter((listener) => protocols[listener] !== 'PLAINTEXT')) {
    const prefix = `listener.name.${name}`
    properties[`${prefix}.ssl.keystore.type`] = 'PKCS12'
    properties[`${prefix}.ssl.keystore.location`] = join(certificates, name === 'expired' ? 'expired.p12' : 'broker.p12')
    properties[`${prefix}.ssl.keystore.password`] = keystorePassword
    properties[`${prefix}.ssl.truststore.type`] = 'PEM'
    properties[`${prefix}.ssl.truststore.location`] = join(certificates, 'ca.pem')
    if (name === 'mutual') properties[`${prefix}.ssl.client.auth`] = 'required'
    if (name === 'scram') properties[`${prefix}.sasl.enabled.mechanisms`] = 'SCRAM-SHA-512,SCRAM-SHA-256'
    if (name === 'scram') {
      for (const mechanism of ['scram-sha-512', 'scram-sha-256'])
        properties[`${prefix}.${mechanism}.sasl.jaas.config`] = 'org.apache.kafka.common.security.scram.ScramLoginModule required;'
    }
  }
  return properties
}

/** Of a keystore that lives as long as the cluster does, on this machine. */
export const keystorePassword = 'local-stack'

function lines(properties: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${String(value)}\n`)
    .join('')
}
