import type { RegistryOperationType } from '@win11mon/schemas'

import type { RegistryChange } from '../model/activity-events.ts'
import { type Random, weighted } from '../model/random.ts'

/** A place that gets written: %SID% stands for the user's security identifier. */
interface Place {
  readonly keyPath: string
  readonly valueNames: readonly string[]
}

const machine = '\\REGISTRY\\MACHINE\\'
const windows = `${machine}SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\`
const user = '\\REGISTRY\\USER\\%SID%\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\'

const systemPlaces: readonly Place[] = [
  { keyPath: `${machine}SYSTEM\\ControlSet001\\Services\\bam\\State\\UserSettings\\%SID%`, valueNames: ['Version', 'SequenceNumber'] },
  {
    keyPath: `${machine}SYSTEM\\ControlSet001\\Services\\W32Time\\SecureTimeLimits\\RunTime`,
    valueNames: ['SecureTimeTickCount', 'SecureTimeConfidence'],
  },
  {
    keyPath: `${machine}SYSTEM\\ControlSet001\\Services\\Tcpip\\Parameters\\Interfaces\\{5f1c9a4e-8d4f-4b7c-9a8e-2f5d1c6b7a90}`,
    valueNames: ['LeaseObtainedTime', 'LeaseTerminatesTime', 'T1', 'T2'],
  },
  {
    keyPath: `${machine}SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Notifications\\Data`,
    valueNames: ['418A073AA3BC3475', '418A073AA3BC1C75'],
  },
  { keyPath: `${windows}Diagnostics\\DiagTrack\\HeartBeats\\Default`, valueNames: ['LastHeartBeatTime', 'EventsUploaded'] },
  { keyPath: `${windows}WindowsUpdate\\Orchestrator\\Configurations`, valueNames: ['LastScanTime', 'NextScanDueTime'] },
  { keyPath: `${machine}SOFTWARE\\Microsoft\\Windows Search\\Gather\\Windows\\SystemIndex`, valueNames: ['NewClientID', 'Crawls'] },
  {
    keyPath: `${machine}SOFTWARE\\Microsoft\\Windows Defender\\Signature Updates`,
    valueNames: ['SignaturesLastUpdated', 'LastFallbackTime'],
  },
  {
    keyPath: `${machine}SOFTWARE\\Microsoft\\SecurityManager\\CapAuthz\\ApplicationsEx\\Microsoft.Windows.Search`,
    valueNames: ['CapSids'],
  },
  { keyPath: `${windows}Group Policy\\State\\Machine\\Extension-List`, valueNames: ['startTimeLo', 'startTimeHi', 'endTimeLo'] },
]

const userPlaces: readonly Place[] = [
  {
    keyPath: `${user}Explorer\\UserAssist\\{CEBFF5CD-ACE2-4F4F-9178-9926F41749EA}\\Count`,
    valueNames: ['HRZR_PGYFRFFVBA', 'Zvpebfbsg.Jvaqbjf.Rkcybere'],
  },
  { keyPath: `${user}Explorer\\RecentDocs\\.docx`, valueNames: ['MRUListEx', '0', '1', '2'] },
  { keyPath: `${user}Search\\RecentApps`, valueNames: ['LastAccessedTime', 'LaunchCount'] },
  {
    keyPath: `${user}CloudStore\\Store\\Cache\\DefaultAccount\\$de$windows.data.unifiedtile.startglobalproperties\\Current`,
    valueNames: ['Data'],
  },
  { keyPath: `${user}Internet Settings\\Connections`, valueNames: ['SavedLegacySettings', 'DefaultConnectionSettings'] },
  { keyPath: '\\REGISTRY\\USER\\%SID%\\SOFTWARE\\Microsoft\\Office\\16.0\\Common\\Roaming\\Identities', valueNames: ['LastSyncTime'] },
  { keyPath: '\\REGISTRY\\USER\\%SID%\\SOFTWARE\\Google\\Chrome\\BLBeacon', valueNames: ['state', 'version'] },
  {
    keyPath: '\\REGISTRY\\USER\\%SID%_Classes\\Local Settings\\Software\\Microsoft\\Windows\\Shell\\BagMRU',
    valueNames: ['NodeSlots', 'MRUListEx'],
  },
]

const operations = weighted<RegistryOperationType>([
  [58, 'set_value'],
  [30, 'create_key'],
  [8, 'delete_value'],
  [3, 'delete_key'],
  [1, 'rename_key'],
])

/** What gets written: REG_SZ, REG_BINARY, REG_DWORD, REG_QWORD. */
const contents: readonly { readonly dataType: number; readonly data: Uint8Array }[] = [
  { dataType: 1, data: new Uint8Array(Buffer.from('10.0.22631.4391\0', 'utf16le')) },
  { dataType: 3, data: Uint8Array.from({ length: 24 }, (_unused, index) => (index * 37) & 0xff) },
  { dataType: 4, data: Uint8Array.of(1, 0, 0, 0) },
  { dataType: 4, data: Uint8Array.of(0x40, 0x1f, 0, 0) },
  { dataType: 11, data: Uint8Array.of(0x5a, 0x91, 0x3e, 0x1d, 0xc4, 0xda, 0x01, 0) },
]

/** The changes one host can make, made once: its texts name the user. */
export interface RegistryChanges {
  /** A change that a process of this session would make. */
  pick(sessionId: number): RegistryChange
}

export function createRegistryChanges(random: Random, userSid: string): RegistryChanges {
  const bySession = [systemPlaces, userPlaces].map((places) =>
    places.map((place) => ({ ...place, keyPath: place.keyPath.replace('%SID%', userSid) })),
  )

  return {
    pick(sessionId) {
      const place = random.pick(bySession[sessionId === 0 ? 0 : 1] ?? [])
      const operation = operations.draw(random)
      const isKeyOperation = operation.endsWith('_key')
      const content = operation === 'set_value' ? random.pick(contents) : undefined
      return {
        operation,
        keyPath: place.keyPath,
        valueName: isKeyOperation ? null : random.pick(place.valueNames),
        newName: operation === 'rename_key' ? 'Previous' : null,
        dataType: content?.dataType ?? null,
        data: content?.data ?? null,
      }
    },
  }
}
