import { join } from 'node:path'
import { app, BrowserWindow, screen } from 'electron'
import { START_URL } from './app-url.ts'
import { MIN_HEIGHT, MIN_WIDTH, readWindowState, saveWindowState, visibleBounds } from './window-state.ts'

/** Opens the one window, where it was closed last time. */
export function openMainWindow(preload: string): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window.json')
  const saved = readWindowState(stateFile)
  const displays = screen.getAllDisplays().map(({ workArea }) => workArea)
  const place = saved === null ? null : visibleBounds(saved.bounds, displays)
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    ...place,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    title: '科衡 Keheng',
    show: false,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools: !app.isPackaged,
    },
  })
  if (saved?.maximized === true) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    saveWindowState(stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  })
  void window.loadURL(START_URL)
  return window
}
