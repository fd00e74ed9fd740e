import type koffiPackage from 'koffi'
import { PipelineError } from '@win11mon/pipeline'

export interface ListedProcess {
  readonly processId: number
  readonly parentProcessId: number
  /** Microseconds since 1970; 0 for the idle process. */
  readonly startUs: number
  readonly sessionId: number
  readonly imageName: string | null
}

export interface DescribedProcess {
  readonly executable: string | null
  readonly commandLine: string | null
  readonly integrityLevel: number | null
}

/** The few calls into Windows that the collector makes besides the driver's. Null is what Windows did not tell. */
export interface WindowsApi {
  listProcesses(): readonly ListedProcess[]
  describeProcess(processId: number): DescribedProcess
  /** Throws IO_FAILED when the library cannot be loaded. */
  loadAndFreeLibrary(name: string): void
  /** Opens a process for querying and duplicates the handle; throws IO_FAILED when it may not. */
  openAndDuplicate(processId: number): void
  /** Sets a number below HKEY_LOCAL_MACHINE; throws IO_FAILED when it may not. */
  setMachineValue(keyPath: string, valueName: string): void
}

const queryLimited = 0x1000
const tokenQuery = 0x8
const integrityClass = 25
const commandLineClass = 60
const processListClass = 5
const lengthMismatch = 0xc0000004
const machineRoot = 0x80000002n
const setValueAccess = 0x2
const numberType = 4
const sameAccess = 2

type Koffi = typeof koffiPackage
type NativeFunction = ReturnType<ReturnType<Koffi['load']>['func']>

export async function loadWindowsApi(): Promise<WindowsApi> {
  const { default: koffi } = await import('koffi')
  const functions = bindFunctions(koffi)
  return {
    listProcesses: () => listProcesses(koffi, functions),
    describeProcess: (processId) => describeProcess(functions, processId),
    loadAndFreeLibrary: (name) => loadAndFree(functions, name),
    openAndDuplicate: (processId) => openAndDuplicate(functions, processId),
    setMachineValue: (keyPath, valueName) => setMachineValue(functions, keyPath, valueName),
  }
}

type Functions = ReturnType<typeof bindFunctions>

/** HANDLE, HKEY and HMODULE are numbers here: nothing behind them is read. */
function bindFunctions(koffi: Koffi): Readonly<Record<string, NativeFunction>> {
  const kernel = koffi.load('kernel32.dll')
  const native = koffi.load('ntdll.dll')
  const security = koffi.load('advapi32.dll')
  return {
    query: native.func('uint32_t NtQuerySystemInformation(uint32_t class, uint8_t *buffer, uint32_t bytes, uint32_t *needed)'),
    queryProcess: native.func(
      'uint32_t NtQueryInformationProcess(intptr_t process, uint32_t class, uint8_t *buffer, uint32_t bytes, uint32_t *needed)',
    ),
    open: kernel.func('intptr_t OpenProcess(uint32_t access, int inherit, uint32_t process_id)'),
    close: kernel.func('int CloseHandle(intptr_t handle)'),
    current: kernel.func('intptr_t GetCurrentProcess()'),
    duplicate: kernel.func(
      'int DuplicateHandle(intptr_t source, intptr_t handle, intptr_t recipient, intptr_t *copy, uint32_t access, int inherit, uint32_t options)',
    ),
    imageName: kernel.func('int QueryFullProcessImageNameW(intptr_t process, uint32_t flags, uint16_t *name, uint32_t *characters)'),
    loadLibrary: kernel.func('intptr_t LoadLibraryExW(const char16_t *name, intptr_t file, uint32_t flags)'),
    freeLibrary: kernel.func('int FreeLibrary(intptr_t module)'),
    lastError: kernel.func('uint32_t GetLastError()'),
    openToken: security.func('int OpenProcessToken(intptr_t process, uint32_t access, intptr_t *token)'),
    tokenInformation: security.func(
      'int GetTokenInformation(intptr_t token, uint32_t class, uint8_t *buffer, uint32_t bytes, uint32_t *needed)',
    ),
    createKey: security.func(
      'uint32_t RegCreateKeyExW(intptr_t root, const char16_t *path, uint32_t reserved, const char16_t *class, uint32_t options, uint32_t access, intptr_t security, intptr_t *key, uint32_t *disposition)',
    ),
    setValue: security.func(
      'uint32_t RegSetValueExW(intptr_t key, const char16_t *name, uint32_t reserved, uint32_t type, const uint8_t *data, uint32_t bytes)',
    ),
    closeKey: security.func('uint32_t RegCloseKey(intptr_t key)'),
  }
}

/**
 * SYSTEM_PROCESS_INFORMATION on 64-bit Windows: next entry 0, create time 0x20, image name (length, pointer) 0x38 and 0x40,
 * process id 0x50, parent 0x58, session 0x64. Partly documented by Microsoft (winternl.h), the rest stable since Windows XP x64.
 */
function listProcesses(koffi: Koffi, functions: Functions): readonly ListedProcess[] {
  const buffer = processList(functions)
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)
  const base = koffi.address(buffer)
  const listed: ListedProcess[] = []
  for (let at = 0; ;) {
    listed.push(listedProcess(view, at, base))
    const next = view.getUint32(at, true)
    if (next === 0) return listed
    at += next
  }
}

