import { createHash } from 'node:crypto'
import type { DipHeader, DipTableName, DipTables } from '#engine/dip/tables.ts'
import { packageProblem, type RawTable, readRows } from '#exchange/scheme/raw-table.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { AUXILIARY_TYPES, DIP_TYPES, OPERATION_CLASSES, type OperationClass } from '#shared/domain/dip.ts'
import { isPeriod } from '#shared/domain/period.ts'

const DIP_COLUMNS = {
  directory: ['dip', 'name', 'type', 'dx', 'op', 'op_class', 'score', 'mean_charge', 'mean_days', 'coefficient'],
  chapters: ['chapter', 'name', 'from', 'to'],
  operations: ['code', 'op_class', 'name'],
  excluded: ['kind', 'code'],
  auxiliary: ['auxiliary', 'type', 'name', 'dip', 'condition', 'factor'],
  code_lists: ['list', 'code'],
  cc: ['code', 'level', 'exclusion'],
  exclusions: ['exclusion', 'code'],
  cci: ['condition', 'code', 'points'],
  mean_charges: ['dip', 'auxiliary', 'insurance', 'mean_charge'],
  point_values: ['from', 'insurance', 'point_value', 'hospital_coefficient', 'mean_factor', 'basic_mean_factor'],
} as const satisfies Record<DipTableName, readonly string[]>

/**
 * Types the cells of a DIP package. `find` gives a table by name, undefined where the package has none: only `directory` must
 * be there.
 * @throws ProblemError `scheme-invalid` naming table, row and column of a cell that cannot be read
 */
export function readDipTables(header: DipHeader, find: (name: DipTableName) => RawTable | undefined): DipTables {
  const rows = <Name extends DipTableName, Row>(
    name: Name,
    read: (cells: Readonly<Record<Column<Name>, string>>, fail: Fail<Column<Name>>) => Row,
  ): readonly Row[] => {
    const table = find(name) ?? absent(name)
    return readRows<Column<Name>, Row>(table, DIP_COLUMNS[name], (cells, fail) => {
      for (const column of CODE_COLUMNS) {
        const text = (cells as Readonly<Record<string, string | undefined>>)[column]
        // A blank before or after a code is invisible and would keep it from ever matching.
        if (text !== undefined && text !== text.trim()) fail(column as Column<Name>, PADDED)
      }
      return read(cells, fail)
    })
  }
  return {
    header,
    directory: rows('directory', ({ op_class, mean_charge, mean_days, ...cells }, fail) => {
      const type = word(TYPE_WORDS, cells.type, 'type', fail)
      return {
        ...cells,
        type,
        opClass: op_class === '' ? null : word(CLASS_WORDS, op_class, 'op_class', fail),
        score: decimal(cells.score, 'score', fail),
        meanCharge: optionalDecimal(mean_charge, 'mean_charge', fail),
        meanDays: optionalDecimal(mean_days, 'mean_days', fail),
        coefficient: optionalDecimal(cells.coefficient, 'coefficient', fail),
      }
    }),
    chapters: rows('chapters', (cells, fail) => ({ ...cells, chapter: required(cells.chapter, 'chapter', fail) })),
    operations: rows('operations', ({ code, op_class, name }, fail) => ({
      code: required(code, 'code', fail),
      name,
      opClass: word(CLASS_WORDS, op_class, 'op_class', fail),
    })),
    excluded: rows('excluded', ({ kind, code }, fail) => ({
      kind: word({ pdx: 'pdx', proc: 'proc' } as const, kind, 'kind', fail),
      code: required(code, 'code', fail),
    })),
    auxiliary: rows('auxiliary', (cells, fail) => ({
      ...cells,
      type: word(AUXILIARY_WORDS, cells.type, 'type', fail),
      factor: optionalDecimal(cells.factor, 'factor', fail),
    })),
    codeLists: rows('code_lists', ({ list, code }, fail) => ({
      list: required(list, 'list', fail),
      code: required(code, 'code', fail),
    })),
    cc: rows('cc', (cells, fail) => ({
      ...cells,
      code: required(cells.code, 'code', fail),
      level: word({ MCC: 'MCC', CC: 'CC' } as const, cells.level, 'level', fail),
    })),
    exclusions: rows('exclusions', ({ exclusion, code }, fail) => ({
      exclusion: required(exclusion, 'exclusion', fail),
      code: required(code, 'code', fail),
    })),
    cci: rows('cci', ({ condition, code, points }, fail) => ({
      condition: required(condition, 'condition', fail),
      code: required(code, 'code', fail),
      points: /^\d{1,3}$/.test(points) ? Number(points) : fail('points', notA(points, '整数', 'a whole number')),
    })),
    meanCharges: rows('mean_charges', ({ mean_charge, ...cells }, fail) => ({
      ...cells,
      meanCharge: positive(mean_charge, 'mean_charge', fail),
    })),
    pointValues: rows('point_values', (cells, fail) => ({
      from: isPeriod(cells.from) ? cells.from : fail('from', notA(cells.from, '月份 YYYY-MM', 'a month, YYYY-MM')),
      insurance: cells.insurance,
      pointValue: positive(cells.point_value, 'point_value', fail),
      hospitalCoefficient: positive(cells.hospital_coefficient, 'hospital_coefficient', fail),
      meanFactor: optionalDecimal(cells.mean_factor, 'mean_factor', fail),
      basicMeanFactor: optionalDecimal(cells.basic_mean_factor, 'basic_mean_factor', fail),
    })),
  }
}

