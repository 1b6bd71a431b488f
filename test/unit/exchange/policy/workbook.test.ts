import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { afterAll, describe, expect, test } from 'vitest'
import { HIGH_FORMULAS, LOW_FORMULAS, type PolicyDocument, UNGROUPED_FORMULAS } from '#engine/payment/policy.ts'
import { ADD_ON_RULES } from '#engine/payment/policy-extras.ts'
import { parsePolicyText, readPolicy } from '#exchange/policy/read-policy.ts'
import { policyWorkbook } from '#exchange/policy/workbook-write.ts'
import { type Problem, ProblemError } from '#shared/domain/problem.ts'

const folder = mkdtempSync(join(tmpdir(), 'policy-workbook-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A policy with everything the format knows. */
const FULL = {
  format: 'payment-policy/1',
  kind: 'DRG',
  code: '0730',
  name: { zh: '全部规则', en: 'Every rule' },
  region: '',
  year: 2026,
  status: 'reference',
  source: '测试〔2026〕1号',
  validFrom: '2026-01',
  validTo: null,
  scheme: 'CITY-2026',
  pricing: {
    mode: 'weight',
    baseRates: [
      { insurance: '职工', rate: '9575.2500' },
      { insurance: '职工', rate: '9600', from: '2026-07' },
      { insurance: '居民', budget: '1072450', weight: '120.5' },
    ],
    defaultInsurance: null,
    hospitalCoefficient: '0.92',
  },
  groups: [
    { drg: '0001', name: '数字编码的病组', rw: '0.9300' },
    { drg: 'IC15', rw: '2.9312', coefficient: '1.05', meanCharge: '30000', qualityReduction: '0.15' },
  ],
  outliers: {
    ratioBase: 'standard',
    low: { below: '0.40', settle: 'by-item' },
    high: {
      bands: [
        { rwBelow: '1', above: '3.0' },
        { rwBelow: null, above: '2.0' },
      ],
      settle: 'by-item-ratio',
      ratio: '0.85',
    },
    averageCharge: '12000',
  },
  ungrouped: { settle: 'none' },
  ambiguous: { settle: 'by-actual-ratio', ratio: '0.85' },
  exemptInsurances: ['自费', '商业保险'],
  addOns: [
    { code: 'GT', name: '国谈药', items: ['000123', 'X9'], negotiated: true, settle: 'exclude' },
    { code: 'ROBOT', name: '手术机器人', names: ['机器人'], settle: 'add-ratio', ratio: '0.5', cap: '8000' },
    { code: 'PET', name: 'PET-CT', categories: ['03'], settle: 'add-amount', amount: '500' },
  ],
  perDiem: [
    {
      drg: 'XR11',
      bands: [
        { upToDay: 30, rate: '320' },
        { upToDay: null, rate: '260.5' },
      ],
    },
    { insurance: '康复', bands: [{ upToDay: null, rate: '180' }] },
  ],
  longStay: { overDays: 60, settle: 'per-diem', bands: [{ upToDay: null, rate: '300' }] },
  quality: { retention: '0.05', coefficient: '0.98', perPoint: '0.05' },
  review: { quota: '0.05', ratioAbove: '2', daysAbove: 60, icuHoursAbove: 72, lossAbove: '20000' },
  yearEnd: { advanceRatio: '0.9', finalRates: [{ insurance: '职工', budget: '950000000', weight: '99000.5' }] },
  patientShare: { mode: 'ratio', fundRatio: '0.75' },
}
const parsed = (value: unknown): PolicyDocument => parsePolicyText(JSON.stringify(value), 'policy.json')

let files = 0
async function written(bytes: Uint8Array): Promise<string> {
  const path = join(folder, `policy-${files++}.xlsx`)
  writeFileSync(path, bytes)
  return path
}
const again = async (policy: PolicyDocument) => (await readPolicy(await written(await policyWorkbook(policy)))).document

type Cells = (string | number | boolean | Date | null)[][]

/** The workbook of a policy with one sheet changed by hand. */
async function edited(policy: unknown, sheet: string, edit: (rows: Cells) => Cells): Promise<string> {
  const { sheets } = await readXlsx(await policyWorkbook(parsed(policy)))
  return written(
    await writeXlsx({
      sheets: sheets.map(({ name, rows }) => ({ name, rows: name === sheet ? edit(rows as Cells) : rows })),
    }),
  )
}

async function refusal(path: string): Promise<Problem> {
  try {
    await readPolicy(path)
  } catch (error) {
    if (error instanceof ProblemError) return error.problem
    throw error
  }
  throw new Error('the workbook was accepted')
}

describe('a policy as a workbook', () => {
  test('JSON → XLSX → JSON is the same policy with the same hash', async () => {
    const path = join(folder, 'full.json')
    writeFileSync(path, `\uFEFF${JSON.stringify(FULL, null, 4)}`)
    const fromJson = await readPolicy(path)
    const fromBook = await readPolicy(await written(await policyWorkbook(fromJson.document)))
    expect(JSON.parse(fromBook.text)).toEqual(FULL)
    expect(fromBook).toEqual(fromJson)
  })

  test('a price table too', async () => {
    const direct = parsed({
      ...FULL,
      pricing: {
        mode: 'direct',
        prices: [
          { drg: 'IC15', insurance: null, price: '26322.077521' },
          { drg: 'IC15', insurance: '居民', price: '24000' },
        ],
      },
      groups: [{ drg: 'IC15', rw: '1' }],
      outliers: null,
    })
    expect(await again(direct)).toEqual(direct)
  })

  test('any policy reads back as it was written', async () => {
    const share = fc.constantFrom('0.5', '0.05', '1')
    const formula = <T extends string>(settle: T) => ({
      settle,
      ...(settle.endsWith('-ratio') ? { ratio: '0.85' } : {}),
    })
    const policies = fc.record(
      {
        low: fc.option(fc.constantFrom(...LOW_FORMULAS)),
        high: fc.option(fc.constantFrom(...HIGH_FORMULAS)),
        ungrouped: fc.constantFrom(...UNGROUPED_FORMULAS),
        outliers: fc.boolean(),
        addOn: fc.option(fc.constantFrom(...ADD_ON_RULES)),
        exempt: fc.uniqueArray(fc.constantFrom('自费', '商业', '工伤'), { maxLength: 3 }),
        scheme: fc.option(fc.constantFrom('A', '0001')),
        validTo: fc.option(fc.constantFrom('2026-12', '2027-03')),
        retention: fc.option(share),
        byDay: fc.boolean(),
      },
      { noNullPrototype: true },
    )
    await fc.assert(
      fc.asyncProperty(policies, async (given) => {
        const policy = parsed({
          ...FULL,
          scheme: given.scheme,
          validTo: given.validTo,
          outliers: given.outliers
            ? {
                ratioBase: 'standard',
                low: given.low === null ? null : { below: '0.4', ...formula(given.low) },
                high: given.high === null ? null : { bands: [{ rwBelow: null, above: '3' }], ...formula(given.high) },
                controlCoefficient: '0.98',
              }
            : null,
          ungrouped: formula(given.ungrouped),
          exemptInsurances: given.exempt,
          addOns:
            given.addOn === null
              ? []
              : [
                  {
                    code: '01',
                    name: 'X',
                    items: ['007'],
                    settle: given.addOn,
                    ...(given.addOn === 'add-amount' ? { amount: '9.5' } : {}),
                    ...(given.addOn === 'add-ratio' ? { ratio: '0.1' } : {}),
                  },
                ],
          quality: given.retention === null ? {} : { retention: given.retention },
          perDiem: given.byDay ? FULL.perDiem : [],
        })
        expect(await again(policy)).toEqual(policy)
      }),
      { numRuns: 40 },
    )
  })

  test('numbers and months typed in Excel are taken, codes that became numbers are not', async () => {
    const typed = await edited(FULL, 'groups', (rows) =>
      rows.map((row, at) => (at === 2 ? [row[0] ?? null, null, 2.9312, 1.05] : row)),
    )
    expect((await readPolicy(typed)).document.groups[1]).toEqual({ drg: 'IC15', rw: '2.9312', coefficient: '1.05' })
    const dated = await edited(FULL, 'base_rates', (rows) =>
      rows.map((row, at) => (at === 2 ? ['职工', new Date('2026-08-01T00:00:00Z'), 9600] : row)),
    )
    const { pricing } = (await readPolicy(dated)).document
    expect(pricing.mode === 'weight' && pricing.baseRates[1]).toEqual({
      insurance: '职工',
      from: '2026-08',
      rate: '9600',
    })
    const lost = await edited(FULL, 'groups', (rows) => rows.map((row, at) => (at === 1 ? [1, null, '0.93'] : row)))
    expect(await refusal(lost)).toMatchObject({
      code: 'policy-invalid',
      details: { sheet: 'groups', row: 2, column: 'drg' },
    })
  })
})

describe('a workbook that is not right is refused with sheet, row and column', () => {
  const cell = (sheet: string, row: number, column: string, value: string | null) =>
    edited(FULL, sheet, (rows) => {
      const at = sheet === 'policy' ? 1 : (rows[0] ?? []).indexOf(column)
      const line = sheet === 'policy' ? rows.findIndex(([key]) => key === column) : row - 1
      return rows.map((cells, index) => (index === line ? cells.map((old, i) => (i === at ? value : old)) : cells))
    })
  test.each([
    ['groups', 3, 'rw', '2,93', '不是普通小数'],
    ['groups', 3, 'rw', null, '缺失，请填写'],
    ['groups', 3, 'drg', '0001', '出现两次'],
    ['base_rates', 3, 'from', '2025-07', '不在政策的执行月份之内'],
    ['base_rates', 4, 'rate', '8000', '不能混用'],
    ['high_bands', 2, 'above', '0.3', '必须大于低倍率界限'],
    ['add_ons', 3, 'ratio', null, '必须填写 ratio'],
    ['add_ons', 4, 'categories', '33', '应为'],
    ['per_diem', 3, 'rate', '−5', '不是普通小数'],
    ['long_stay_bands', 2, 'up_to_day', '30', '最后一档必须为 null'],
    ['final_rates', 2, 'insurance', null, '缺失，请填写'],
  ])('%s row %i %s = %s', async (sheet, row, column, value, words) => {
    const found = await refusal(await cell(sheet, row, column, value))
    expect(found.code).toBe('policy-invalid')
    expect(found.message.zh).toContain(words)
    expect(found.message.zh).toContain(`“${sheet}”工作表第 ${row} 行`)
    expect(found.details).toMatchObject({ sheet, row, column })
  })

  test.each([
    ['validFrom', '2026-13', '请写成年月'],
    ['status', 'final', '应为 official'],
    ['year', '26', '太小'],
    ['longStay.overDays', 'x', '应为数字'],
    ['outliers.low.settle', 'by-hand', '应为 by-actual'],
  ])('key %s = %s', async (key, value, words) => {
    const found = await refusal(await cell('policy', 0, key, value))
    expect(found.message.zh).toContain(words)
    expect(found.details).toMatchObject({ sheet: 'policy', column: key })
    expect(found.details?.row).toBeGreaterThan(1)
  })

  test('unknown sheets, columns and keys, and files that are no workbook', async () => {
    const { sheets } = await readXlsx(await policyWorkbook(parsed(FULL)))
    const plain = sheets.map(({ name, rows }) => ({ name, rows }))
    const strange = await written(await writeXlsx({ sheets: [...plain, { name: 'addons', rows: [['code']] }] }))
    expect((await refusal(strange)).message.zh).toContain('不认识的工作表')
    const headed = await edited(FULL, 'groups', (rows) => rows.map((row, at) => (at === 0 ? [...row, 'weight'] : row)))
    expect((await refusal(headed)).details).toMatchObject({ sheet: 'groups', row: 1, column: 'weight' })
    const keyed = await edited(FULL, 'policy', (rows) => [...rows, ['quality.bonus', '1']])
    expect((await refusal(keyed)).message.zh).toContain('不认识的键 quality.bonus')
    expect((await refusal(await written(Uint8Array.of(0x50, 0x4b, 3, 4, 9, 9)))).code).toBe('policy-invalid')
  })
})
