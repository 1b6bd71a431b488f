import { join } from 'node:path'

/** Shipped data. Sources and bundles lie equally deep below the project, so one way leads there from both. */
export function resourcePath(...parts: string[]): string {
  return join(import.meta.dirname, '..', '..', 'resources', ...parts)
}
