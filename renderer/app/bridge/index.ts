import type { Bridge } from '#shared/contract/bridge.ts'
import { takeToken } from './token.ts'
import { createWebBridge } from './web-bridge.ts'

declare global {
  interface Window {
    /** Put there by the desktop shell's preload script, before any code of the page runs. */
    readonly keheng?: Bridge
  }
}

let bridge: Bridge | null = null

/** The page's one way to the core, whichever shell the page runs in. Call it before the router reads the address. */
export function getBridge(): Bridge {
  bridge ??= window.keheng ?? createWebBridge(takeToken())
  return bridge
}
