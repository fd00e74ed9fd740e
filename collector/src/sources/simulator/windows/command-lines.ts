import type { Random } from '../model/random.ts'

const sources = [
  'ledger',
  'account',
  'posting',
  'currency',
  'journal',
  'report',
  'import_csv',
  'calendar',
  'tax_table',
  'reconcile',
  'storage',
  'search_index',
]
const includeFolders = [
  'include',
  'third_party\\fmt\\include',
  'third_party\\spdlog\\include',
  'third_party\\abseil',
  'third_party\\sqlite',
  'generated',
  'third_party\\protobuf\\src',
  'tests\\support',
]

/** A compiler call. One in fifty lists every include folder of a large project: several thousand characters. */
export function compilerArguments(random: Random): string {
  const repeat = random.chance(0.02) ? random.between(10, 27) : random.chance(0.1) ? 2 : 1
  const includes = Array.from({ length: repeat }, (_unused, layer) =>
    includeFolders.map((folder) => `/I..\\..\\${folder}${layer === 0 ? '' : `\\v${layer}`}`).join(' '),
  )
  return `/c ${includes.join(' ')} /Zi /nologo /W4 /WX /O2 /D NDEBUG /D UNICODE /std:c++20 /EHsc /MD /Fo"x64\\Release\\\\" /Fd"x64\\Release\\vc143.pdb" /TP ${random.pick(sources)}.cpp`
}

export function linkerArguments(random: Random): string {
  const objects = sources.map((source) => `x64\\Release\\${source}.obj`).join(' ')
  return `/OUT:"x64\\Release\\ledgerline.exe" /NOLOGO /LTCG /DYNAMICBASE /NXCOMPAT /MACHINE:X64 /TLBID:${random.between(1, 9)} ${objects}`
}

export const nodeCommands = [
  '"C:\\Program Files\\nodejs\\node.exe" "C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js" run build',
  '"C:\\Program Files\\nodejs\\node.exe" .\\node_modules\\typescript\\bin\\tsc -p tsconfig.json',
  '"C:\\Program Files\\nodejs\\node.exe" .\\node_modules\\vite\\bin\\vite.js build --mode production',
  '"C:\\Program Files\\nodejs\\node.exe" .\\node_modules\\eslint\\bin\\eslint.js src --max-warnings 0',
] as const

export const gitArguments = [
  'status --porcelain=v2 --branch -z',
  'rev-parse --show-toplevel',
  '-c core.quotepath=off log --max-count=50 --pretty=format:%H%x00%an%x00%s',
  'fetch --prune origin',
  'diff --name-status HEAD',
] as const

export const shellCommands = [
  'C:\\Windows\\system32\\cmd.exe /d /s /c "npm run build"',
  'C:\\Windows\\system32\\cmd.exe /c ver',
  'C:\\Windows\\system32\\cmd.exe /d /s /c "git status"',
  '"C:\\Windows\\system32\\cmd.exe" ',
] as const
