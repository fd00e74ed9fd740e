import {
  callbackConfigBytes,
  callbackNames,
  configAllStartAddresses,
  configDefaultKeys,
  configKernelAddresses,
  configRuntimeLibrariesRelated,
  configScans,
  configSelfAccess,
  driverKinds,
  kindNumber,
  writeCallbackConfig,
} from '@win11mon/schemas'

import type { Sensor } from '../port/sensors.ts'
import type { DriverConfig } from '../port/driver-config.ts'

/** The structure with its texts behind it, each as its length in bytes and UTF-16. */
export function encodeDriverConfig(config: DriverConfig): Uint8Array {
  const texts = [...config.registryPrefixes, ...config.imageNames].map(countedText)
  const bytes = new Uint8Array(callbackConfigBytes + texts.reduce((sum, text) => sum + text.length, 0))
  writeCallbackConfig(new DataView(bytes.buffer), {
    callbackMask: maskOf(config.sensors),
    flags: flagsOf(config),
    ringSizeBytes: config.ringBytes,
    scanDelayMs: config.scanDelayMs,
    processRateLimit: config.processRateLimit,
    kindRateLimits: limitsOf(config.kindRateLimits),
    handleAccessMask: config.handleAccessMask,
    commandLineLimitBytes: config.commandLineLimitBytes,
    registryDataLimitBytes: config.registryDataLimitBytes,
    registryPrefixCount: config.registryPrefixes.length,
    imageNameCount: config.imageNames.length,
    sweepIntervalMs: config.sweepIntervalMs,
  })
  let end = callbackConfigBytes
  for (const text of texts) {
    bytes.set(text, end)
    end += text.length
  }
  return bytes
}

function countedText(text: string): Uint8Array {
  const units = Buffer.from(text, 'utf16le')
  return new Uint8Array(Buffer.concat([Buffer.of(units.length & 0xff, units.length >> 8), units]))
}

function maskOf(sensors: readonly Sensor[]): number {
  return sensors.reduce((mask, sensor) => mask | (1 << callbackNames.indexOf(sensor)), 0)
}

function flagsOf(config: DriverConfig): number {
  const flags: readonly (readonly [isSet: boolean, flag: number])[] = [
    [config.isSelfAccessReported, configSelfAccess],
    [config.areKernelAddressesKept, configKernelAddresses],
    [config.areRuntimeLibrariesRelated, configRuntimeLibrariesRelated],
    [config.areProcessesScanned, configScans],
    [config.areDefaultKeysWatched, configDefaultKeys],
    [config.areAllStartAddressesResolved, configAllStartAddresses],
  ]
  return flags.reduce((sum, [isSet, flag]) => (isSet ? sum | flag : sum), 0)
}

function limitsOf(limits: DriverConfig['kindRateLimits']): readonly number[] {
  const first = Math.min(...driverKinds.map((kind) => kindNumber[kind]))
  const list = driverKinds.map(() => 0)
  for (const kind of driverKinds) list[kindNumber[kind] - first] = limits[kind] ?? 0
  return list
}
