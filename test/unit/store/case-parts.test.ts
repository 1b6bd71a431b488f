import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fen } from '#shared/domain/money.ts'
import type { RecordOf } from '#shared/domain/records.ts'
import { undoBatch } from '#store/batch-undo.ts'
import { beginBatch, commitBatch } from '#store/batches.ts'
import { partWriter } from '#store/case-parts.ts'
import { caseWriter } from '#store/cases-write.ts'
import { sql } from '#store/sql.ts'
import { RECONCILIATION_IDS, reconcile } from '#store/verify.ts'
import { aCase, temporaryBook } from '../../fixtures/book.ts'

const KINDS = ['cases', 'stays', 'diagnoses', 'procedures'] as const
type Kind = (typeof KINDS)[number]
type AnyFile = { readonly [K in Kind]: { readonly kind: K; readonly rows: readonly RecordOf[K][] } }[Kind]
type Home = ReturnType<typeof temporaryBook>

let home: Home
let other: Home
beforeAll(() => {
  home = temporaryBook()
  other = temporaryBook()
})
afterAll(() => {
  home.remove()
  other.remove()
})

const still = async () => {}
const AT = '2026-04-01 00:00:00'

function importInto({ book: { writer } }: Home, file: AnyFile): number {
  const batchId = beginBatch(writer, { kind: file.kind, sourceName: 'x', sha256: 'x', template: '{}', at: AT })
  writer.transaction(() => {
    if (file.kind === 'cases') caseWriter(writer, batchId).write(file.rows)
    else (partWriter(writer, file.kind, batchId) as (rows: AnyFile['rows']) => number)(file.rows)
    const accepted = file.rows.length
    commitBatch(writer, batchId, {
      rows: accepted,
      accepted,
      warned: 0,
      rejected: 0,
      replaced: 0,
      amount: null,
      at: AT,
    })
  })
  return batchId
}

const undo = ({ book: { writer } }: Home, batchId: number) =>
  writer.longTransaction(() => undoBatch(writer, { batchId, at: AT }, still))

/** Everything that is shown of the cases, whatever batch it came from. */
function shown({ book: { reader } }: Home): unknown {
  const cases = reader.all<Record<string, unknown>>(
    sql`SELECT r.case_no, c.* FROM hospital_case AS c JOIN case_ref AS r ON r.id = c.id ORDER BY r.case_no`,
  )
  return cases.map(({ id, batch_id: _, ...row }) => ({
    ...row,
    dx: reader.all(sql`SELECT code, name, poa FROM diagnosis WHERE case_id = ${id as number} ORDER BY position`),
    proc: reader.all(
      sql`SELECT code, name, done_at FROM procedure_done WHERE case_id = ${id as number} ORDER BY position`,
    ),
  }))
}