/** The list grows while it is asked for: twice what was needed is enough soon. */
function processList({ query }: Functions): Uint8Array {
  const needed = new Uint32Array(1)
  for (let bytes = 512 * 1024; ; bytes = 2 * Math.max(bytes, needed[0] ?? 0)) {
    const buffer = new Uint8Array(bytes)
    const status = Number(query?.(processListClass, buffer, bytes, needed))
    if (status === 0) return buffer
    if (status !== lengthMismatch) throw failed('listing processes', status)
  }
}

function listedProcess(view: DataView, at: number, base: bigint): ListedProcess {
  const nameBytes = view.getUint16(at + 0x38, true)
  const nameAt = Number(view.getBigUint64(at + 0x40, true) - base)
  return {
    processId: view.getUint32(at + 0x50, true),
    parentProcessId: view.getUint32(at + 0x58, true),
    startUs: Math.max(0, Number((view.getBigInt64(at + 0x20, true) - 116_444_736_000_000_000n) / 10n)),
    sessionId: view.getUint32(at + 0x64, true),
    imageName: nameBytes === 0 ? null : textAt(view, nameAt, nameBytes),
  }
}

function textAt(view: DataView, at: number, bytes: number): string | null {
  if (at < 0 || at + bytes > view.byteLength) return null
  return Buffer.from(view.buffer, view.byteOffset + at, bytes).toString('utf16le')
}

function describeProcess(functions: Functions, processId: number): DescribedProcess {
  const handle = functions['open']?.(queryLimited, 0, processId) as number | bigint
  if (Number(handle) === 0) return { executable: null, commandLine: null, integrityLevel: null }
  try {
    return {
      executable: executableOf(functions, handle),
      commandLine: commandLineOf(functions, handle),
      integrityLevel: integrityOf(functions, handle),
    }
  } finally {
    functions['close']?.(handle)
  }
}

function executableOf(functions: Functions, handle: number | bigint): string | null {
  const characters = new Uint32Array([32_768])
  const name = new Uint16Array(32_768)
  if (Number(functions['imageName']?.(handle, 0, name, characters)) === 0) return null
  return Buffer.from(name.buffer, 0, 2 * (characters[0] ?? 0)).toString('utf16le')
}

/** ProcessCommandLineInformation (Windows 8.1 and later): a UNICODE_STRING, whose text follows it. */
function commandLineOf(functions: Functions, handle: number | bigint): string | null {
  const buffer = new Uint8Array(66_000)
  if (Number(functions['queryProcess']?.(handle, commandLineClass, buffer, buffer.length, new Uint32Array(1))) !== 0) return null
  const view = new DataView(buffer.buffer)
  return textAt(view, 16, view.getUint16(0, true))
}

/** TOKEN_MANDATORY_LABEL: a pointer to a SID and its attributes; the SID follows, its last part is the level. */
function integrityOf(functions: Functions, process: number | bigint): number | null {
  const token = new BigInt64Array(1)
  if (Number(functions['openToken']?.(process, tokenQuery, token)) === 0) return null
  try {
    const buffer = new Uint8Array(64)
    const answer = functions['tokenInformation']?.(token[0], integrityClass, buffer, buffer.length, new Uint32Array(1))
    const partCount = buffer[17] ?? 0
    return Number(answer) === 0 || partCount === 0 ? null : new DataView(buffer.buffer).getUint32(16 + 8 + 4 * (partCount - 1), true)
  } finally {
    functions['close']?.(token[0])
  }
}

function loadAndFree(functions: Functions, name: string): void {
  // LOAD_LIBRARY_SEARCH_SYSTEM32: from nowhere else.
  const loaded = functions['loadLibrary']?.(name, 0, 0x800) as number | bigint
  if (Number(loaded) === 0) throw failed(`loading ${name}`, Number(functions['lastError']?.()))
  functions['freeLibrary']?.(loaded)
}

function openAndDuplicate(functions: Functions, processId: number): void {
  const handle = functions['open']?.(queryLimited, 0, processId) as number | bigint
  if (Number(handle) === 0) throw failed(`opening process ${processId}`, Number(functions['lastError']?.()))
  const copy = new BigInt64Array(1)
  const self: unknown = functions['current']?.()
  const isCopied = Number(functions['duplicate']?.(self, handle, self, copy, 0, 0, sameAccess)) !== 0
  const error = isCopied ? 0 : Number(functions['lastError']?.())
  if (isCopied) functions['close']?.(copy[0])
  functions['close']?.(handle)
  if (!isCopied) throw failed('duplicating a handle', error)
}

function setMachineValue(functions: Functions, keyPath: string, valueName: string): void {
  const key = new BigInt64Array(1)
  const root = BigInt.asIntN(32, machineRoot)
  const created = Number(functions['createKey']?.(root, keyPath, 0, null, 0, setValueAccess, 0, key, new Uint32Array(1)))
  if (created !== 0) throw failed(`opening HKLM\\${keyPath}`, created)
  const now = new Uint8Array(Uint32Array.of(Math.trunc(Date.now() / 1000)).buffer)
  const written = Number(functions['setValue']?.(key[0], valueName, 0, numberType, now, now.length))
  functions['closeKey']?.(key[0])
  if (written !== 0) throw failed(`setting HKLM\\${keyPath}\\${valueName}`, written)
}

function failed(what: string, code: number): PipelineError {
  return new PipelineError('IO_FAILED', `Windows refused ${what}: error 0x${(code >>> 0).toString(16)}.`)
}
