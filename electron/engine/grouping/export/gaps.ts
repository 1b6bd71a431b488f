import { assertNever } from '#shared/domain/assert-never.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { defineOfficial } from '../official/define.ts'
import { parseOfficialRule } from '../official/rule-parser.ts'
import {
  FALLBACK_MDC,
  isAmbiguous,
  isFallbackDrg,
  type OfficialGroup,
  type OfficialTables,
  OFFICIAL_SHEETS as SHEETS,
} from '../official/tables.ts'
import type { Rule } from '../rule.ts'

/** Something an official workbook says that a package without the extension has no way to say. */
export interface Gap {
  readonly construct: 'check' | 'letter-case' | 'ambiguous-code' | 'bin' | 'code-count'
  /** Null: the scheme as a whole. */
  readonly sheet: string | null
  readonly row: number | null
  readonly message: Bilingual
}

const WHOLE: readonly Gap[] = [
  {
    construct: 'check',
    sheet: null,
    row: null,
    message: {
      zh: '只因缺少性别或主要诊断而拒绝病例（不带扩展的方案包还会拒绝没有年龄、新生儿没有日龄或出生体重的病例，却接受没有诊断的病例）',
      en: 'a case is rejected for a missing sex or principal diagnosis alone (a plain package also rejects one without age, or a newborn without age in days or birth weight, and accepts one without diagnosis)',
    },
  },
  {
    construct: 'letter-case',
    sheet: null,
    row: null,
    message: {
      zh: '编码不区分大小写（不带扩展的方案包逐字符比较）',
      en: 'codes compare without regard to case (a plain package compares them exactly)',
    },
  },
]

/**
 * What keeps an official workbook from being written as a plain `grouping-scheme/1` package that groups every case the same: first
 * what concerns the scheme as a whole, then rows in the order of the sheets. What the plain form can say is no gap: the sets MCC and
 * CC, surgical cases (`proc1 in @OP_ALL`), any-of braces, `not in`, numbers as rules, rows to be tried last, and `length(…) >= 1`.
 * Never empty. Throws `scheme-invalid` when the workbook is no scheme.
 */
export function plainGaps(tables: OfficialTables): readonly Gap[] {
  defineOfficial(tables)
  const mdcOf = new Map(tables.adrg.map(({ code, mdc }) => [code, mdc]))
  return [
    ...WHOLE,
    ...countGaps(SHEETS.mdc, tables.mdc),
    ...countGaps(SHEETS.adrg, tables.adrg),
    ...tables.adrg.filter(({ code }) => isAmbiguous(code)).map(ambiguousGap),
    ...countGaps(SHEETS.drg, tables.drg),
    // The bin of the last resort is what the key `ungrouped` of a package says.
    ...tables.drg.filter(({ code, adrg }) => isFallbackDrg(code) && mdcOf.get(adrg) !== FALLBACK_MDC).map(binGap),
  ]
}

function ambiguousGap({ row, code }: OfficialGroup): Gap {
  return {
    construct: 'ambiguous-code',
    sheet: SHEETS.adrg,
    row,
    message: {
      zh: `歧义组以自身编码 ${code} 作为 ADRG 上报（不带扩展的方案包一律报 QY）`,
      en: `the ambiguous group is reported with its own code ${code} as ADRG (a plain package reports QY for all)`,
    },
  }
}

function binGap({ row, code }: OfficialGroup): Gap {
  return {
    construct: 'bin',
    sheet: SHEETS.drg,
    row,
    message: {
      zh: `${code} 是未入组的去处，分到这里的病例状态为未入组（不带扩展的方案包中每个 DRG 都算入组）`,
      en: `${code} is the bin of an MDC, whose cases count as ungrouped (in a plain package every DRG counts as a group)`,
    },
  }
}

function countGaps(sheet: string, rows: readonly OfficialGroup[]): readonly Gap[] {
  return rows.flatMap(({ row, code, rule }): readonly Gap[] => {
    const parsed = parseOfficialRule(rule)
    const count = parsed.ok ? codeCountIn(parsed.rule) : null
    if (count === null) return []
    const text = /length\s*\([^)]*\)\s*[<>=]+\s*[\d.]+/iu.exec(rule)?.[0] ?? rule
    const message = {
      zh: `${code} 的规则“${text}”数的是一个集合中不同编码的个数（不带扩展的方案包只能数命中的列表个数）`,
      en: `the rule of ${code}, “${text}”, counts different codes of one set (a plain package can only count lists that are met)`,
    }
    return [{ construct: 'code-count', sheet, row, message }]
  })
}

/** The first count in a rule that is more than a membership: at least one code is `in`. */
function codeCountIn(rule: Rule): Rule | null {
  switch (rule.kind) {
    case 'and':
    case 'or':
      return rule.parts.map(codeCountIn).find((found) => found !== null) ?? null
    case 'not':
      return codeCountIn(rule.part)
    case 'count_codes':
      return (rule.op === '>=' && rule.value === 1) || (rule.op === '>' && rule.value === 0) ? null : rule
    case 'true':
    case 'in':
    case 'number':
    case 'sex':
    case 'text':
    case 'mcc':
    case 'cc':
    case 'count':
    case 'surgical':
      return null
    default:
      return assertNever(rule)
  }
}