const caseNo = fc.constantFrom('A', 'B', 'C')
const maybe = <T>(...values: T[]) => fc.constantFrom<T | null>(null, ...values)
const code = fc.constantFrom('M17.100', 'I10.x00', 'E11.900')
const aFile: fc.Arbitrary<AnyFile> = fc.oneof(
  fc
    .uniqueArray(
      fc.record({
        caseNo,
        sex: maybe('F' as const, 'M' as const),
        physician: maybe('甲'),
        dischargedAt: maybe('2026-03-10'),
        opMinutes: maybe(60),
        charge: fc.integer({ min: 0, max: 9 }).map(fen),
        dx: fc.array(
          code.map((text) => ({ code: text, name: null, detail: null })),
          { maxLength: 2 },
        ),
        death: maybe(true, false),
      }),
      { selector: (row) => row.caseNo, minLength: 1 },
    )
    .map((rows) => ({ kind: 'cases' as const, rows: rows.map((row) => aCase(row)) })),
  fc
    .uniqueArray(
      fc.record({
        caseNo,
        admissionNo: maybe('Z1'),
        patientId: maybe('P-1'),
        sex: maybe('F' as const),
        age: maybe(40),
        admittedAt: maybe('2026-03-01'),
        dischargedAt: maybe('2026-03-09', '2026-04-01'),
        los: maybe(8),
        department: maybe('骨科'),
        physician: maybe('乙', '丙'),
        discharge: maybe('1'),
        insurance: maybe('居民'),
        dx: maybe({ code: 'S72.000', name: '股骨颈骨折', detail: null }),
      }),
      { selector: (row) => row.caseNo, minLength: 1 },
    )
    .map((rows) => ({ kind: 'stays' as const, rows })),
  fc
    .array(
      fc.record({
        caseNo,
        position: fc.integer({ min: 1, max: 9 }),
        main: maybe(true, false),
        code,
        name: maybe('名'),
        poa: maybe('1'),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((rows) => ({ kind: 'diagnoses' as const, rows })),
  fc
    .array(
      fc.record({
        caseNo,
        position: fc.integer({ min: 1, max: 9 }),
        main: maybe(true, false),
        code: fc.constantFrom('81.5400', '00.7500'),
        name: maybe('名'),
        date: maybe('2026-03-02'),
        minutes: maybe(90),
        surgeon: maybe('丁'),
        anaesthesiaMinutes: maybe(120),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((rows) => ({ kind: 'procedures' as const, rows })),
)

/** Batches are numbered in the order they come, and of one kind the later holds: a file of each kind, in two orders. */
const oneOfEach = fc
  .tuple(...KINDS.map((kind) => aFile.filter((file) => file.kind === kind)))
  .chain((files) => fc.tuple(fc.constant(files), fc.shuffledSubarray(files, { minLength: files.length })))

describe('tables that belong to a case', () => {
  test('give the same cases in whatever order they come', async () => {
    await fc.assert(
      fc.asyncProperty(oneOfEach, async ([files, shuffled]) => {
        const first = files.map((file) => importInto(home, file))
        const second = shuffled.map((file) => importInto(other, file))
        expect(shown(other)).toEqual(shown(home))
        for (const id of first) await undo(home, id)
        for (const id of second.toReversed()) await undo(other, id)
      }),
      { numRuns: 25 },
    )
  })

  test('leave, when some are undone in any order, what the others alone give; nothing is left of all', async () => {
    const plan = fc
      .array(aFile, { minLength: 2, maxLength: 7 })
      .chain((files) => fc.tuple(fc.constant(files), fc.shuffledSubarray([...files.keys()])))
    await fc.assert(
      fc.asyncProperty(plan, async ([files, undone]) => {
        const ids = files.map((file) => importInto(home, file))
        for (const index of undone) await undo(home, ids[index]!)
        const alone = files.flatMap((file, index) => (undone.includes(index) ? [] : [importInto(other, file)]))
        expect(shown(home)).toEqual(shown(other))
        for (const id of RECONCILIATION_IDS.filter((name) => name === 'cases-joined' || name === 'batch-totals'))
          expect(reconcile(home.book.reader, id).wrong, id).toBe(0)
        for (const [index, id] of ids.entries()) if (!undone.includes(index)) await undo(home, id)
        for (const id of alone) await undo(other, id)
        expect([shown(home), shown(other)]).toEqual([[], []])
        for (const table of ['case_own', 'case_before', 'stay_part', 'diagnosis_part', 'procedure_part'])
          expect(home.book.reader.one({ text: `SELECT count(*) AS n FROM ${table}`, values: [] })).toEqual({ n: 0 })
      }),
      { numRuns: 40 },
    )
  })

  test('a case that was changed behind the program’s back is found', () => {
    const cases = importInto(home, { kind: 'cases', rows: [aCase({ caseNo: 'X', physician: null })] })
    const stay = { ...STAY, caseNo: 'X', physician: '戊' }
    const stays = importInto(home, { kind: 'stays', rows: [stay] })
    expect(reconcile(home.book.reader, 'cases-joined').wrong).toBe(0)
    home.book.writer.run(sql`UPDATE hospital_case SET physician = '己'`)
    expect(reconcile(home.book.reader, 'cases-joined')).toMatchObject({ wrong: 1, example: 'X' })
    return undo(home, stays).then(() => undo(home, cases))
  })
})

const STAY: RecordOf['stays'] = {
  caseNo: '',
  admissionNo: null,
  patientId: null,
  sex: null,
  age: null,
  admittedAt: null,
  dischargedAt: null,
  los: null,
  department: null,
  physician: null,
  discharge: null,
  insurance: null,
  dx: null,
}
