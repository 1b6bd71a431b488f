import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inspectFile } from '#exchange/inspect-file.ts'
import { readRecords } from '#exchange/read-records.ts'
import { readShippedTemplates } from '#exchange/shipped-templates.ts'
import { sumFen } from '#shared/domain/money.ts'
import type { CaseRecord } from '#shared/domain/records.ts'
import { missingShared, sharedPath } from '../../support/shared-data.ts'

const TEMPLATES = join(import.meta.dirname, '../../../resources/templates')

function withFile(name: string): { readonly path: string; readonly skip: boolean } {
  return { path: sharedPath('datasets', name), skip: missingShared('datasets', name) !== null }
}

async function readCases(path: string) {
  const inspection = await inspectFile({ path }, await readShippedTemplates(TEMPLATES))
  expect(inspection.templateSource).toBe('saved')
  const cases: CaseRecord[] = []
  const issues = new Map<string, number>()
  let rejected = 0
  for await (const { rows } of readRecords({ path }, { ...inspection.template, kind: 'cases' as const })) {
    for (const { record, verdict, issues: found } of rows) {
      if (verdict === 'rejected') rejected++
      if (record !== null) cases.push(record)
      for (const { code } of found) issues.set(code, (issues.get(code) ?? 0) + 1)
    }
  }
  return {
    cases,
    rejected,
    issues: Object.fromEntries(issues),
    charge: sumFen(cases.map(({ charge }) => charge)),
    cost: sumFen(cases.map(({ cost }) => cost!)),
  }
}

describe('discharges of New York (SPARCS 2020) under the shipped template', () => {
  const department = withFile('sparcs_ortho_dept_facility413/ortho_dept_facility413_2020.csv')
  test.skipIf(department.skip)('one orthopaedic department: 1,143 cases, sums to the cent', async () => {
    const { cases, rejected, issues, charge, cost } = await readCases(department.path)
    expect(cases).toHaveLength(1143)
    expect(rejected).toBe(0)
    expect(issues).toEqual({})
    expect(charge).toBe(5_262_894_790)
    expect(cost).toBe(2_253_702_119)
    expect(cases[0]).toMatchObject({
      caseNo: 'SPARCS2020-1',
      age: null,
      ageBand: '30 to 49',
      period: '2020-01',
      officialGroup: '313|Moderate',
      codeSystem: 'CCSR',
      dx: [{ code: 'INJ005', name: 'FRACTURE OF THE LOWER LIMB (EXCEPT HIP), INITIAL ENCOUNTER' }],
    })
    // 251 cases have NA for a procedure, 13 died.
    expect(cases.filter(({ proc }) => proc.length === 0)).toHaveLength(251)
    expect(cases.filter(({ death }) => death)).toHaveLength(13)
    expect(cases.filter(({ discharge }) => discharge === '5')).toHaveLength(13)
  })

  const state = withFile('sparcs_musculoskeletal/sparcs2020_musculoskeletal.csv.gz')
  test.skipIf(state.skip)('the whole state, packed: 36,631 cases, 53 identical rows kept with a warning', async () => {
    const { cases, rejected, issues, charge, cost } = await readCases(state.path)
    expect(cases).toHaveLength(36_631)
    expect(rejected).toBe(0)
    expect(issues).toEqual({ 'duplicate-row': 53 })
    expect(charge).toBe(290_694_657_341)
    expect(cost).toBe(90_569_590_662)
  })
})

describe('header rows of real insurer and hospital extract tables', () => {
  test.for([
    [
      'setl_d',
      'cases',
      {
        case_no: 'mdtrt_id',
        sex: 'gend',
        total_charge: 'medfee_sumamt',
        fund_pay: 'fund_pay_sumamt',
        insurance: 'insutype',
      },
    ],
    [
      'fee_list_d',
      'charges',
      {
        case_no: 'mdtrt_id',
        amount: 'det_item_fee_sumamt',
        category: 'med_chrgitm_type',
        negotiated_drug: 'hi_nego_drug_flag',
      },
    ],
    [
      '3.1-机构住院就医提取表',
      'cases',
      { case_no: '住院号', total_charge: '医疗金额', department: '住院科室名称', 'dx.1': '疾病编码ICD' },
    ],
    [
      '3.2-机构住院结算提取表',
      'charges',
      { case_no: '住院号', amount: '金额', category: '收费项目类别', insurer_code: '国标代码' },
    ],
  ] as const)('%s is recognised as %s by itself', async ([name, kind, columns], { skip }) => {
    const file = withFile(`cn_import_templates/${name}.xlsx`)
    if (file.skip) skip('the file is not on this machine')
    const { template, format, ...inspection } = await inspectFile({ path: file.path }, [])
    expect(inspection.kind).toBe(kind)
    for (const [key, column] of Object.entries(columns)) expect(template.columns[key]).toMatchObject({ column })
    // What an insurer's settlement table doesn't have comes with its tables of stays and diagnoses, and the template says so.
    expect(inspection.missingRequired).toEqual([])
    expect('dx.table' in template.columns).toBe(name === 'setl_d')
    expect(format.headerRow).toBe(
      { setl_d: 1, fee_list_d: 1, '3.1-机构住院就医提取表': 12, '3.2-机构住院结算提取表': 14 }[name],
    )
    // Names, identity cards and telephone numbers of persons are never mapped.
    expect(inspection.unusedColumns).toEqual(
      expect.arrayContaining(
        inspection.header.filter((text) => /^(certno|psn_name|tel|身份证号|人员姓名)$/.test(text)),
      ),
    )
  })
})
