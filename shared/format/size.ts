const UNITS = ['B', 'KB', 'MB', 'GB'] as const

/** A file size the way file managers show it: `1.2 MB` (1024-based). */
export function formatBytes(bytes: number): string {
  let size = bytes
  let step = 0
  while (size >= 1024 && step < UNITS.length - 1) {
    size /= 1024
    step++
  }
  return `${step === 0 ? size : size.toFixed(1)} ${UNITS[step]}`
}

/** A short time left or taken: `42 s`, `3:05`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
