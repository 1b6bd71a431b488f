import { resolve } from 'node:path'

/** The file after `--db` on a command line, made absolute from where it was typed; null when there is none. */
export function bookArgument(argv: readonly string[], workingDirectory: string): string | null {
  const place = argv.indexOf('--db')
  const path = place < 0 ? undefined : argv[place + 1]
  return path === undefined || path === '' ? null : resolve(workingDirectory, path)
}
