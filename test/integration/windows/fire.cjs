/*
 * Runs under the bundle's Node in Wine: asks the test-only export driver to fire every callback so many times.
 * Usage: node fire.cjs APP_DIRECTORY ROUNDS RESULT_FILE. The result file gets how many callbacks ran.
 */
const fs = require('node:fs')
const { createRequire } = require('node:module')

const [, , app, rounds, resultFile] = process.argv
const koffi = createRequire(`${app}\\main.js`)('koffi')
const kernel = koffi.load('kernel32.dll')
const createFile = kernel.func(
  'void *CreateFileA(str name, uint32_t access, uint32_t share, void *security, uint32_t how, uint32_t flags, void *template)',
)
const control = kernel.func(
  'int DeviceIoControl(void *device, uint32_t code, uint8_t *input, uint32_t inputBytes, _Out_ uint8_t *output, uint32_t outputBytes, _Out_ uint32_t *returned, void *overlapped)',
)
// IOCTL_FIRE of driver/wine/fire.h.
const device = createFile('\\\\.\\Win11MonitorFire', 0xc0000000, 3, null, 3, 0, null)
const input = Buffer.alloc(8)
const output = Buffer.alloc(8)
input.writeUInt32LE(Number(rounds), 0)
const isDone = control(device, 0x00222400, input, 8, output, 8, [0], null)
fs.writeFileSync(resultFile, JSON.stringify({ isDone: isDone !== 0, fired: output.readUInt32LE(4) }))
