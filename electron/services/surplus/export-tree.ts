import { join } from 'node:path'
import type { CallContext, ServiceEnv } from '#core/handler.ts'
import type { ParsedOf } from '#shared/contract/contract.ts'
import type { SurplusRow } from '#shared/contract/figures.ts'
import type { SurplusNode, SurplusTree } from '#shared/contract/surplus.ts'
import type { Bilingual, Language } from '#shared/domain/bilingual.ts'
import { exact } from '#shared/domain/exact.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { BASIS_NAMES } from '#shared/domain/surplus.ts'
import { DIP_TYPE_NAMES, LEVEL_NAMES } from '#shared/domain/surplus-levels.ts'
import { auditExport } from '../audit.ts'
import { type ExportCell, type ExportSheet, writeWorkbook } from '../export-file.ts'
import type { Session } from '../session.ts'
import { surplusTree } from './tree.ts'

/**
 * The tree as a workbook: every level a row, its depth in a column of its own so that it filters and outlines; then the same rows of the
 * months compared with, the change, and the surplus of each month. Amounts in yuan.
 * @throws ProblemError `file-unreadable` when it cannot be written
 */
export async function exportTree(
  env: ServiceEnv,
  session: Session,
  { language, path, ...query }: ParsedOf<'surplus.exportTree'>,
  { breathe }: CallContext,
): Promise<{ readonly path: string; readonly rows: number }> {
  const tree = surplusTree(session, query)
  await breathe()
  const target =
    path ?? join(env.exportFolder, `${language === 'zh' ? '盈亏' : 'surplus'}-${query.by}-${query.basis}.xlsx`)
  await writeWorkbook(target, [rowsSheet(tree, language), monthsSheet(tree, language), aboutSheet(tree, language)])
  auditExport(session, { zh: '盈亏表', en: 'the surplus table' }, tree.rows.length, target)
  return { path: target, rows: tree.rows.length }
}

interface Measure {
  readonly title: Bilingual
  readonly value: (row: SurplusRow) => string | null
}

const decimal = (value: string | null, places: number): string | null =>
  value === null ? null : exact(value).toFixed(places)

function measures({ basis }: SurplusTree): readonly Measure[] {
  const name = BASIS_NAMES[basis]
  return [
    { title: { zh: '病例数', en: 'Cases' }, value: ({ n }) => String(n) },
    { title: { zh: '总权重', en: 'Total weight' }, value: ({ rw }) => rw },
    { title: { zh: 'CMI', en: 'CMI' }, value: ({ cmi }) => decimal(cmi, 4) },
    { title: { zh: '总费用（元）', en: 'Charges (yuan)' }, value: ({ charge }) => fenToYuan(charge) },
    { title: { zh: '结算金额（元）', en: 'Payment (yuan)' }, value: ({ payment }) => decimal(payment, 2) },
    {
      title: { zh: '成本（元）', en: 'Cost (yuan)' },
      value: ({ cost }) => (cost === null ? null : fenToYuan(cost)),
    },
    {
      title: { zh: `${name.zh}（元）`, en: `${name.en} (yuan)` },
      value: ({ surplus }) => decimal(surplus, 2),
    },
    { title: { zh: '盈亏率', en: 'Surplus rate' }, value: ({ surplusRate }) => decimal(surplusRate, 6) },
    {
      title: { zh: '例均盈亏（元）', en: 'Surplus per case (yuan)' },
      value: ({ surplusPerCase }) => decimal(surplusPerCase, 2),
    },
    { title: { zh: '平均住院日', en: 'Mean stay' }, value: ({ meanLos }) => decimal(meanLos, 4) },
  ]
}

function rowsSheet(tree: SurplusTree, language: Language): ExportSheet {
  const list = measures(tree)
  const change: Bilingual = { zh: '变动', en: 'Change' }
  const before: Bilingual = { zh: '对比期', en: 'Compared' }
  const place = language === 'zh' ? ['层级', '深度', '编码', '名称'] : ['Level', 'Depth', 'Code', 'Name']
  const compared = tree.compare === null ? [] : list
  return {
    name: language === 'zh' ? '盈亏' : 'Surplus',
    header: [
      ...place,
      ...list.map(({ title }) => title[language]),
      ...compared.flatMap(({ title }) => [
        `${before[language]} ${title[language]}`,
        `${change[language]} ${title[language]}`,
      ]),
    ],
    rows: [...tree.rows, tree.total].map((row) => [
      ...placeCells(tree, row, language),
      ...list.map(({ value }): ExportCell => ({ number: value(row) })),
      ...compared.flatMap(({ value }): ExportCell[] => {
        const [now, then] = [value(row), row.before === null ? null : value(row.before)]
        const moved = now === null || then === null ? null : exact(now).minus(then).toFixed()
        return [{ number: then }, { number: moved }]
      }),
    ]),
  }
}

function monthsSheet(tree: SurplusTree, language: Language): ExportSheet {
  const place = language === 'zh' ? ['层级', '深度', '编码', '名称'] : ['Level', 'Depth', 'Code', 'Name']
  return {
    name: language === 'zh' ? '逐月' : 'Months',
    header: [...place, ...tree.months],
    rows: [...tree.rows, tree.total].map((row) => [
      ...placeCells(tree, row, language),
      ...tree.months.map((_month, index): ExportCell => ({ number: decimal(row.trend[index] ?? null, 2) })),
    ]),
  }
}

function placeCells(tree: SurplusTree, row: SurplusNode, language: Language): ExportCell[] {
  if (row === tree.total) {
    const texts = [language === 'zh' ? '合计' : 'Total', '', '', '']
    return texts.map((text) => ({ text }))
  }
  const depth = row.id.split('/').length - 1
  const label = row.dipType === null ? row.label : DIP_TYPE_NAMES[row.dipType][language]
  return [
    { text: LEVEL_NAMES[row.level][language] },
    { number: String(depth) },
    { text: row.dipType === null ? row.key : '' },
    { text: label },
  ]
}

function aboutSheet({ basis, slice, compare }: SurplusTree, language: Language): ExportSheet {
  const zh = language === 'zh'
  const months = (span: { from?: string | undefined; to?: string | undefined }) =>
    `${span.from ?? ''} – ${span.to ?? ''}`
  const rows: readonly (readonly [string, string])[] = [
    [zh ? '期间' : 'Months', months(slice)],
    [zh ? '对比期' : 'Compared with', compare === null ? '—' : months(compare)],
    [zh ? '口径' : 'Basis', BASIS_NAMES[basis][language]],
    [zh ? '金额单位' : 'Amounts', zh ? '元' : 'yuan'],
  ]
  return {
    name: zh ? '说明' : 'About',
    header: zh ? ['项目', '内容'] : ['What', 'Value'],
    rows: rows.map((cells) => cells.map((text) => ({ text }))),
  }
}
