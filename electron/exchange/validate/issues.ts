import type { RowIssue, RowVerdict } from '#shared/contract/imports.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { ownText } from '#shared/domain/own-text.ts'

/** What is wrong and what to do, after the sentence's start that names row, column and value. */
const MESSAGES = {
  'value-missing': { zh: '不能为空，请补填', en: 'must not be empty; fill it in' },
  'number-unreadable': {
    zh: '不是数字，请改正，或在模板中把它列为“缺失”',
    en: 'is not a number; correct it, or list it as a missing word in the template',
  },
  'number-unit': {
    zh: '带有单位（万元、% 等），请在模板中设置该列的单位（unit.列名），单元格只留数字',
    en: 'carries a unit (万元, % …); set the unit of its column in the template (unit.COLUMN) and leave only the number in the cell',
  },
  'number-scientific': {
    zh: '是科学记数法，尾数可能已被 Excel 截去，请与来源核对',
    en: 'is in scientific notation; a spreadsheet may have cut its digits, check it against the source',
  },
  'number-range': { zh: '超出可用范围，请核对', en: 'is out of range; check it' },
  'money-fraction': {
    zh: '不足一分，金额最多两位小数（按元计），请在来源改为两位小数或核对金额单位',
    en: 'has a fraction of a fen; amounts have at most two decimals of a yuan. Correct it at the source, or check the unit of the amounts',
  },
  'money-rounded': {
    zh: '不足一分，导入时按全表合计取整到分（最大余数法），尾差另行列出',
    en: 'has a fraction of a fen; amounts are brought to whole fen so that they sum to the rounded total of the file, and the rounding is listed',
  },
  'integer-fraction': { zh: '应为整数，请改正', en: 'must be a whole number; correct it' },
  'date-unreadable': {
    zh: '不是有效日期，请改为 2026-03-15 或 2026-03-15 08:30:00 的形式',
    en: 'is not a valid date; write it as 2026-03-15 or 2026-03-15 08:30:00',
  },
  'date-ambiguous': {
    zh: '分不清日和月，请在模板中选择日期顺序（月/日/年 或 日/月/年）',
    en: 'does not tell day from month; choose the order of dates in the template',
  },
  'date-implausible': {
    zh: '的年份不合理，如它表示“无”，请在模板中列为“缺失”',
    en: 'has an implausible year; if it means "none", list it as a missing word in the template',
  },
  'date-two-digit-year': {
    zh: '只有两位年份，无法确定是哪一年、哪一位是年，请以四位年份重新导出',
    en: 'has a year of two digits, which leaves century and order open; export it again with four',
  },
  'discharge-before-admission': {
    zh: '早于入院时间，请核对两个时间',
    en: 'lies before the admission; check both times',
  },
  'age-implausible': { zh: '不合常理（0–120 岁），请核对', en: 'is implausible (0–120 years); check it' },
  'age-missing': {
    zh: '为空，部分病组需要年龄才能判定，请补填',
    en: 'is missing, and some groups need it; fill it in',
  },
  'sex-unknown': { zh: '不是可识别的性别，按未知处理', en: 'is no known sex and is taken as unknown' },
  'sex-implausible': { zh: '与性别不符，请核对性别和诊断', en: 'does not fit the sex; check sex and diagnosis' },
  'discharge-unknown': {
    zh: '不在离院方式代码表中（1 医嘱离院 2 转院 3 转社区 4 非医嘱离院 5 死亡 9 其他），按空处理，可在模板中设置对照',
    en: 'is not in the code table of ways of discharge (1, 2, 3, 4, 5, 9) and is left blank; map it in the template',
  },
  'flag-unknown': {
    zh: '不是“是/否”，按空处理，可在模板中设置对照',
    en: 'is neither yes nor no and is left blank; map it in the template',
  },
  'category-unknown': {
    zh: '不是 14 类收费项目之一，计入“未分类”，可在模板中设置对照',
    en: 'is none of the fourteen fee categories and counts as unclassified; map it in the template',
  },
  'element-unknown': {
    zh: '不是 7 类成本项目之一，按原文保留，可在模板中设置对照',
    en: 'is none of the seven cost elements and is kept as it is; map it in the template',
  },
  'center-type-unknown': {
    zh: '不是临床、医技、医辅或行政，按原文保留',
    en: 'is none of clinical, technical, support, admin and is kept as it is',
  },
  'code-scientific': {
    zh: '是科学记数法，原编码已被 Excel 破坏，请从来源系统重新导出（该列设为文本）',
    en: 'is in scientific notation: a spreadsheet destroyed the code. Export it again with this column as text',
  },
  'code-folded': {
    zh: '含全角字符，已按半角导入',
    en: 'has full-width characters and is taken in with the usual ones',
  },
  'code-not-listed': {
    zh: '不在编码表中，按原文保留，请核对编码版本',
    en: 'is not in the code table and is kept as it is; check the edition of the codes',
  },
  'ratio-range': { zh: '应在 0 到 1（或 0%–100%）之间，请核对', en: 'must lie between 0 and 1 (0%–100%); check it' },
  'principal-missing': {
    zh: '没有主要诊断，无法分组，请补填',
    en: 'lacks the principal diagnosis, without which no group is found; fill it in',
  },
  'main-procedure-missing': {
    zh: '没有主要手术操作而有其他手术操作，按其余顺序导入，请核对',
    en: 'holds other procedures but no main one; they are taken in their order, check it',
  },
  'main-twice': {
    zh: '本病例前面的行已标为主要，本行按其他编码导入，请核对',
    en: 'is flagged as the main one although an earlier row of the case is; taken as a further one, check it',
  },
  'diagnosis-tcm': {
    zh: '是中医诊断，DRG 分组不使用，不导入',
    en: 'is a diagnosis of Chinese medicine, which DRG grouping does not use; not taken in',
  },
  'time-implausible': {
    zh: '早于开始时间，时长按空处理，请核对两个时间',
    en: 'lies before its start; the duration is left blank, check both times',
  },
  'balance-mismatch': {
    zh: '不等于上期结存＋收入－支出，按原值导入，请核对',
    en: 'is not opening + received − issued; taken in as it is, check it',
  },
  'level-unknown': {
    zh: '不是 I–IV 级，按空处理，可在模板中设置对照',
    en: 'is none of the levels I–IV and is left blank; map it in the template',
  },
  'outlier-unknown': {
    zh: '不是正常、高倍率、低倍率或不按病组结算，按空处理，可在模板中设置对照',
    en: 'is none of normal, high, low, exempt and is left blank; map it in the template',
  },
  'direction-unknown': {
    zh: '不是“不高于/不低于”，按空处理，可在模板中设置对照',
    en: 'says neither at most nor at least and is left blank; map it in the template',
  },
  'names-mismatch': {
    zh: '与编码个数不一致，名称未导入，编码不受影响',
    en: 'does not have as many entries as there are codes; it is left out, the codes are not affected',
  },
  'identity-number': {
    zh: '像身份证号，为保护隐私不予导入，请改用患者编号',
    en: 'looks like an identity-card number and is not taken in; use a patient number instead',
  },
  'row-ragged': {
    zh: '的列数与表头不一致，可能有未加引号的分隔符或换行，请在来源修正',
    en: 'does not have as many columns as the header: perhaps an unquoted delimiter or line break. Correct it at the source',
  },
  'quote-broken': {
    zh: '有未成对的引号，无法分列，请在来源删去或成对书写',
    en: 'has a quotation mark that is not closed and cannot be cut into columns. Remove or double it at the source',
  },
  'key-unknown': {
    zh: '在编号对照表中找不到对应的病例号，按原编号导入，请核对对照表是否为同一批数据',
    en: 'is in no row of the table that joins the numbers; kept as it is, check that both tables are of one extract',
  },
  'row-void': {
    zh: '在来源中已作废或已退费，不导入',
    en: 'is void or taken back at its source and is not imported',
  },
  'line-without-case': {
    zh: '库中没有这个病例号的病例首页，明细会保存，待首页导入后计入',
    en: 'names a case the book does not have; the line is kept and counts once the case is imported',
  },
  'period-locked': {
    zh: '属于已锁定的月份，不能导入，请先解锁该月或删去本行',
    en: 'belongs to a locked month and cannot be imported; unlock the month or remove the row',
  },
  'total-row': { zh: '是合计行，不导入', en: 'is a row of totals and is not imported' },
  'duplicate-row': {
    zh: '与前面的行完全相同，仍按两行导入，如属重复请删去',
    en: 'is identical to an earlier row; both are imported, remove it if it is a repetition',
  },
  'duplicate-code': {
    zh: '本病例前面的行已有这个编码，不重复导入',
    en: 'repeats a code that the case has from an earlier row; not taken in again',
  },
  'duplicate-key': {
    zh: '与前面的行主键重复，只保留先出现的一行，请核对哪一行正确',
    en: 'repeats the key of an earlier row; the earlier one is kept. Check which is right',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

export type IssueCode = keyof typeof MESSAGES

/** Where a value came from: the heading in the file, and the canonical column's name for people. */
export interface Place {
  readonly heading: string
  readonly label: Bilingual
}

const NO_ISSUES: readonly RowIssue[] = []
const SHOWN_CHARACTERS = 60

/** @param extra added to the sentence, such as the earlier row of a repetition */
export function rowIssue(
  row: number,
  verdict: Exclude<RowVerdict, 'ok'>,
  code: IssueCode,
  place: Place | null,
  value: string | null,
  extra: Bilingual = { zh: '', en: '' },
): RowIssue {
  const text = MESSAGES[code]
  const shown =
    value === null ? null : value.length > SHOWN_CHARACTERS ? `${value.slice(0, SHOWN_CHARACTERS)}…` : ownText(value)
  const zhPlace =
    place === null ? '' : `“${place.label.zh}”${place.heading === place.label.zh ? '' : `（${place.heading}）`}`
  const enPlace =
    place === null ? '' : `, ${place.label.en}${place.heading === place.label.en ? '' : ` (${place.heading})`}`
  const zhValue = shown === null || shown === '' ? '' : `“${shown}”`
  const enValue = shown === null || shown === '' ? '' : ` "${shown}"`
  return {
    row,
    verdict,
    code,
    column: place?.heading ?? null,
    value: shown,
    message: {
      zh: `第 ${row} 行${zhPlace}${zhValue}${text.zh}${extra.zh}。`,
      en: `Row ${row}${enPlace}${enValue} ${text.en}${extra.en}.`,
    },
  }
}

/** Collects what is found in the row under way; one for a whole file, so that a row without issues costs nothing. */
export interface IssueSink {
  begin(row: number): void
  reject(code: IssueCode, place: Place | null, value: string | null): void
  warn(code: IssueCode, place: Place | null, value: string | null): void
  verdict(): RowVerdict
  issues(): readonly RowIssue[]
}

export function createIssueSink(): IssueSink {
  let row = 0
  let verdict: RowVerdict = 'ok'
  let found: RowIssue[] | null = null
  const add = (kind: 'warning' | 'rejected', code: IssueCode, place: Place | null, value: string | null): void => {
    if (verdict !== 'rejected') verdict = kind
    found ??= []
    found.push(rowIssue(row, kind, code, place, value))
  }
  return {
    begin(number) {
      row = number
      verdict = 'ok'
      found = null
    },
    reject: (code, place, value) => add('rejected', code, place, value),
    warn: (code, place, value) => add('warning', code, place, value),
    verdict: () => verdict,
    issues: () => found ?? NO_ISSUES,
  }
}
