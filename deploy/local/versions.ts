/**
 * Versions of the servers that the product is tested with, and of what fetches them. The only place that names them for the
 * scripts here; `docker-compose.yml` is compared with it by a test.
 */
export const versions = {
  kafka: '4.4.0',
  /** Scala that this Kafka is built for: a part of the artifact's name. */
  scala: '2.13',
  /** Of the logging binding, which Kafka's own dependencies leave to whoever starts it; the same as its log4j-core. */
  log4j: '2.25.5',
  apicurio: '3.3.3',
  opensearch: '3.8.0',
  /** The newest whose security plugin Maven's repository has: what roles allow is proved on it. */
  opensearchSecured: '3.4.0',
  /** Debian's, which the local stack runs; Compose takes the image of the same line. */
  redis: '7.0.15',
  toxiproxy: '2.5.0',
  /** Of the container image; a version that CI runs every test on. */
  node: '24.21.0',
  /** Whose published schemas the files in deploy/kubernetes are judged by. */
  kubernetes: '1.30',
  mavenDependencyPlugin: '3.6.1',
} as const

/** Oldest Java that runs them. */
export const leastJava = { kafka: 17, apicurio: 21, opensearch: 21 } as const
