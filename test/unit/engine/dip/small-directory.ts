import { type CompiledDip, compileDip } from '#engine/dip/compile.ts'
import type { DipHeader, DipMatching, DipSettlementRules, DipTables, DirectoryRow } from '#engine/dip/tables.ts'
import type { DipInput } from '#shared/domain/dip.ts'
import { exact } from '#shared/domain/exact.ts'
import { type Fen, fen } from '#shared/domain/money.ts'

export const yuan = (text: string): Fen => fen(Number(exact(text).times(100).toFixed()))

const NATIONAL_RULES: DipSettlementRules = {
  low: { below: '0.5', inclusive: false, hospital: true },
  high: { above: '2', inclusive: false, add: 'one' },
  extreme: { above: '5', inclusive: false, settle: 'formula' },
  blank: { settle: 'none', ratio: '1' },
  zeroScore: 'by-actual',
  scoreDecimals: null,
  exemptInsurances: ['自费'],
}

const MATCHING: DipMatching = {
  candidates: 'in-order',
  terms: 'all',
  choose: ['main-operation', 'most-terms', 'most-operations', 'nearest-mean', 'higher-score', 'type-priority'],
  typePriority: ['core-surgical', 'core-therapeutic', 'comprehensive-surgical', 'core-conservative'],
  classOrder: ['conservative', 'diagnostic', 'therapeutic', 'interventional', 'surgical'],
  interventionalAs: 'surgical',
  unlistedOperation: null,
}

export const row = (dip: string, given: Partial<DirectoryRow>): DirectoryRow => ({
  dip,
  name: dip,
  type: 'core',
  dx: '',
  op: '',
  opClass: 'surgical',
  score: '100',
  meanCharge: '',
  meanDays: '',
  coefficient: '',
  ...given,
})

/** Femoral neck fracture: two replacements that differ in one term, a traction, the conservative stay; gathered rests; KBBZ. */
export const DIRECTORY: readonly DirectoryRow[] = [
  row('S72.0-81.51', { dx: 'S72.0', op: '81.51', score: '1800', meanCharge: '27000' }),
  row('S72.0-81.52', { dx: 'S72.0', op: '81.52/81.53', score: '1600', meanCharge: '24000' }),
  row('S72.0-81.52+00.70', { dx: 'S72.0', op: '81.52/81.53+00.70', score: '2400', meanCharge: '36000' }),
  row('S72.0-93.46', { dx: 'S72.0', op: '93.46', opClass: 'therapeutic', score: '300', meanCharge: '4500' }),
  row('S72.0-BS', { dx: 'S72.0', opClass: 'conservative', score: '280', meanCharge: '4200' }),
  row('M54.5-BS', { type: 'basic', dx: 'M54.5', opClass: 'conservative', score: '150', meanCharge: '2250' }),
  row('S72-SS', { type: 'comprehensive', dx: 'S72', score: '1500' }),
  row('S7-SS', { type: 'comprehensive', dx: 'S7', score: '1300' }),
  row('S-ZD', { type: 'comprehensive', dx: 'S', opClass: 'diagnostic', score: '200' }),
  row('CH13-BS', { type: 'comprehensive', dx: '@13', opClass: 'conservative', score: '230' }),
  row('KBBZ', { type: 'blank', opClass: null, score: '0' }),
]

export interface Changes extends Partial<Omit<DipTables, 'header'>> {
  readonly matching?: Partial<DipMatching>
  readonly settlement?: Partial<DipSettlementRules>
}

export function tablesOf({ matching, settlement, ...tables }: Changes = {}): DipTables {
  const header: DipHeader = {
    format: 'grouping-scheme/1',
    kind: 'DIP',
    code: 'T',
    name: '测试目录',
    region: '',
    year: 2026,
    status: 'demonstration',
    source: '',
    matching: { ...MATCHING, ...matching },
    settlement: { ...NATIONAL_RULES, ...settlement },
  }
  return {
    header,
    directory: DIRECTORY,
    chapters: [
      { chapter: '13', name: '肌肉骨骼', from: 'M00', to: 'M99' },
      { chapter: '19', name: '损伤', from: 'S00', to: 'T98' },
    ],
    operations: [
      { code: '81.5', opClass: 'surgical', name: '' },
      { code: '79.3', opClass: 'surgical', name: '' },
      { code: '38.7x04', opClass: 'interventional', name: '' },
      { code: '93.46', opClass: 'therapeutic', name: '' },
      { code: '80.26', opClass: 'diagnostic', name: '' },
    ],
    excluded: [
      { kind: 'proc', code: '00.76' },
      { kind: 'pdx', code: 'Z51.1' },
    ],
    auxiliary: [],
    codeLists: [],
    cc: [],
    exclusions: [],
    cci: [],
    meanCharges: [],
    pointValues: [],
    ...tables,
  }
}

export const directory = (changes: Changes = {}): CompiledDip => compileDip(tablesOf(changes))

export const aCase = (dx: readonly string[], proc: readonly string[], given: Partial<DipInput> = {}): DipInput => ({
  sex: 'F',
  age: 70,
  ageDays: null,
  birthWeight: null,
  los: 9,
  icuHours: null,
  discharge: '1',
  dept: null,
  dx,
  proc,
  charge: null,
  treatmentCharge: null,
  drugCharge: null,
  readmissionDays: null,
  ...given,
})
