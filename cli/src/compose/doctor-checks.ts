import { X509Certificate } from 'node:crypto'
import { existsSync, readFileSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import { listQuarantined, openDeviceSource, driverConfigOf, openStoredSpool, sensors } from '@win11mon/collector'
import { PipelineError, openKafkaEventLog } from '@win11mon/pipeline'

import type { Config } from '../settings.ts'
import { formatBytes } from '../terminal/format.ts'
import { programVersion } from '../version.ts'
import { libraryBesideProgram } from './library-place.ts'
import { sqliteSpoolOptions } from './choose-spool.ts'

/** What one look found. Without a fix it is well. */
export interface Finding {
  readonly what: string
  readonly detail: string
  readonly fix?: string
}

export interface DoctorContext {
  readonly config: Config
  /** Where relative paths start. */
  readonly directory: string
  readonly signal: AbortSignal
}

/** How long the driver or a broker may take to answer. */
const patienceMs = 15_000

/** Everything a collector needs, one look after the other. None changes anything that a running collector has. */
export const doctorChecks: readonly ((context: DoctorContext) => Promise<Finding[]>)[] = [
  checkState,
  checkSpool,
  checkDisk,
  checkDriver,
  checkCertificates,
  checkOutput,
  checkClock,
]

async function checkState({ config, directory }: DoctorContext): Promise<Finding[]> {
  const path = resolve(directory, config.collector.state_directory)
  const what = 'state directory'
  const problem = whyUnwritable(path)
  if (problem !== undefined)
    return [{ what, detail: `${path}: ${problem}`, fix: 'Make it, owned by the account of the service, or set collector.state_directory.' }]
  const id = join(path, 'host-id')
  if (!existsSync(id)) return [{ what, detail: `${path}: no host id yet; the first start makes it` }]
  const mode = statSync(id).mode & 0o077
  if (process.platform !== 'win32' && mode !== 0) return [{ what, detail: `${id}: others may read it`, fix: `chmod 600 ${id}` }]
  return [{ what, detail: `${path}: has the host id` }]
}

/** A try, in the directory itself or in the one that it would be made in. */
function whyUnwritable(path: string): string | undefined {
  try {
    if (!existsSync(path)) return existsSync(dirname(path)) ? whyUnwritable(dirname(path)) : 'cannot be made: its parent is missing'
    const probe = join(path, `.doctor-${process.pid}`)
    writeFileSync(probe, '')
    rmSync(probe)
    return undefined
  } catch (error) {
    return reasonOf(error)
  }
}

async function checkSpool({ config, directory }: DoctorContext): Promise<Finding[]> {
  const what = 'spool'
  const { spool: settings } = config.collector
  const path = resolve(directory, settings.directory)
  if (settings.kind === 'memory')
    return [{ what, detail: 'in memory: what it holds ends with the process', fix: 'Set collector.spool.kind to sqlite.' }]
  const problem = whyUnwritable(path)
  if (problem !== undefined)
    return [{ what, detail: `${path}: ${problem}`, fix: 'Make it, owned by the account of the service, or set collector.spool.directory.' }]
  const aside = existsSync(path) ? listQuarantined(path) : []
  const quarantined: Finding[] =
    aside.length === 0
      ? []
      : [
          {
            what,
            detail: `${path}: ${aside.length} set aside, the last ${aside[0]?.stamp}`,
            fix: 'Look at the disk; then `win11mon spool drop --quarantined --yes`.',
          },
        ]
  if (!existsSync(join(path, 'spool.db'))) return [...quarantined, { what, detail: `${path}: none yet; the first start makes it` }]
  return [...quarantined, await lookInto(path)]
}

async function lookInto(path: string): Promise<Finding> {
  const what = 'spool'
  try {
    const spool = await openStoredSpool(path, programVersion)
    const { streams, damagedBatches } = spool.contents()
    spool.close()
    const events = streams.reduce((sum, stream) => sum + stream.events, 0)
    const detail = `${path}: holds ${events} events, ${damagedBatches} damaged batches`
    return damagedBatches === 0 ? { what, detail } : { what, detail, fix: 'Check the disk. The next run declares what is damaged.' }
  } catch (error) {
    if (error instanceof PipelineError && error.code === 'SPOOL_HELD') return { what, detail: `${path}: in use by a running collector` }
    return { what, detail: reasonOf(error), fix: 'Start the collector: it sets the file aside. Check the disk.' }
  }
}

async function checkDisk({ config, directory }: DoctorContext): Promise<Finding[]> {
  const { maxBytes, reserveBytes = 0, directory: path } = sqliteSpoolOptions(config.collector.spool, directory, 'drop')
  let place = path
  while (!existsSync(place)) place = dirname(place)
  const { bavail, bsize } = statfsSync(place)
  const free = bavail * bsize
  const wanted = maxBytes + reserveBytes
  const detail = `${formatBytes(free)} free; the spool takes ${formatBytes(maxBytes)} and leaves ${formatBytes(reserveBytes)}`
  if (free >= wanted) return [{ what: 'disk', detail }]
  return [
    {
      what: 'disk',
      detail,
      fix: 'Free space, or set collector.spool.max_bytes and reserve_bytes to what the disk has: the spool stops growing early.',
    },
  ]
}

async function checkDriver({ config, signal }: DoctorContext): Promise<Finding[]> {
  const { source, device: settings } = config.collector
  const what = 'driver'
  if (source !== 'device') return [{ what, detail: `not needed: collector.source is ${source}` }]
  const libraryPath = settings.library === '' ? libraryBesideProgram() : settings.library
  const host = { hostId: new Uint8Array(16), hostName: null, agentVersion: programVersion }
  let lastProblem = 'it does not answer'
  try {
    const opened = await openDeviceSource({
      libraryPath,
      ...host,
      batchEvents: settings.batch_events,
      driverConfig: driverConfigOf(settings),
      onProblem: ({ detail }) => (lastProblem = detail),
    })
    const patience = AbortSignal.any([signal, AbortSignal.timeout(3_000)])
    try {
      // The first look opens the device; what it reads is not acknowledged, so that a collector gets it again.
      await opened.next(patience)
      return [...describeDriver(opened.device.statistics(), opened.device.isReal)]
    } finally {
      await opened.close()
    }
  } catch (error) {
    if (error instanceof PipelineError && error.code === 'DEVICE_HELD') return [{ what, detail: 'read by a running collector' }]
    const reason = error instanceof PipelineError && error.code === 'BACKEND_UNAVAILABLE' ? lastProblem : reasonOf(error)
    return [
      {
        what,
        detail: reason,
        fix: 'Install and start the driver (`sc.exe start win11mon`), and run this as SYSTEM or as an administrator.',
      },
    ]
  }
}

type Statistics = ReturnType<Awaited<ReturnType<typeof openDeviceSource>>['device']['statistics']>

function describeDriver({ abiVersion, sensors: status, deviceSecurityStatus }: Statistics, isReal: boolean): Finding[] {
  const missing = sensors.filter((sensor) => !status[sensor].isRegistered)
  const name = `${isReal ? 'the driver' : 'the simulation'}, interface ${abiVersion}`
  const findings: Finding[] = [
    missing.length === 0
      ? { what: 'driver', detail: `${name}: every callback is registered` }
      : {
          what: 'driver',
          detail: `${name}: not registered: ${missing.map((sensor) => `${sensor} (0x${(status[sensor].status >>> 0).toString(16)})`).join(', ')}`,
          fix: 'Another driver may have the altitude; load ours first, or see docs/driver.md.',
        },
  ]
  if (deviceSecurityStatus === 0) return findings
  const detail = `the device could not be kept to SYSTEM and administrators (0x${(deviceSecurityStatus >>> 0).toString(16)})`
  return [...findings, { what: 'driver rights', detail, fix: 'Load the driver again; if it stays, report it.' }]
}

async function checkCertificates({ config, directory }: DoctorContext): Promise<Finding[]> {
  const { tls } = config.kafka
  if (!tls.enabled || config.collector.output !== '') return []
  return [tls.ca_file, tls.certificate_file].filter((file) => file !== '').map((file) => describeCertificate(resolve(directory, file)))
}

const soonMs = 30 * 86_400_000

function describeCertificate(path: string): Finding {
  const what = 'certificate'
  try {
    const { validFrom, validTo, subject } = new X509Certificate(readFileSync(path))
    const [fromMs, toMs, nowMs] = [Date.parse(validFrom), Date.parse(validTo), Date.now()]
    const detail = `${path}: ${subject.replaceAll('\n', ', ')}, valid until ${new Date(toMs).toISOString().slice(0, 10)}`
    if (nowMs < fromMs)
      return { what, detail: `${path}: not valid before ${validFrom}`, fix: 'Check the clock of this machine, or the certificate.' }
    if (nowMs > toMs)
      return { what, detail: `${path}: expired on ${validTo}`, fix: 'Put a new certificate there and start the collector anew.' }
    return toMs - nowMs < soonMs
      ? { what, detail: `${detail}: soon`, fix: 'Put a new certificate there before that day.' }
      : { what, detail }
  } catch (error) {
    return { what, detail: `${path}: ${reasonOf(error)}`, fix: 'Name a PEM file that the account of the service may read.' }
  }
}

async function checkOutput({ config, directory }: DoctorContext): Promise<Finding[]> {
  const { output } = config.collector
  if (output !== '') {
    const path = resolve(directory, output)
    const problem = existsSync(path) ? undefined : whyUnwritable(dirname(path))
    return [
      problem === undefined
        ? { what: 'output', detail: path }
        : { what: 'output', detail: `${path}: ${problem}`, fix: 'Name another file with --out.' },
    ]
  }
  return checkKafka(config)
}

/** Opening checks what only this machine can mend, the codec among it; asking for the topic needs a broker. */
async function checkKafka({ kafka }: Config): Promise<Finding[]> {
  const what = 'kafka'
  try {
    const log = await openKafkaEventLog({ settings: kafka })
    const codec: Finding = { what: 'codec', detail: `${kafka.compression} works` }
    try {
      await within(log.check(), patienceMs)
      return [codec, { what, detail: `${kafka.brokers.join(', ')}: has topic ${kafka.topic}` }]
    } catch (error) {
      return [codec, { what, detail: reasonOf(error), fix: 'Check kafka.brokers, the network, the credentials and that the topic exists.' }]
    } finally {
      await log.close()
    }
  } catch (error) {
    return [{ what, detail: reasonOf(error), fix: 'Correct the section kafka of the settings.' }]
  }
}

async function within<Result>(work: Promise<Result>, limitMs: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new PipelineError('BACKEND_UNAVAILABLE', `no answer in ${limitMs / 1000} s`)), limitMs)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** Certificates and the days of the index hang on it. Earlier than this program is certainly wrong. */
async function checkClock(): Promise<Finding[]> {
  const what = 'clock'
  const now = new Date()
  if (now.getTime() >= builtAfterMs && now.getUTCFullYear() < 2100) return [{ what, detail: now.toISOString() }]
  return [{ what, detail: `${now.toISOString()} cannot be`, fix: 'Set the clock; let a time service keep it.' }]
}

const builtAfterMs = Date.UTC(2025, 0, 1)

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
