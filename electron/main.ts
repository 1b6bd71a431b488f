import { join } from 'node:path'
import { app, BrowserWindow, dialog, session } from 'electron'
import { type CoreClient, startCore } from '#core/client.ts'
import { configFolder, keepsKeysInSystem, temporaryFolder } from '#core/folders.ts'
import { VERSION } from '#core/version.ts'
import type { Language } from '#shared/domain/bilingual.ts'
import type { Problem } from '#shared/domain/problem.ts'
import { bookArgument } from './desktop/book-argument.ts'
import { guardContents, guardSession } from './desktop/guards.ts'
import { connectPage } from './desktop/ipc.ts'
import { showMenu } from './desktop/menu.ts'
import { registerAppScheme, serveApp } from './desktop/protocol.ts'
import { openMainWindow } from './desktop/window.ts'

// The bundle lies in dist/electron, beside dist/renderer.
const RENDERER_DIR = join(import.meta.dirname, '..', 'renderer')
const PRELOAD = join(import.meta.dirname, 'preload.cjs')
/** The page's own setting for its language. */
const LANGUAGE_SETTING = 'ui.language'

app.setName('keheng')
app.setPath('userData', configFolder())
app.enableSandbox()
// Chromium's own services ask the network now and then; this program never does.
for (const name of ['disable-background-networking', 'disable-component-update', 'no-pings']) {
  app.commandLine.appendSwitch(name)
}
registerAppScheme()
app.on('web-contents-created', (_event, contents) => guardContents(contents))

// A second start hands its book to the first and ends: two windows must not hold one book.
if (app.requestSingleInstanceLock()) {
  // Not awaited: Electron is ready only after this module has been evaluated.
  void app.whenReady().then(run)
} else app.quit()

async function run(): Promise<void> {
  const exports = await temporaryFolder('export')
  const client = startCore({
    settingsFile: join(app.getPath('userData'), 'settings.json'),
    systemSecrets: keepsKeysInSystem(),
    exportFolder: exports.path,
    version: VERSION,
  })
  client.onStopped(showProblem)
  guardSession(session.defaultSession, { devTools: !app.isPackaged })
  serveApp(RENDERER_DIR)
  connectPage({ client, exportFolder: exports.path, onDone: followLanguage })
  showMenu(await savedLanguage(client))
  await openBook(client, bookArgument(process.argv, process.cwd()))
  openMainWindow(PRELOAD)

  app.on('second-instance', (_event, argv, workingDirectory) => {
    const window = BrowserWindow.getAllWindows()[0]
    if (window?.isMinimized() === true) window.restore()
    window?.focus()
    void openBook(client, bookArgument(argv, workingDirectory))
  })
  app.on('window-all-closed', () => app.quit())
  let isClosed = false
  app.on('will-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    void client
      .close()
      .then(exports.remove)
      .finally(() => {
        isClosed = true
        app.quit()
      })
  })
}

async function openBook(client: CoreClient, path: string | null): Promise<void> {
  if (path === null) return
  const reply = await client.call('book.open', { path })
  if (!reply.ok) showProblem(reply.error)
}

function showProblem(problem: Problem): void {
  dialog.showErrorBox('科衡 Keheng', `${problem.message.zh}\n\n${problem.message.en}`)
}

async function savedLanguage(client: CoreClient): Promise<Language> {
  const settings = await client.call('settings.get', {})
  return settings.ok && settings.value[LANGUAGE_SETTING] === 'en' ? 'en' : 'zh'
}

/** The menu changes with the page: both go by the same setting. */
function followLanguage(method: unknown, request: unknown): void {
  if (method !== 'settings.set') return
  const { key, value } = request as { readonly key: string; readonly value: unknown }
  if (key === LANGUAGE_SETTING) showMenu(value === 'en' ? 'en' : 'zh')
}
