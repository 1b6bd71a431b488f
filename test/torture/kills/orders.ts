import { dirname, join } from 'node:path'
import type { JobMethod } from '#shared/contract/contract.ts'

/** When a process is to die: at a statement of the store, at a report of progress, or so long after it began. */
export type Death =
  | { readonly at: 'statement'; readonly text: string; readonly occurrence: number; readonly after: boolean }
  | { readonly at: 'progress'; readonly report: number }
  | { readonly at: 'moment'; readonly milliseconds: number }

/** What a child process is told, in an environment variable: its core thread reads it too. */
export interface Orders {
  readonly book: string
  readonly identityFolder: string
  readonly method: JobMethod
  readonly request: unknown
  /** Null: the work is done to its end. */
  readonly die: Death | null
  /** Where to write which statements ran how often; null writes nothing. */
  readonly countsFile: string | null
}

/** Beside the book: they hold the key that its patients are named by. */
export const settingsOf = (book: string): string => join(dirname(book), 'settings', 'settings.json')

const VARIABLE = 'KEHENG_KILL_ORDERS'

export const asEnvironment = (orders: Orders) => ({ [VARIABLE]: JSON.stringify(orders) })

/** @throws Error in a process that was started without orders */
export function readOrders(): Orders {
  const text = process.env[VARIABLE]
  if (text === undefined) throw new Error(`${VARIABLE} says what to do`)
  return JSON.parse(text) as Orders
}
