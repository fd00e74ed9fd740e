import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** A skip is easily taken for a pass: says once, where everybody looks, which tests cannot run here. */
export default function sayWhatIsSkipped(): void {
  const captures = process.env['WIN11MON_CAPTURES'] ?? join(import.meta.dirname, '../../shared/data')
  if (existsSync(join(captures, 'otrf'))) return
  process.stdout.write(
    `\nSKIPPED: the tests on public captures, since there is no ${join(captures, 'otrf')}. Set WIN11MON_CAPTURES to their folder.\n`,
  )
}
