import { createRequire } from 'node:module'

const { version } = createRequire(import.meta.url)('../package.json') as { readonly version: string }

/** Version of the program: that of its package. */
export const programVersion: string = version
