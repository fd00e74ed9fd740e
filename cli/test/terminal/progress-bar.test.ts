import pico from 'picocolors'
import { expect, test, vi } from 'vitest'

import { startProgressBar } from '../../src/terminal/progress-bar.ts'

const screen = { columns: 80, colours: pico.createColors(false) }

test('draws on a terminal and cleans up after itself', () => {
  vi.useFakeTimers()
  const written: string[] = []
  const output = { write: (text: string) => void written.push(text), isTerminal: true, columns: 80 }
  const stop = startProgressBar(output, screen, () => ({ bytesRead: 512, bytesTotal: 1024 }))
  vi.advanceTimersByTime(250)
  stop()
  vi.advanceTimersByTime(1000)
  vi.useRealTimers()

  expect(written).toHaveLength(3)
  expect(written[0]).toContain('50 %  512 B of 1.0 KiB')
  expect(written[2]).toBe('\r\u001B[K')
})

test('writes nothing elsewhere', () => {
  const written: string[] = []
  startProgressBar({ write: (text) => void written.push(text), isTerminal: false, columns: undefined }, screen, () => ({
    bytesRead: 0,
    bytesTotal: 0,
  }))()

  expect(written).toEqual([])
})
