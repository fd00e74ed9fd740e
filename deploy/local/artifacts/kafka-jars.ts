import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { versions } from '../versions.ts'
import { cached } from './cache.ts'
import { needTool } from './debian-tool.ts'
import { runTool } from './run-tool.ts'

/** Class path of Kafka with everything it depends on, from Maven's repository. */
export function kafkaClassPath(): string {
  const directory = cached(`kafka-${versions.kafka}`, (scratch) => {
    needTool('mvn', 'maven')
    writeFileSync(join(scratch, 'pom.xml'), projectText())
    runTool('mvn', [
      '-B',
      '-ntp',
      '-q',
      '-f',
      join(scratch, 'pom.xml'),
      `org.apache.maven.plugins:maven-dependency-plugin:${versions.mavenDependencyPlugin}:copy-dependencies`,
      '-DincludeScope=runtime',
      `-DoutputDirectory=${join(scratch, 'jars')}`,
    ])
  })
  return join(directory, 'jars', '*')
}

function projectText(): string {
  const dependencies = [
    ['org.apache.kafka', `kafka_${versions.scala}`, versions.kafka],
    // What kafka-console-consumer and its like are made of: the tests let Java read what we write.
    ['org.apache.kafka', 'kafka-tools', versions.kafka],
    ['org.apache.logging.log4j', 'log4j-slf4j-impl', versions.log4j],
  ]
  const elements = dependencies.map(
    ([group, artifact, version]) =>
      `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`,
  )
  return `<project><modelVersion>4.0.0</modelVersion><groupId>local</groupId><artifactId>kafka</artifactId><version>1</version>
<dependencies>${elements.join('')}</dependencies></project>
`
}
