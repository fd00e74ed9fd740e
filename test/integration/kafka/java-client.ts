import { spawn } from 'node:child_process'
import { once } from 'node:events'

import { javaAtLeast } from '../../../deploy/local/artifacts/java.ts'
import { kafkaClassPath } from '../../../deploy/local/artifacts/kafka-jars.ts'
import type { KafkaCluster } from '../../../deploy/local/servers/kafka.ts'
import { leastJava } from '../../../deploy/local/versions.ts'

export interface JavaRecord {
  readonly partition: number
  readonly key: string
  readonly value: string
}

/** Reads so many records of texts with Java's console consumer. */
export async function javaReads(cluster: KafkaCluster, topic: string, count: number): Promise<JavaRecord[]> {
  const format = ['print.key=true', 'print.partition=true'].flatMap((property) => ['--formatter-property', property])
  const range = ['--from-beginning', '--max-messages', String(count), '--timeout-ms', '30000']
  const output = await runJava('org.apache.kafka.tools.consumer.ConsoleConsumer', [
    '--bootstrap-server',
    cluster.addresses().join(','),
    '--topic',
    topic,
    ...range,
    ...format,
  ])
  return output
    .split('\n')
    .filter((line) => line.startsWith('Partition:'))
    .map((line) => {
      const [partition = '', key = '', value = ''] = line.split('\t')
      return { partition: Number(partition.slice('Partition:'.length)), key, value }
    })
}

/** Writes records of texts with Java's console producer. */
export async function javaWrites(
  cluster: KafkaCluster,
  topic: string,
  records: readonly Omit<JavaRecord, 'partition'>[],
  compression: string,
): Promise<void> {
  const input = records.map(({ key, value }) => `${key}\t${value}\n`).join('')
  const options = ['--compression-codec', compression, '--reader-property', 'parse.key=true']
  await runJava(
    'org.apache.kafka.tools.ConsoleProducer',
    ['--bootstrap-server', cluster.addresses().join(','), '--topic', topic, ...options],
    input,
  )
}

async function runJava(className: string, args: readonly string[], input = ''): Promise<string> {
  const options = ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Dlog4j2.level=ERROR', '-cp', kafkaClassPath()]
  const child = spawn(javaAtLeast(leastJava.kafka), [...options, className, ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  child.stdin.end(input)
  const [code] = (await once(child, 'close')) as [number]
  if (code !== 0) throw new Error(`${className} ended with ${code}: ${errors.slice(-2_000)}${output.slice(-500)}`)
  return output
}
