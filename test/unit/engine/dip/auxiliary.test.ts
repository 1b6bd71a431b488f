import { describe, expect, test } from 'vitest'
import { groupDip, groupDipWithTrail } from '#engine/dip/group.ts'
import type { AuxiliaryRow } from '#engine/dip/tables.ts'
import type { DipInput } from '#shared/domain/dip.ts'
import { aCase, directory, yuan } from './small-directory.ts'

const entry = (
  auxiliary: string,
  condition: string,
  factor: string,
  given: Partial<AuxiliaryRow> = {},
): AuxiliaryRow => ({
  auxiliary,
  type: 'other',
  name: auxiliary,
  dip: '',
  condition,
  factor,
  ...given,
})

/** The one entry that counts for a femoral neck fracture treated conservatively (mean charge 4,200). */
const counted = (rows: readonly AuxiliaryRow[], given: Partial<DipInput>, secondary: readonly string[] = []) => {
  const scheme = directory({
    auxiliary: rows,
    codeLists: [
      { list: 'TUMOUR', code: 'S72' },
      { list: 'METASTASIS', code: 'C79' },
    ],
    cc: [
      { code: 'I50.900', level: 'MCC', exclusion: 'HEART' },
      { code: 'I48.900', level: 'CC', exclusion: 'BONE' },
    ],
    exclusions: [{ exclusion: 'BONE', code: 'S72' }],
    cci: [
      { condition: '糖尿病', code: 'E11.9', points: 1 },
      { condition: '糖尿病', code: 'E11.2', points: 2 },
      { condition: '心衰', code: 'I50', points: 1 },
    ],
  })
  return groupDip(scheme, aCase(['S72.000', ...secondary], [], given)).auxiliary?.code ?? null
}

describe('auxiliary directories', () => {
  test('age bands: 0–28 days, 29 days to 1 year, 1–6, 7–17, 65 and above', () => {
    const bands = [
      entry('NL-1', 'age = 0 and age_days <= 28', '1.5'),
      entry('NL-2', 'age = 0 and age_days > 28', '1.4'),
      entry('NL-3', 'age >= 1 and age <= 6', '1.3'),
      entry('NL-4', 'age >= 7 and age <= 17', '1.2'),
      entry('NL-5', 'age >= 65', '1.1'),
    ]
    const band = (age: number | null, ageDays: number | null = null) => counted(bands, { age, ageDays })
    expect([band(0, 28), band(0, 29), band(1), band(6), band(7), band(17), band(18), band(64), band(65)]).toEqual([
      'NL-1',
      'NL-2',
      'NL-3',
      'NL-3',
      'NL-4',
      'NL-4',
      null,
      null,
      'NL-5',
    ])
    expect([band(null), band(0, null)]).toEqual([null, null])
  })

  test('severity: died, MCC or CC of a stay longer than 3 days, unless the principal diagnosis cancels it', () => {
    const rows = [
      entry('YZ-0', 'death and los > 3', '1.3'),
      entry('YZ-1', 'mcc and los > 3', '1.2'),
      entry('YZ-2', 'cc and los > 3', '1.1'),
    ]
    expect(counted(rows, { discharge: '5' })).toBe('YZ-0')
    expect(counted(rows, {}, ['I50.900'])).toBe('YZ-1')
    expect(counted(rows, { los: 3 }, ['I50.900'])).toBeNull()
    expect(counted(rows, {}, ['I48.900'])).toBeNull()
  })

  test('tumour: charge at 3 times the mean with half of it for treatment or for drugs; rows of one code are alternatives', () => {
    const rows = [
      entry('ZL', 'pdx in @TUMOUR and charge_ratio >= 3 and treatment_share >= 0.5', '1.4'),
      entry('ZL', 'pdx in @TUMOUR and charge_ratio >= 3 and drug_share >= 0.5', '1.4'),
    ]
    const charge = yuan('12600')
    expect(counted(rows, { charge, treatmentCharge: yuan('6300') })).toBe('ZL')
    expect(counted(rows, { charge, treatmentCharge: yuan('6299.99') })).toBeNull()
    expect(counted(rows, { charge, drugCharge: yuan('6300') })).toBe('ZL')
    expect(counted(rows, { charge: yuan('12599.99'), drugCharge: yuan('12000') })).toBeNull()
  })

  test('lists, as metastases', () => {
    const rows = [entry('ZY', 'sdx in @METASTASIS and not death', '1.2')]
    expect(counted(rows, {}, ['C79.500'])).toBe('ZY')
    expect(counted(rows, { discharge: '5' }, ['C79.500'])).toBeNull()
  })

  test('CCI counts a condition once, with its highest points, and not the principal diagnosis', () => {
    const rows = [entry('CCI-3', 'cci = 3', '1.2'), entry('CCI-2', 'cci = 2', '1.1')]
    expect(counted(rows, {}, ['E11.900', 'E11.201+N08.3*'])).toBe('CCI-2')
    expect(counted(rows, {}, ['E11.900', 'E11.201+N08.3*', 'I50.900', 'I50.907'])).toBe('CCI-3')
  })

  test('days in intensive care: 2–7, 8–14, 15–30, 31 and above, a day being 24 hours', () => {
    const rows = [
      entry('JH-1', 'icu_days >= 2 and icu_days < 8', '1.1'),
      entry('JH-2', 'icu_days >= 8 and icu_days < 15', '1.2'),
      entry('JH-3', 'icu_days >= 15 and icu_days < 31', '1.3'),
      entry('JH-4', 'icu_days >= 31', '1.4'),
    ]
    const band = (icuHours: number) => counted(rows, { icuHours })
    expect([47.5, 48, 191, 192, 360, 744].map(band)).toEqual([null, 'JH-1', 'JH-1', 'JH-2', 'JH-3', 'JH-4'])
  })

  test('the highest factor counts and is never multiplied; equal factors: the earlier row', () => {
    const rows = [entry('A', 'age >= 65', '1.06'), entry('B', 'los > 3', '1.25'), entry('C', 'los > 4', '1.25')]
    const scheme = directory({ auxiliary: rows })
    const { result, steps } = groupDipWithTrail(scheme, aCase(['S72.000'], []))
    expect(result.auxiliary).toEqual({ code: 'B', type: 'other', name: 'B', factor: '1.25' })
    expect(result.triggered.map(({ code }) => code)).toEqual(['A', 'B', 'C'])
    expect(steps.filter(({ level }) => level === 'auxiliary').map(({ reason }) => reason.zh)).toEqual([
      '其他：年龄（岁） ≥ 65；系数 1.06，不取（只取最高，不连乘）',
      '其他：住院天数 > 3；系数 1.25，取最高者',
      '其他：住院天数 > 4；系数 1.25，不取（只取最高，不连乘）',
    ])
  })

  test('an entry without factor marks a second admission and changes no score', () => {
    const rows = [entry('JG', 'readmission_days <= 30', '', { type: 'readmission' })]
    const result = groupDip(directory({ auxiliary: rows }), aCase(['S72.000'], [], { readmissionDays: 30 }))
    expect(result.triggered.map(({ code, factor }) => [code, factor])).toEqual([['JG', null]])
    expect(result.auxiliary).toBeNull()
  })

  test('an entry of one disease leaves the others alone', () => {
    expect(counted([entry('A', 'age >= 1', '1.5', { dip: 'S72.0-81.51' })], {})).toBeNull()
    expect(counted([entry('A', 'age >= 1', '1.5', { dip: 'S72.0-BS' })], {})).toBe('A')
  })
})
