import { type CompiledScheme, compileScheme } from '#engine/grouping/compile.ts'
import { groupCase } from '#engine/grouping/group.ts'
import type { SchemeTables } from '#engine/grouping/tables.ts'
import type { GroupingInput } from '#shared/domain/grouping.ts'

/** A scheme of a handful of groups: headaches (MDCB), a robot operation tried before anything else (MDCA). */
export function smallTables(changes: Partial<SchemeTables> = {}): SchemeTables {
  return {
    header: {
      format: 'grouping-scheme/1',
      kind: 'DRG',
      code: 'TEST',
      name: '测试方案',
      region: '',
      year: 2024,
      adrgWithoutDrg: 'stop',
      retrySecondaryProcedures: false,
      ungrouped: { mdc: '0000', adrg: '00', drg: '0000' },
      rejected: { mdc: '', adrg: '', drg: '' },
      source: '',
    },
    mdc: [
      { mdc: 'MDCB', name: '神经', order: 2, rule: 'pdx in @HEAD' },
      { mdc: 'MDCA', name: '先期', order: 1, rule: 'proc1 in @OPS' },
    ],
    adrg: [
      { adrg: 'BR1', mdc: 'MDCB', name: '头痛', kind: 'medical', order: 3, rule: 'not proc in @OPS' },
      { adrg: 'BQY', mdc: 'MDCB', name: '歧义', kind: 'ambiguous', order: 9, rule: 'proc in @OPS' },
      { adrg: 'BB1', mdc: 'MDCB', name: '开颅', kind: 'surgical', order: 1, rule: 'proc1 in @SKULL' },
      { adrg: 'AA1', mdc: 'MDCA', name: '机器人', kind: 'surgical', order: 1, rule: 'proc in @ROBOT' },
    ],
    drg: [
      { drg: 'BR15', adrg: 'BR1', name: '不伴', order: 3, rule: 'true' },
      { drg: 'BR11', adrg: 'BR1', name: '伴严重', order: 1, rule: 'mcc' },
      { drg: 'BR13', adrg: 'BR1', name: '伴', order: 2, rule: 'cc' },
      { drg: 'BB19', adrg: 'BB1', name: '开颅', order: 1, rule: 'true' },
    ],
    codeLists: [
      ...['G43.000', 'G44.000'].map((code) => ({ list: 'HEAD', code })),
      ...['01.2400', '38.3000', '17.4200'].map((code) => ({ list: 'OPS', code })),
      { list: 'SKULL', code: '01.2400' },
      { list: 'ROBOT', code: '17.4200' },
    ],
    cc: [
      { code: 'J96.000', level: 'MCC', exclusion: '7' },
      { code: 'I10.x00', level: 'CC', exclusion: '999' },
      { code: 'R57.000', level: 'MCC', exclusion: '8' },
      { code: 'R57.000', level: 'CC', exclusion: '9' },
    ],
    exclusions: [
      { exclusion: '7', code: 'G44.000' },
      { exclusion: '8', code: 'G43.000' },
    ],
    codes: [
      { kind: 'dx', code: 'G43.000', name: '偏头痛' },
      { kind: 'dx', code: 'I10.x00', name: '高血压' },
      { kind: 'proc', code: '01.2400', name: '颅骨切开术' },
    ],
    codeMap: [],
    ...changes,
  }
}

export function aCase(changes: Partial<GroupingInput> = {}): GroupingInput {
  return {
    sex: 'F',
    age: 50,
    ageDays: null,
    birthWeight: null,
    los: null,
    icuHours: null,
    discharge: null,
    dept: null,
    dx: ['G43.000'],
    proc: [],
    ...changes,
  }
}

/** A scheme whose only condition is this rule, over lists D1, D2 (diagnoses) and P1, P2 (procedures). */
export function schemeOfRule(rule: string): CompiledScheme {
  return compileScheme(
    smallTables({
      mdc: [{ mdc: 'MDCX', name: '', order: 1, rule: 'true' }],
      adrg: [{ adrg: 'XX1', mdc: 'MDCX', name: '', kind: '', order: 1, rule }],
      drg: [],
      codeLists: [
        { list: 'D1', code: 'd1' },
        { list: 'D1', code: 'both' },
        { list: 'D2', code: 'd2' },
        { list: 'D2', code: 'both' },
        { list: 'P1', code: 'p1' },
        { list: 'P2', code: 'p2' },
      ],
      cc: [
        { code: 'major', level: 'MCC', exclusion: 'E1' },
        { code: 'minor', level: 'CC', exclusion: 'E1' },
        { code: 'twofold', level: 'MCC', exclusion: 'E1' },
        { code: 'twofold', level: 'CC', exclusion: 'E2' },
        { code: 'always', level: 'MCC', exclusion: '999' },
      ],
      exclusions: [
        { exclusion: 'E1', code: 'd1' },
        { exclusion: 'E2', code: 'd2' },
      ],
      codes: [],
    }),
  )
}

export function holds(rule: string, input: Partial<GroupingInput>): boolean {
  return groupCase(schemeOfRule(rule), aCase(input)).status === 'grouped'
}
