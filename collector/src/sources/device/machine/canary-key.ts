/** The registry value that the canary sets: its key is among the prefixes that the driver is told to watch. */
export const canaryKey = { path: 'SOFTWARE\\win11mon', watched: '\\REGISTRY\\MACHINE\\SOFTWARE\\WIN11MON', value: 'Canary' } as const
