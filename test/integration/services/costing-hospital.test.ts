import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CostingConfig } from '#shared/contract/costing-config.ts'
import type { Batch, ImportTemplate } from '#shared/contract/imports.ts'
import { COST_ELEMENTS } from '#shared/domain/costing.ts'
import { fen, fenToYuan, sumFen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { startTestCore, type TestCore } from '../../support/core.ts'
import { missingShared, sharedPath } from '../../support/shared-data.ts'

/**
 * A public hospital's month, from its own files: imported through templates as a person would map them, allocated by the definition
 * of its reference, and costed for one department.
 */
const FOLDER = ['datasets', 'clinical_costing_hospital1'] as const
const missing = missingShared(...FOLDER)
if (missing !== null) process.stdout.write(`costing of a public hospital skipped: ${missing}\n`)

const JUNE = period('1997-06')
const csv = (name: string) => sharedPath(...FOLDER, 'csv', `${name}.csv`)
type Row = Readonly<Record<string, string>>
const rows = (name: string): readonly Row[] =>
  Papa.parse<Row>(readFileSync(csv(name), 'utf8'), { header: true, skipEmptyLines: true }).data

interface Reference {
  readonly stepdown_simplified: { readonly final: Readonly<Record<string, number>> }
  readonly unit_costs_after_stepdown: { readonly ward_cost_per_hour: Readonly<Record<string, number>> }
  readonly orthopaedic_department: {
    readonly episodes: readonly { readonly episode_no: number; readonly cost: number }[]
  }
}
const reference = () => JSON.parse(readFileSync(sharedPath(...FOLDER, 'reference.json'), 'utf8')) as Reference
/** Wards that are costed by the hour. */
const wards = () => Object.keys(reference().unit_costs_after_stepdown.ward_cost_per_hour)

const from = (column: string, values?: Readonly<Record<string, string>>) => ({
  from: 'column' as const,
  column,
  ...(values === undefined ? {} : { values }),
})
interface StoredIssue {
  readonly row_no: number
  readonly verdict: string
  readonly code: string
  readonly value: string
  readonly message_zh: string
}

/** What an import left to say about its rows, as the book keeps it. */
function issuesOf(book: string, batchId: number): readonly StoredIssue[] {
  const db = new Database(book, { readonly: true })
  try {
    return db
      .prepare<[number], StoredIssue>('SELECT * FROM batch_issue WHERE batch_id = ? ORDER BY row_no')
      .all(batchId)
  } finally {
    db.close()
  }
}

const template = (kind: ImportTemplate['kind'], columns: ImportTemplate['columns']): ImportTemplate => ({
  format: 'import-template/1',
  name: kind,
  kind,
  version: 1,
  file: {},
  period: JUNE,
  columns,
})

/** Their departments under the pooled ones that close, and their cost types under the seven elements. */
function ledgerTemplate(): ImportTemplate {
  const pooled = Object.fromEntries(
    rows('model1__department_grouping').map((row) => [row.from_department_code!, row.to_department_code!]),
  )
  const known = {
    'S&W': '人员经费',
    SUPA: '人员经费',
    WK: '人员经费',
    DRGS: '药品费',
    MSS: '卫生材料费',
    EQUP: '固定资产折旧费',
  }
  const types = rows('Jun97HospitalCostsAndAdjustments__general_ledger_costs').map((row) => row.cost_type_code!)
  const other = Object.fromEntries(types.map((type) => [type, '其他运行费用']))
  return template('ledger', {
    period: { from: 'constant', value: JUNE },
    cost_center: from('department_code', pooled),
    element: from('cost_type_code', { ...other, ...known }),
    amount: from('cost'),
  })
}

const listed = (attribute: string): readonly Row[] =>
  rows('model1__general_ledger_attributes').filter(
    (row) => row.general_ledger_attribute_code === attribute && Number(row.general_ledger_attribute_weight) !== 0,
  )

const operations = () => rows('Jun97PatientActivity__Inpat_theatre_details')
const stays = () => rows('Jun97PatientActivity__Inpat_patient_location')
const sumOf = (all: readonly Row[], column: string) => all.reduce((sum, row) => sum + Number(row[column]), 0)
const ofEpisode = (all: readonly Row[], episode: string) => all.filter(({ episode_no }) => episode_no === episode)
const hoursIn = (all: readonly Row[], ward: string) =>
  sumOf(
    all.filter(({ ward_code }) => ward_code === ward),
    'ward_hours',
  )

/** Floor space and cleaning as the hospital's own weights, hours and minutes as all its patients used; one file, as an office sends it. */
function writeDrivers(path: string): string {
  const lines = ['fs', 'housekeeping'].flatMap((driver) =>
    listed(driver).map((row) => `${JUNE},${row.department_code},${driver},${row.general_ledger_attribute_weight}`),
  )
  const used = [
    `${JUNE},THTR,手术分钟,${sumOf(operations(), 'theatre_mins')}`,
    ...wards().map((ward) => `${JUNE},${ward},住院小时,${hoursIn(stays(), ward)}`),
  ]
  writeFileSync(path, ['期间,成本中心,动因,数量', ...lines, ...used, ''].join('\n'))
  return path
}

const inpatients = () => rows('Jun97PatientActivity__Inpat_episode_details')
const isOrthopaedic = (row: Row) => row.clinical_specialty === 'ORT'

/** Orthopaedic episodes with their minutes in theatre; the rest of the activity is in the drivers. */
function writeCases(path: string): string {
  const lines = inpatients()
    .filter(isOrthopaedic)
    .map((row) => {
      const minutes = sumOf(ofEpisode(operations(), row.episode_no!), 'theatre_mins')
      return [row.episode_no, row.sex, row.drg, row.bed_days, minutes, row.revenue, 'ORT'].join(',')
    })
  writeFileSync(path, ['episode_no,sex,drg,bed_days,theatre_mins,revenue,department', ...lines, ''].join('\n'))
  return path
}

/** Every other episode of the month: ward, clinic and emergency. */
function writeOthers(path: string): string {
  const lines = [
    ...inpatients()
      .filter((row) => !isOrthopaedic(row))
      .map((row) => [row.episode_no, row.sex, row.drg, row.bed_days, 0, row.revenue, row.clinical_specialty]),
    ...rows('Jun97PatientActivity__Clinic_activity_details').map((row, index) => [
      ...[`C${index}`, row.sex, 'CLINIC', 0, 0, row.revenue, 'CLINIC'],
    ]),
    ...rows('Jun97PatientActivity__ED_episode_details').map((row, index) => [
      ...[`E${index}`, row.sex, 'ED', 0, 0, row.revenue, 'ED'],
    ]),
  ]
  const header = 'episode_no,sex,drg,bed_days,theatre_mins,revenue,department'
  writeFileSync(path, [header, ...lines.map((cells) => cells.join(',')), ''].join('\n'))
  return path
}

const INVOICES = [
  'pathology_tests',
  'prosthetic_devices',
  'radiology_examinations',
  'ambulance_transfers',
  'vmo_payments',
]

/** What orthopaedic episodes were given: hours on each ward, which are in no price, and invoices, which reach the episode as they are. */
function writeLines(path: string): string {
  const invoices = INVOICES.flatMap((name) => rows(`Jun97HospitalCostsAndAdjustments__${name}`))
  const lines = inpatients()
    .filter(isOrthopaedic)
    .flatMap(({ episode_no: episode }) => [
      ...wards()
        .map((ward) => ({ ward, hours: hoursIn(ofEpisode(stays(), episode!), ward) }))
        .filter(({ hours }) => hours > 0)
        .map(({ ward, hours }) => `${episode},1997-06-30,HOUR,Ward hour,01,${hours},0,${ward}`),
      ...ofEpisode(invoices, episode!)
        .filter(({ service_code }) => service_code === 'Inpat')
        .map(({ amount }) => `${episode},1997-06-30,INVOICE,Invoice,08,1,${amount},OS`),
    ])
  writeFileSync(path, ['病例号,收费时间,项目编码,项目名称,收费类别,数量,金额,执行科室', ...lines, ''].join('\n'))
  return path
}

const CASES: ImportTemplate = {
  codeSystem: 'AN-DRG',
  ...template('cases', {
    case_no: from('episode_no'),
    sex: from('sex'),
    // The extract has no ages and no codes but the group's; neither is used here.
    age: { from: 'constant', value: '40' },
    dx: from('drg'),
    los: from('bed_days'),
    op_minutes: from('theatre_mins'),
    total_charge: from('revenue'),
    department: from('department'),
  }),
}

/** `stepdown_simplified` of the reference: seven centers close one after another. */
function definition(config: CostingConfig): CostingConfig {
  const among = (attribute: string) => listed(attribute).map(({ department_code }) => department_code!)
  const cost = (attribute: string, elements: readonly (typeof COST_ELEMENTS)[number][]) => ({
    kind: 'direct-cost' as const,
    elements: [...elements],
    among: among(attribute),
  })
  const quantity = (driver: string) => ({ kind: 'quantity' as const, driver })
  return {
    ...config,
    from: JUNE,
    to: JUNE,
    allocation: {
      method: 'step-down',
      levels: [
        [{ center: 'HR', driver: cost('wages', ['staff']) }],
        [{ center: 'SUPS', driver: cost('total', COST_ELEMENTS) }],
        [{ center: 'NSUPS', driver: cost('totalnursing', COST_ELEMENTS) }],
        [{ center: 'MADM', driver: cost('totalmedical', COST_ELEMENTS) }],
        [{ center: 'MAINT', driver: quantity('fs') }],
        [{ center: 'PORT', driver: quantity('fs') }],
        [{ center: 'HSKP', driver: quantity('housekeeping') }],
      ],
    },
    // What the orthopaedic surgeons themselves cost is in no pool: the cost is partial.
    department: { main: 'OS', centers: ['OS', 'THTR', ...wards()] },
    pools: [
      { center: 'THTR', measure: { by: 'operation-minutes' }, total: { from: 'driver', driver: '手术分钟' } },
      ...wards().map((center) => ({
        center,
        measure: { by: 'line-quantity' as const, categories: ['01' as const], ownLines: true },
        total: { from: 'driver' as const, driver: '住院小时' },
      })),
    ],
    places: {},
    methods: ['top-down'],
    preferred: 'top-down',
  }
}

describe.skipIf(missing !== null)('a public hospital, June 1997, imported and costed', () => {
  let core: TestCore
  let ledger: Batch
  let issues: readonly StoredIssue[]
  beforeAll(async () => {
    core = startTestCore()
    const file = (name: string) => join(core.folder, name)
    await core.call('book.create', { path: file('book.keheng'), name: 'hospital1' })
    const commit = (source: { path: string; template?: ImportTemplate; kind?: ImportTemplate['kind'] }) =>
      core.job('imports.commit', { source, skipRejected: false })
    const books = {
      path: csv('Jun97HospitalCostsAndAdjustments__general_ledger_costs'),
      template: ledgerTemplate(),
    }
    ledger = await commit(books)
    issues = issuesOf(file('book.keheng'), ledger.id)
    await commit({ path: writeDrivers(file('drivers.csv')), kind: 'drivers' })
    await commit({ path: writeCases(file('cases.csv')), template: CASES })
    await commit({ path: writeLines(file('lines.csv')), kind: 'charges' })
  })
  afterAll(() => core.close())

  test('three decimals become whole cents by largest remainder, and the rounding row is listed', () => {
    expect(ledger.accepted).toBe(384)
    expect(fenToYuan(ledger.amount!)).toBe('1060115.47')
    expect(issues[0]).toMatchObject({ row_no: 0, verdict: 'warning', code: 'ledger-rounding', value: '-0.004' })
    expect(issues[0]?.message_zh).toContain('1060115.474')
    expect(issues.slice(1).every(({ code }) => code === 'money-rounded')).toBe(true)
  })

  test('the ledger report tells the rounding row with its file; it is in no amount', async () => {
    const report = await core.call('costing.ledger', { from: JUNE, to: JUNE, compare: 'none' })
    expect(report.roundings).toMatchObject([{ batchId: ledger.id, source: ledger.sourceName, amount: '-0.004' }])
    expect(report.roundings[0]!.message.en).toContain('1060115.474')
    expect(fenToYuan(report.total)).toBe('1060115.47')
    const none = await core.call('costing.ledger', { from: period('2001-01'), to: period('2001-01'), compare: 'none' })
    expect(none.roundings).toEqual([])
  })

  test('the step-down of the reference: every center within a cent per step and element, the total kept', async () => {
    const { config } = await core.call('costing.settings', {})
    const run = await core.job('costing.run', { config: definition(config) })
    const { final } = reference().stepdown_simplified
    const report = await core.call('costing.allocation', { month: JUNE, runId: run.id })
    const open = report.centers.filter(({ open: stays }) => stays)
    expect(open).toHaveLength(36)
    for (const { center, total } of open) expect(Math.abs(total - final[center]! * 100), center).toBeLessThan(7 * 5)
    expect(fenToYuan(sumFen(open.map(({ total }) => total)))).toBe('1060115.47')
    expect(report.unallocated).toEqual([])
    expect(report.steps.map(({ center }) => center)).toEqual(['HR', 'SUPS', 'NSUPS', 'MADM', 'MAINT', 'PORT', 'HSKP'])
    // Whatever flows into a center flows out of it again.
    for (const { center } of report.steps) {
      const out = sumFen(report.links.filter((link) => link.from === `center:${center}`).map(({ total }) => total))
      const into = sumFen(report.links.filter((link) => link.to === `center:${center}`).map(({ total }) => total))
      const own = report.centers.find((entry) => entry.center === center)!.own
      expect(out).toBe(into + sumFen(Object.values(own)))
    }
  })

  test('theatre: 6,832 minutes at 15.236579; what the department did not use belongs to others', async () => {
    const { rows: pools } = await core.call('costing.unitCosts', { from: JUNE, to: JUNE })
    expect(pools).toHaveLength(1 + wards().length)
    const theatre = pools.find(({ pool }) => pool === 'THTR')!
    expect(theatre).toMatchObject({ quantity: '6832', used: '988', unit: { zh: '手术分钟' } })
    // The rate of the ledger in whole cents; 15.236579 is that of its three decimals.
    expect(Number(theatre.rate)).toBeCloseTo(15.236579, 5)
    for (const { pool, rate } of pools.filter((entry) => entry !== theatre))
      expect(Number(rate), pool).toBeCloseTo(reference().unit_costs_after_stepdown.ward_cost_per_hour[pool]!, 2)
    for (const { assigned, leftTotal, costTotal } of pools) expect(assigned + leftTotal).toBe(costTotal)
    const statement = await core.call('costing.reconciliation', { from: JUNE, to: JUNE })
    expect(statement).toMatchObject({ closes: true, method: 'top-down', coverage: 'partial' })
    expect(statement.ledger.whole.total).toBe(106011547)
    const others = statement.department.parts.find(({ id }) => id === 'other-users')!
    expect(others.total).toBe(sumFen(pools.map(({ leftTotal }) => leftTotal)))
  })

  test('orthopaedics: a partial cost of 55,180.36 and 16,224.64 left, every episode within two cents', async () => {
    const [run] = await core.call('costing.runs', {})
    const [sums] = run!.months[0]!.sums
    // From three decimals it is 55,180.35; the ledger in whole cents makes these pools 0.9 cents dearer together.
    expect(sums).toMatchObject({ cases: 28, coverage: 'partial', method: 'top-down' })
    expect(fenToYuan(sums!.total)).toBe('55180.36')
    const { months } = (await core.call('costing.settings', {})).data
    expect(fenToYuan(fen(months[0]!.charge - sums!.total))).toBe('16224.64')
    for (const { episode_no, cost } of reference().orthopaedic_department.episodes) {
      const { sides } = await core.call('costing.case', { caseNo: String(episode_no) })
      expect(sides.map(({ method, coverage }) => [method, coverage])).toEqual([['top-down', 'partial']])
      expect(Math.abs(sides[0]!.total - cost * 100), String(episode_no)).toBeLessThan(3)
    }
  })

  test('the whole hospital: 1,392 episodes bring 998,220.43, which is 61,895.04 less than the ledger', async () => {
    await core.job('imports.commit', {
      source: { path: writeOthers(join(core.folder, 'others.csv')), template: CASES },
      skipRejected: false,
    })
    const { months } = (await core.call('costing.settings', {})).data
    expect(months).toEqual([expect.objectContaining({ period: JUNE, cases: 404 + 375 + 613, charge: fen(99822043) })])
    expect(fenToYuan(fen(months[0]!.charge - months[0]!.ledger!))).toBe('-61895.04')
  })

  test('the run from before those episodes is outdated and is not put in force', async () => {
    const [run] = await core.call('costing.runs', {})
    expect(run).toMatchObject({ outdated: true, acceptedAt: null })
    await expect(core.job('costing.accept', { runId: run!.id })).rejects.toMatchObject({
      problem: { code: 'bad-request' },
    })
  })
})
