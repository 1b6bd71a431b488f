import { readFileSync, renameSync, writeFileSync } from 'node:fs'

export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface WindowState {
  readonly bounds: Bounds
  readonly maximized: boolean
}

export const MIN_WIDTH = 1024
export const MIN_HEIGHT = 640

/** What was saved at the last close; null at the first start, or when the file is not what we wrote. */
export function readWindowState(file: string): WindowState | null {
  try {
    const { bounds, maximized } = JSON.parse(readFileSync(file, 'utf8')) as Partial<WindowState>
    if (bounds === undefined) return null
    const { x, y, width, height } = bounds
    if (![x, y, width, height].every(Number.isInteger)) return null
    return { bounds: { x, y, width, height }, maximized: maximized === true }
  } catch {
    return null
  }
}

/** Called while the window closes, so it must not wait; a position that could not be kept is no reason to complain. */
export function saveWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(`${file}.part`, JSON.stringify(state))
    renameSync(`${file}.part`, file)
  } catch {
    // The next start opens at the default place.
  }
}

/**
 * Where the window may open: the saved place when enough of its title bar is on a display that is still there (the
 * projector may be gone), else null for the system's choice.
 */
export function visibleBounds(saved: Bounds, displays: readonly Bounds[]): Bounds | null {
  const grip = { width: 120, height: 32 }
  const isReachable = displays.some((display) => {
    const across = Math.min(saved.x + saved.width, display.x + display.width) - Math.max(saved.x, display.x)
    const titleBar = saved.y >= display.y && saved.y + grip.height <= display.y + display.height
    return across >= grip.width && titleBar
  })
  if (!isReachable) return null
  return { ...saved, width: Math.max(saved.width, MIN_WIDTH), height: Math.max(saved.height, MIN_HEIGHT) }
}
