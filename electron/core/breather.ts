/** Longest stretch of work between two looks at the message queue, in milliseconds. */
const SLICE_MS = 12

/**
 * A `breathe` function: resolves at once while the slice lasts, otherwise after one full turn of the event loop, in
 * which waiting messages (reads, pings, cancellations) are handled. A macrotask is needed: messages between threads
 * are not delivered between microtasks. Throws the signal's reason when it is aborted.
 */
export function createBreather(signal: AbortSignal, sliceMs = SLICE_MS): () => Promise<void> {
  let sliceStart = performance.now()
  return async () => {
    if (performance.now() - sliceStart >= sliceMs) {
      await new Promise<void>((resolve) => setImmediate(resolve))
      sliceStart = performance.now()
    }
    signal.throwIfAborted()
  }
}
