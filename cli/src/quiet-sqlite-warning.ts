/** Node calls its SQLite module experimental on every start; that is known, and no news to whoever runs a command. */
export function quietSqliteWarning(): void {
  const emit = process.emitWarning.bind(process) as (...all: unknown[]) => void
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (rest[0] === 'ExperimentalWarning' && String(warning).includes('SQLite')) return
    emit(warning, ...rest)
  }
}