function absent(name: DipTableName): RawTable {
  if (name !== 'directory') return { place: name, columns: DIP_COLUMNS[name], rows: [] }
  throw packageProblem('directory.csv', null, null, { zh: '方案包缺少这个表', en: 'the package lacks this table' })
}

type Column<Name extends DipTableName> = (typeof DIP_COLUMNS)[Name][number]
type Fail<Name extends string> = (column: Name, message: Bilingual) => never

const CODE_COLUMNS = ['dip', 'dx', 'op', 'code', 'auxiliary', 'from', 'to']
const PADDED: Bilingual = { zh: '编码前后有空格', en: 'a code has blanks around it' }

/** The words of the tables: English as in the rest of the package, or the insurer's own. */
const CLASS_WORDS: Readonly<Record<string, OperationClass>> = {
  ...Object.fromEntries(OPERATION_CLASSES.map((opClass) => [opClass, opClass])),
  保守: 'conservative',
  保守治疗: 'conservative',
  诊断性: 'diagnostic',
  诊断性操作: 'diagnostic',
  治疗性: 'therapeutic',
  治疗性操作: 'therapeutic',
  介入: 'interventional',
  介入治疗: 'interventional',
  手术: 'surgical',
  相关手术: 'surgical',
}

const TYPE_WORDS: Readonly<Record<string, (typeof DIP_TYPES)[number]>> = {
  ...Object.fromEntries(DIP_TYPES.map((type) => [type, type])),
  核心: 'core',
  基层: 'basic',
  综合: 'comprehensive',
  空白: 'blank',
}

const AUXILIARY_WORDS: Readonly<Record<string, (typeof AUXILIARY_TYPES)[number]>> = {
  ...Object.fromEntries(AUXILIARY_TYPES.map((type) => [type, type])),
  年龄: 'age',
  疾病严重程度: 'severity',
  肿瘤严重程度: 'tumour',
  CCI: 'cci',
  监护天数: 'icu',
  二次入院: 'readmission',
  其他: 'other',
}

const notA = (text: string, zh: string, en: string): Bilingual => ({
  zh: `“${text}”不是${zh}`,
  en: `“${text}” is not ${en}`,
})

function word<Value, Name extends string>(
  words: Readonly<Record<string, Value>>,
  text: string,
  column: Name,
  fail: Fail<Name>,
): Value {
  if (Object.hasOwn(words, text)) return words[text] as Value
  const known = Object.keys(words).join('、')
  return fail(column, {
    zh: `“${text}”不在允许的取值内（${known}）`,
    en: `“${text}” is not one of the values allowed (${known})`,
  })
}

const required = <Name extends string>(text: string, column: Name, fail: Fail<Name>): string =>
  text === '' ? fail(column, { zh: '单元格为空', en: 'the cell is blank' }) : text

const DECIMAL = /^\d{1,10}(?:\.\d{1,8})?$/

const decimal = <Name extends string>(text: string, column: Name, fail: Fail<Name>): string =>
  DECIMAL.test(text) ? text : fail(column, notA(text, '不超过八位小数的数', 'a number of at most eight decimals'))

const optionalDecimal = <Name extends string>(text: string, column: Name, fail: Fail<Name>): string =>
  text === '' ? text : positive(text, column, fail)

const positive = <Name extends string>(text: string, column: Name, fail: Fail<Name>): string =>
  Number(decimal(text, column, fail)) > 0 ? text : fail(column, { zh: '应大于 0', en: 'it must be above 0' })

/** SHA-256 of what a package says, the same for its folder, zip and workbook forms and any order of columns. */
export function dipContentHash({ header, ...tables }: DipTables): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify(header))
  for (const [name, rows] of Object.entries(tables)) {
    hash.update(`\n${name}\n`)
    hash.update(
      rows
        .map((row: object) =>
          Object.entries(row)
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([, cell]) => String(cell ?? ''))
            .join('\x1f'),
        )
        .join('\n'),
    )
  }
  return hash.digest('hex')
}
