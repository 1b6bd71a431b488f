import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge } from '#shared/contract/bridge.ts'
import type { CoreEvent } from '#shared/contract/jobs.ts'
import { METHOD_NAMES } from '#shared/contract/method-names.ts'
import type { Reply } from '#shared/contract/reply.ts'
import type { Problem } from '#shared/domain/problem.ts'
import { CALL_CHANNEL, DELIVER_FILE, EVENT_CHANNEL } from './desktop/channels.ts'

const unknownMethod: Problem = {
  code: 'unknown-method',
  message: { zh: '没有这个功能。', en: 'There is no such method.' },
}
const noPath: Problem = {
  code: 'file-unreadable',
  message: {
    zh: '这不是磁盘上的文件，请先保存到磁盘再拖入或选择。',
    en: 'This is not a file on disk; save it to disk first, then drop or choose it.',
  },
}

const methods: ReadonlySet<string> = new Set(METHOD_NAMES)
const listeners = new Set<(event: CoreEvent) => void>()
ipcRenderer.on(EVENT_CHANNEL, (_event, event: CoreEvent) => {
  for (const listener of [...listeners]) listener(event)
})

const bridge: Bridge = {
  shell: 'desktop',
  call: (method, request) =>
    methods.has(method) ? ipcRenderer.invoke(CALL_CHANNEL, method, request) : Promise.resolve(refuse(unknownMethod)),
  onEvent(listener) {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
  async offerFile(file) {
    const path = webUtils.getPathForFile(file)
    return path === '' ? refuse(noPath) : { ok: true, value: { path, name: file.name } }
  },
  deliverFile: (path, suggestedName) => ipcRenderer.invoke(CALL_CHANNEL, DELIVER_FILE, { path, suggestedName }),
}

contextBridge.exposeInMainWorld('keheng', Object.freeze(bridge))

function refuse(error: Problem): Reply<never> {
  return { ok: false, error }
}
