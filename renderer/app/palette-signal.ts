const OPEN = 'keheng:palette'

/** The palette opens from anywhere; it alone listens. */
export function openPalette(): void {
  window.dispatchEvent(new Event(OPEN))
}

export function onOpenPalette(listener: () => void): () => void {
  window.addEventListener(OPEN, listener)
  return () => window.removeEventListener(OPEN, listener)
}
