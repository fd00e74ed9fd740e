/** `npm run bench -- NAME [options]`: runs one measurement. Figures go to stdout. */
const benches: Readonly<Record<string, () => Promise<unknown>>> = {
  analyze: () => import('./analyze.ts'),
  avro: () => import('./avro.ts'),
  collector: () => import('./collector.ts'),
  documents: () => import('./documents.ts'),
  enrich: () => import('./enrich.ts'),
  enricher: () => import('./enricher.ts'),
  evtx: () => import('./evtx.ts'),
  ffi: () => import('./ffi.ts'),
  kafka: () => import('./kafka.ts'),
  sigma: () => import('./sigma.ts'),
}

const name = process.argv[2] ?? ''
const bench = benches[name]
if (bench === undefined) {
  process.stderr.write(`npm run bench -- NAME, with NAME one of ${Object.keys(benches).join(', ')}.\n`)
  process.exitCode = 2
} else {
  await bench()
}
