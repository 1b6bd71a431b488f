import { join } from 'node:path'
import type { ServiceEnv } from '#core/handler.ts'
import type { IndicatorList, IndicatorRow } from '#shared/contract/indicators.ts'
import type { Language } from '#shared/domain/bilingual.ts'
import { exact } from '#shared/domain/exact.ts'
import type { ExactText, Figure } from '#shared/domain/figure.ts'
import { BASIS_NAMES } from '#shared/domain/surplus.ts'
import { auditExport } from '../audit.ts'
import { type ExportCell, type ExportSheet, writeWorkbook } from '../export-file.ts'
import type { Session } from '../session.ts'

/** Writes the list as a workbook: figures with their definitions, and their months. Shares stay fractions. */
export async function exportIndicators(
  env: ServiceEnv,
  session: Session,
  list: IndicatorList,
  language: Language,
  path: string | undefined,
): Promise<{ readonly path: string; readonly rows: number }> {
  const target = path ?? join(env.exportFolder, language === 'zh' ? '指标.xlsx' : 'indicators.xlsx')
  await writeWorkbook(target, [figureSheet(list, language), monthSheet(list, language)])
  auditExport(session, { zh: '指标', en: 'the indicators' }, list.rows.length, target)
  return { path: target, rows: list.rows.length }
}

/** Decimals of a figure in a sheet. */
const PLACES: Readonly<Record<Figure['unit'], number>> = { yuan: 2, count: 0, days: 2, ratio: 6, weight: 4, index: 4 }

const UNITS: Readonly<Record<Language, Readonly<Record<Figure['unit'], string>>>> = {
  zh: { yuan: '元', count: '个', days: '天', ratio: '比例', weight: '权重', index: '指数' },
  en: { yuan: 'yuan', count: 'count', days: 'days', ratio: 'share', weight: 'weight', index: 'index' },
}

const number = (value: ExactText | null, unit: Figure['unit']): ExportCell => ({
  number: value === null ? null : exact(value).round(PLACES[unit], 1).toFixed(),
})

const HEADER: Readonly<Record<Language, readonly string[]>> = {
  zh: [
    '指标',
    '口径',
    '单位',
    '本期',
    'n',
    '区间下限',
    '区间上限',
    '对比期',
    '目标',
    '说明',
    '定义',
    '分子',
    '分母',
    '来源',
    '小样本规则',
  ],
  en: [
    'Indicator',
    'Basis',
    'Unit',
    'Value',
    'n',
    'Interval from',
    'Interval to',
    'Compared',
    'Target',
    'Note',
    'Definition',
    'Numerator',
    'Denominator',
    'Source',
    'Small numbers',
  ],
}

function figureSheet({ rows }: IndicatorList, language: Language): ExportSheet {
  return {
    name: language === 'zh' ? '指标' : 'Indicators',
    header: HEADER[language],
    rows: rows.map((row) => figureCells(row, language)),
  }
}

function figureCells(row: IndicatorRow, language: Language): ExportCell[] {
  const { figure, before, target } = row
  const text = (value: string | null): ExportCell => ({ text: value })
  return [
    text(figure.label[language]),
    text(figure.basis === undefined ? null : BASIS_NAMES[figure.basis][language]),
    text(UNITS[language][figure.unit]),
    number(figure.value, figure.unit),
    { number: String(figure.n) },
    number(figure.interval?.low ?? null, 'ratio'),
    number(figure.interval?.high ?? null, 'ratio'),
    number(before?.value ?? null, figure.unit),
    number(target?.value ?? null, figure.unit),
    text(figure.reason?.[language] ?? null),
    text(row.definition[language]),
    text(row.numerator[language]),
    text(row.denominator?.[language] ?? null),
    text(row.source[language]),
    text(row.smallNumberRule[language]),
  ]
}

function monthSheet({ rows, months }: IndicatorList, language: Language): ExportSheet {
  return {
    name: language === 'zh' ? '月度' : 'Months',
    header: [language === 'zh' ? '指标' : 'Indicator', ...months],
    rows: rows.map(({ figure, trend }) => [
      { text: figure.label[language] },
      ...trend.map((value) => number(value, figure.unit)),
    ]),
  }
}
