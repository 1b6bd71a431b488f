import { join } from 'node:path'
import type { ServiceEnv } from '#core/handler.ts'
import type { TeamIndex, TeamReport, TeamRow } from '#shared/contract/teams.ts'
import type { Language } from '#shared/domain/bilingual.ts'
import { exact } from '#shared/domain/exact.ts'
import { BASIS_NAMES } from '#shared/domain/surplus.ts'
import { auditExport } from '../audit.ts'
import { type ExportCell, writeWorkbook } from '../export-file.ts'
import type { Session } from '../session.ts'

/** Writes the comparison as a workbook; names stay masked where the page masks them. */
export async function exportTeams(
  env: ServiceEnv,
  session: Session,
  report: TeamReport,
  language: Language,
  path: string | undefined,
): Promise<{ readonly path: string; readonly rows: number }> {
  const zh = language === 'zh'
  const target = path ?? join(env.exportFolder, zh ? '同病组比较.xlsx' : 'same-group-comparison.xlsx')
  const rows = await writeWorkbook(target, [
    { name: zh ? '比较' : 'Comparison', header: headerOf(report, language), rows: report.rows.map(cellsOf(language)) },
  ])
  auditExport(session, { zh: '同病组比较', en: 'the same-group comparison' }, rows, target)
  return { path: target, rows }
}

const MEASURES = {
  zh: { charge: '费用', cost: '成本', stay: '住院日' },
  en: { charge: 'charge', cost: 'cost', stay: 'stay' },
} as const

function headerOf({ by, basis, quality }: TeamReport, language: Language): string[] {
  const zh = language === 'zh'
  const who = by === 'team' ? (zh ? '医疗组' : 'Team') : zh ? '医师' : 'Physician'
  const indices = (['charge', 'cost', 'stay'] as const).flatMap((measure) => {
    const name = MEASURES[language][measure]
    return zh
      ? [`${name}指数`, `${name}指数下限`, `${name}指数上限`, `${name}可比例数`]
      : [`Index of ${name}`, `${name}: from`, `${name}: to`, `${name}: cases`]
  })
  const surplus = BASIS_NAMES[basis][language]
  return [
    ...(zh ? [who, '病例数', '可比病例数', '独有病组病例数', 'CMI'] : [who, 'Cases', 'Comparable', 'Alone', 'CMI']),
    ...indices,
    ...(zh
      ? [`${surplus}：例均与同病组之差（元）`, '差额下限', '差额上限']
      : [`${surplus}: per case beyond the same groups (yuan)`, 'From', 'To']),
    ...quality.flatMap(({ label }) => [label[language], 'n']),
    zh ? '质量事件' : 'Quality events',
    zh ? '说明' : 'Note',
  ]
}

const rounded = (value: string | number | null, places: number): ExportCell => ({
  number: value === null ? null : exact(value).round(places, 1).toFixed(),
})
const count = (value: number | null): ExportCell => ({ number: value === null ? null : String(value) })

const cellsOf =
  (language: Language) =>
  (row: TeamRow): ExportCell[] => {
    const few = language === 'zh' ? '可比病例少于 10 例，不作比较' : 'Fewer than ten comparable cases: not compared'
    return [
      { text: row.label[language] },
      count(row.n),
      count(row.comparable),
      count(row.alone),
      rounded(row.cmi, 4),
      ...(['charge', 'cost', 'stay'] as const).flatMap((measure) => indexCells(row.measures[measure])),
      rounded(row.surplus?.difference ?? null, 2),
      rounded(row.surplus?.low ?? null, 2),
      rounded(row.surplus?.high ?? null, 2),
      ...row.quality.flatMap(({ value, n }) => [rounded(value, 6), count(n)]),
      count(row.events),
      { text: row.few ? few : null },
    ]
  }

function indexCells(found: TeamIndex | null): ExportCell[] {
  if (found === null || found.index === null)
    return [{ number: null }, { number: null }, { number: null }, count(found?.n ?? 0)]
  return [rounded(found.index, 4), rounded(found.low, 4), rounded(found.high, 4), count(found.n)]
}
