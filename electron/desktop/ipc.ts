import { BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import type { CoreClient } from '#core/client.ts'
import type { Reply } from '#shared/contract/reply.ts'
import { problem } from '#shared/domain/problem.ts'
import { isAppUrl } from './app-url.ts'
import { CALL_CHANNEL, DELIVER_FILE, EVENT_CHANNEL } from './channels.ts'
import { deliverFile, isDelivery } from './deliver.ts'

export interface IpcOptions {
  readonly client: CoreClient
  readonly exportFolder: string
  /** Told of every call that succeeded, so that the shell can follow the settings that concern it. */
  readonly onDone: (method: unknown, request: unknown) => void
}

/** Forwards the contract between our own page and the core; nothing else in the app listens to IPC. */
export function connectPage(options: IpcOptions): void {
  ipcMain.handle(CALL_CHANNEL, async (event, method: unknown, request: unknown): Promise<Reply<unknown>> => {
    if (!isOurPage(event)) return notAllowed
    if (method === DELIVER_FILE) return deliver(event, options.exportFolder, request)
    const reply = await options.client.forward(method, request)
    if (reply.ok) options.onDone(method, request)
    return reply
  })
  options.client.onEvent((event) => {
    for (const window of BrowserWindow.getAllWindows()) {
      if (!window.webContents.isDestroyed()) window.webContents.send(EVENT_CHANNEL, event)
    }
  })
}

/** The sender must be the top frame of a page of ours at this moment; a frame that has navigated away is null. */
function isOurPage(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  return frame !== null && frame.parent === null && isAppUrl(frame.url)
}

async function deliver(event: IpcMainInvokeEvent, exportFolder: string, request: unknown): Promise<Reply<unknown>> {
  const window = BrowserWindow.fromWebContents(event.sender)
  if (window === null || !isDelivery(request)) return badDelivery
  return deliverFile(window, exportFolder, request)
}

const notAllowed: Reply<never> = {
  ok: false,
  error: problem('not-allowed', '只有本程序的窗口可以这样做。', 'Only this program’s own window may do that.').problem,
}
const badDelivery: Reply<never> = {
  ok: false,
  error: problem('bad-request', '没有说明要保存哪个文件。', 'The file to save was not named.').problem,
}
