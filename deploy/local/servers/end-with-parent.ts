import { spawn } from 'node:child_process'

/** Waits for the end of its input, which is the end of whoever holds the other side, however that came. */
const script = `
cat >/dev/null
for file in $(find "$1" -name pid 2>/dev/null); do
  pid=$(cat "$file")
  grep -qF "$1" "/proc/$pid/cmdline" 2>/dev/null && kill -9 "$pid"
done
rm -rf "$1"`

/** Servers below this directory, which has to be a scratch one, end with this process, even when it is killed: then the directory goes, too. */
export function endWithThisProcess(directory: string): void {
  const watcher = spawn('sh', ['-c', script, 'end-with-parent', directory], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  watcher.unref()
  const { stdin } = watcher
  if ('unref' in stdin && typeof stdin.unref === 'function') stdin.unref()
}
