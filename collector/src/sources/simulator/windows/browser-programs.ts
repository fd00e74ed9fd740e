import { integrity, type Program, type Role } from '../model/program.ts'
import type { Random } from '../model/random.ts'
import { libraries, ownLibraries } from './libraries.ts'
import { userProgram } from './make-program.ts'

/** A browser: one program whose processes differ by their command line and integrity level. */
export interface Browser {
  readonly main: Program
  /** The process that draws a page. */
  readonly renderer: Program
  readonly gpu: Program
  readonly network: Program
  readonly crashHandler: Program
}

interface Make {
  readonly path: string
  readonly folder: string
  readonly library: string
  readonly signer: string
  readonly profile: string
}

function browser({ path, folder, library, signer, profile }: Make): Browser {
  const common = { signer, workingDirectory: `${folder}\\`, libraries: [...libraries.windowed, ...ownLibraries(folder, library, signer)] }
  const child = (type: string, role: Role, integrityLevel: number, threads: number): Program =>
    userProgram(path, { ...common, role, integrityLevel, threads, activity: 1, args: `--type=${type} ${fieldTrials}` })
  return {
    main: userProgram(path, {
      ...common,
      role: 'browser',
      args: '--flag-switches-begin --flag-switches-end',
      libraries: [...common.libraries, ...libraries.network, ...libraries.graphics],
      threads: 24,
      activity: 10,
    }),
    renderer: child('renderer', 'renderer', integrity.untrusted, 9),
    gpu: child(
      'gpu-process --gpu-preferences=UAAAAAAAAADgAAAYAAAAAAAAAAAAAAAAAABgAAAAAAAwAAAAAAAAAAAAAAAQAAAAAAAAAAAAAAAAAAAAAAAAAA',
      'renderer',
      integrity.low,
      12,
    ),
    network: child(
      'utility --utility-sub-type=network.mojom.NetworkService --lang=en-US --service-sandbox-type=none',
      'application',
      integrity.medium,
      8,
    ),
    crashHandler: userProgram(path, {
      ...common,
      role: 'tool',
      threads: 3,
      activity: 0,
      args: `--type=crashpad-handler "--user-data-dir=${profile}" /prefetch:4 --monitor-self-annotation=ptype=crashpad-handler "--database=${profile}\\Crashpad"`,
    }),
  }
}

const fieldTrials = '--field-trial-handle=1924,i,14361709183254361987,8427013367253102711,262144 --variations-seed-version'

export const chrome: Browser = browser({
  path: 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  folder: 'C:\\Program Files\\Google\\Chrome\\Application\\126.0.6478.127',
  library: 'chrome.dll chrome_elf.dll libEGL.dll libGLESv2.dll',
  signer: 'Google LLC',
  profile: 'C:\\Users\\%USER%\\AppData\\Local\\Google\\Chrome\\User Data',
})

export const edge: Browser = browser({
  path: 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  folder: 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\126.0.2592.87',
  library: 'msedge.dll msedge_elf.dll',
  signer: 'Microsoft Corporation',
  profile: 'C:\\Users\\%USER%\\AppData\\Local\\Microsoft\\Edge\\User Data',
})

export const webView: Browser = browser({
  path: 'C:\\Program Files (x86)\\Microsoft\\EdgeWebView\\Application\\126.0.2592.87\\msedgewebview2.exe',
  folder: 'C:\\Program Files (x86)\\Microsoft\\EdgeWebView\\Application\\126.0.2592.87',
  library: 'EBWebView\\x64\\EmbeddedBrowserWebView.dll msedge_elf.dll',
  signer: 'Microsoft Corporation',
  profile: 'C:\\Users\\%USER%\\AppData\\Local\\Packages\\MSTeams_8wekyb3d8bbwe\\LocalCache\\Microsoft\\MSTeams\\EBWebView',
})

/** The arguments of a renderer, as long as real ones. */
export function rendererCommandLine(program: Program, random: Random): string {
  const client = random.between(5, 400)
  return `${program.commandLine} --lang=en-US --device-scale-factor=1.25 --num-raster-threads=4 --enable-main-frame-before-activation --renderer-client-id=${client} --time-ticks-at-unix-epoch=-${random.between(1e9, 4e9)} --launch-time-ticks=${random.between(1e9, 4e9)} --mojo-platform-channel-handle=${4 * random.between(500, 2500)} /prefetch:1`
}
