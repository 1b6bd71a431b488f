/** Closes a switch over a discriminated union: a new member no longer compiles until it is handled. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`)
}
