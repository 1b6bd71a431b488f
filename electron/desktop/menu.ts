import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { Bilingual, Language } from '#shared/domain/bilingual.ts'

type Role = NonNullable<MenuItemConstructorOptions['role']>

const WORDS = {
  file: { zh: '文件', en: 'File' },
  quit: { zh: '退出', en: 'Quit' },
  edit: { zh: '编辑', en: 'Edit' },
  undo: { zh: '撤销输入', en: 'Undo Typing' },
  redo: { zh: '重做输入', en: 'Redo Typing' },
  cut: { zh: '剪切', en: 'Cut' },
  copy: { zh: '复制', en: 'Copy' },
  paste: { zh: '粘贴', en: 'Paste' },
  selectAll: { zh: '全选', en: 'Select All' },
  view: { zh: '视图', en: 'View' },
  resetZoom: { zh: '实际大小', en: 'Actual Size' },
  zoomIn: { zh: '放大', en: 'Zoom In' },
  zoomOut: { zh: '缩小', en: 'Zoom Out' },
  togglefullscreen: { zh: '全屏', en: 'Full Screen' },
  reload: { zh: '重新载入', en: 'Reload' },
  toggleDevTools: { zh: '开发者工具', en: 'Developer Tools' },
} as const satisfies Record<string, Bilingual>

type Word = keyof typeof WORDS

/** The menu in the interface's language; only what works without the page knowing. */
export function showMenu(language: Language): void {
  const role = (name: Extract<Word, Role>): MenuItemConstructorOptions => ({ role: name, label: WORDS[name][language] })
  const line: MenuItemConstructorOptions = { type: 'separator' }
  const developer = app.isPackaged ? [] : [line, role('reload'), role('toggleDevTools')]
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: WORDS.file[language], submenu: [role('quit')] },
      {
        label: WORDS.edit[language],
        submenu: [role('undo'), role('redo'), line, role('cut'), role('copy'), role('paste'), line, role('selectAll')],
      },
      {
        label: WORDS.view[language],
        submenu: [role('resetZoom'), role('zoomIn'), role('zoomOut'), line, role('togglefullscreen'), ...developer],
      },
    ]),
  )
}
