import type { Entries } from './entry.ts'

export const views = {
  'views.menu': { zh: '视图', en: 'Views' },
  'views.empty': {
    zh: '还没有保存的视图。把页面调到想要的样子（期间、口径、筛选），起个名字保存，开会时一点就到。',
    en: 'No saved views yet. Set a page up as you want it (months, basis, filters), name it and save: one click brings it back in a meeting.',
  },
  'views.name': { zh: '给当前页面起个名字', en: 'Name this page' },
  'views.save': { zh: '保存视图', en: 'Save the view' },
  'views.rename': { zh: '改名', en: 'Rename' },
  'views.replace': { zh: '改为当前页面', en: 'Change to this page' },
  'views.up': { zh: '上移', en: 'Move up' },
  'views.down': { zh: '下移', en: 'Move down' },
  'views.remove': { zh: '删除', en: 'Remove' },
  'views.removeAsk': { zh: '删除视图“{name}”？', en: 'Remove the view “{name}”?' },
  'palette.view': { zh: '视图', en: 'View' },

  'print.button': { zh: '打印（Ctrl+P）', en: 'Print (Ctrl+P)' },
  'print.period': { zh: '期间：{from} 至 {to}', en: 'Months: {from} to {to}' },
  'print.compared': { zh: '对比：{from} 至 {to}', en: 'Compared with: {from} to {to}' },
  'print.basis': { zh: '口径：{basis}', en: 'Basis: {basis}' },
  'print.unit': { zh: '金额单位：{unit}', en: 'Amounts in {unit}' },
  'print.insurance': { zh: '医保类型：{value}', en: 'Insurance: {value}' },
  'print.team': { zh: '医疗组：{value}', en: 'Team: {value}' },
  'print.at': { zh: '打印于 {at}', en: 'Printed {at}' },
  'print.limit': {
    zh: '打印前 {shown} 行，共 {n} 行；全部行请导出文件。',
    en: 'The first {shown} of {n} rows; export the table for all of them.',
  },
} as const satisfies Entries
