import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import type { UserConfig } from 'vite'

const root = join(import.meta.dirname, '..', 'renderer')

/** The pages: one bundle for Chromium (Electron's, or an Edge or Chrome of the last two years). */
const config: UserConfig = {
  root,
  base: './',
  plugins: [react()],
  build: {
    outDir: join(root, '..', 'dist', 'renderer'),
    emptyOutDir: true,
    target: 'chrome120',
    // Everything from one local disk: preloading helpers and size advice are for networks.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 10_000,
  },
}

export default config
