import type { ListColumn } from './template-keys.ts'

interface Family {
  readonly list: ListColumn
  /** Headings of the first place alone (主要诊断编码), as `normaliseHeading` leaves them. */
  readonly first: readonly string[]
  /** Headings that carry the number of the place: `dx1`, `诊断编码1`. */
  readonly counted: readonly string[]
  /** Headings of the others, counted from the second place: `其他诊断编码1` is the second diagnosis. */
  readonly others: readonly string[]
}

const cross = (heads: string, tails: string): string[] =>
  heads.split(' ').flatMap((head) => tails.split(' ').map((tail) => head + tail))

const CODE = '编码 代码'
/** The front page (首页) and settlement list name the same places in these ways; JBDM … are the pinyin field names. */
const FAMILIES: readonly Family[] = [
  {
    list: 'dx',
    first: [
      ...cross('主要诊断 出院主要诊断 主诊断 主要疾病诊断', CODE),
      'jbdm',
      'dscgmaindiagcode',
      'maindiagcode',
      '疾病编码icd',
    ],
    counted: ['dx', 'diag', 'diagcode', 'icd', ...cross('诊断 出院诊断', CODE)],
    others: [
      ...cross('其他诊断 其它诊断 出院其他诊断 次要诊断 次诊断', CODE),
      'jbdm',
      'otherdx',
      '其他诊断',
      '其它诊断',
      '次要诊断组合',
    ],
  },
  {
    list: 'dx_names',
    first: [
      ...cross('主要诊断 出院主要诊断 主诊断', '名称'),
      '主要诊断',
      'jbmc',
      '主诊断',
      'dscgmaindiagname',
      '疾病诊断名称',
    ],
    counted: ['dxname', 'dxnames', 'diagname', '诊断名称', '出院诊断名称'],
    others: [...cross('其他诊断 其它诊断 出院其他诊断 次要诊断', '名称'), 'jbmc'],
  },
  {
    list: 'poa',
    first: ['主要诊断入院病情', '主诊断入院病情', 'rybq'],
    counted: ['poa', '入院病情'],
    others: ['其他诊断入院病情', '其它诊断入院病情', 'rybq'],
  },
  {
    list: 'proc',
    first: [...cross('主要手术 主要手术操作 主要手术及操作 主手术', CODE)],
    counted: ['proc', 'oprn', 'oprncode', 'oprnoprtcode', 'ssjczbm', ...cross('手术 手术操作 手术及操作', CODE)],
    others: [...cross('其他手术 其它手术 其他手术操作 其他手术及操作 次要手术', CODE), '其他手术操作'],
  },
  {
    list: 'proc_names',
    first: [...cross('主要手术 主要手术操作 主要手术及操作', '名称'), '主要手术'],
    counted: ['procname', 'procnames', 'ssjczmc', ...cross('手术 手术操作 手术及操作', '名称')],
    others: cross('其他手术 其它手术 其他手术操作 其他手术及操作 次要手术', '名称'),
  },
  {
    list: 'proc_dates',
    first: cross('主要手术 主要手术操作 主要手术及操作', '日期'),
    counted: ['procdate', 'procdates', 'ssjczrq', ...cross('手术 手术操作 手术及操作', '日期')],
    others: cross('其他手术 其它手术 其他手术操作 其他手术及操作', '日期'),
  },
]

const MAX_PLACES = 99

/** `其他诊断编码3` → `dx.4`, with the number at the end or in the middle (`其他诊断3编码`); null for other headings. */
export function numberedHeading(heading: string): string | null {
  for (const { list, first, counted, others } of FAMILIES) {
    if (first.includes(heading)) return `${list}.1`
    const match = /^(\D*)(\d{1,2})(\D*)$/.exec(heading)
    if (match === null) continue
    const stem = match[1]! + match[3]!
    const number = Number(match[2])
    const place = others.includes(stem) ? number + 1 : counted.includes(stem) ? number : 0
    if (place > 0 && place <= MAX_PLACES) return `${list}.${place}`
  }
  return null
}

/** 其他诊断编码 without a number: one cell with all the others, beside a column of the principal one. */
export function joinedOthers(heading: string): ListColumn | null {
  return FAMILIES.find(({ others }) => others.includes(heading) && !/^[a-z]/.test(heading))?.list ?? null
}
