import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fen } from '#shared/domain/money.ts'
import type { CaseRecord, ChargeRecord } from '#shared/domain/records.ts'
import { beginBatch, commitBatch, listBatches, markBatchUndone, purgeDeadRows } from '#store/batches.ts'
import { bookCounts } from '#store/book-queries.ts'
import { caseWriter, undoCases } from '#store/cases-write.ts'
import { chargeWriter } from '#store/charges-write.ts'
import { casesForComputing } from '#store/facts.ts'
import { sql } from '#store/sql.ts'
import { RECONCILIATION_IDS, reconcile } from '#store/verify.ts'
import { aCase, aLine, temporaryBook } from '../../fixtures/book.ts'

let home: ReturnType<typeof temporaryBook>
beforeEach(() => {
  home = temporaryBook()
})
afterEach(() => home.remove())

const still = async () => {}
const begin = (kind: string) =>
  beginBatch(home.book.writer, {
    kind,
    sourceName: `${kind}.csv`,
    sha256: 'x',
    template: '{}',
    at: '2026-04-01 00:00:00',
  })
const outcome = (accepted: number, amount: number) => ({
  rows: accepted,
  accepted,
  warned: 0,
  rejected: 0,
  replaced: 0,
  amount: fen(amount),
  at: '2026-04-01 00:00:01',
})

function importCases(records: readonly CaseRecord[]): number {
  const id = begin('cases')
  home.book.writer.transaction(() => caseWriter(home.book.writer, id).write(records))
  commitBatch(home.book.writer, id, outcome(records.length, 0))
  return id
}

function loadLines(records: readonly ChargeRecord[], commit = true): number {
  const id = begin('charges')
  chargeWriter(home.book.writer, id).write(records)
  if (commit)
    commitBatch(
      home.book.writer,
      id,
      outcome(
        records.length,
        records.reduce((sum, line) => sum + line.amount, 0),
      ),
    )
  return id
}

const theCase = (caseNo: string) =>
  home.book.reader.get<{ charge_fen: number; team: string }>(
    sql`SELECT c.* FROM hospital_case AS c JOIN case_ref AS r ON r.id = c.id WHERE r.case_no = ${caseNo}`,
  )
const computing = () => casesForComputing(home.book.reader, 0, 100)

describe('cases', () => {
  test('a corrected file replaces its cases by number, and undo puts the first version back, codes included', async () => {
    importCases([aCase({ caseNo: 'A1', charge: fen(100) }), aCase({ caseNo: 'A2' })])
    const second = importCases([
      aCase({ caseNo: 'A1', charge: fen(200), team: '二组', dx: [{ code: 'M16.100', name: null, detail: null }] }),
    ])
    expect(theCase('A1')).toMatchObject({ charge_fen: 200, team: '二组' })
    expect(computing()[0]).toMatchObject({ dx: 'M16.100' })
    await home.book.writer.longTransaction(() => undoCases(home.book.writer, second, still))
    expect(theCase('A1')).toMatchObject({ charge_fen: 100, team: '一组' })
    expect(computing()[0]).toMatchObject({ dx: 'M17.100', proc: '81.5400x001' })
    expect(bookCounts(home.book.reader).cases).toBe(2)
  })

  test('undo takes out what the batch brought in', async () => {
    const id = importCases([aCase({ caseNo: 'A1' })])
    await home.book.writer.longTransaction(() => undoCases(home.book.writer, id, still))
    expect(theCase('A1')).toBeUndefined()
  })

  test('a batch in the middle of a case’s history is undone alone: the later one stays, and goes back past it', async () => {
    const undo = (batchId: number) =>
      home.book.writer.longTransaction(() => undoCases(home.book.writer, batchId, still))
    importCases([aCase({ caseNo: 'A1', charge: fen(1) })])
    const second = importCases([aCase({ caseNo: 'A1', charge: fen(2) }), aCase({ caseNo: 'A2', charge: fen(2) })])
    const third = importCases([aCase({ caseNo: 'A1', charge: fen(3) }), aCase({ caseNo: 'A2', charge: fen(3) })])
    await undo(second)
    expect([theCase('A1'), theCase('A2')]).toMatchObject([{ charge_fen: 3 }, { charge_fen: 3 }])
    await undo(third)
    expect([theCase('A1')?.charge_fen, theCase('A2')]).toEqual([1, undefined])
  })

  test('a long transaction that throws leaves nothing', async () => {
    const id = begin('cases')
    const failing = home.book.writer.longTransaction(async () => {
      caseWriter(home.book.writer, id).write([aCase({ caseNo: 'A1' })])
      throw new Error('cancelled')
    })
    await expect(failing).rejects.toThrow('cancelled')
    expect(theCase('A1')).toBeUndefined()
  })

  test('while a long transaction is open, readers see the book as it was', async () => {
    await home.book.writer.longTransaction(async () => {
      caseWriter(home.book.writer, begin('cases')).write([aCase({ caseNo: 'A1' })])
      expect(theCase('A1')).toBeUndefined()
    })
    expect(theCase('A1')).toBeDefined()
  })
})

describe('charge lines', () => {
  const drug = { category: '09', itemCode: 'D1', itemName: '药' } as const

  test('count by category only once their batch is committed, refunds net', () => {
    importCases([aCase({ caseNo: 'A1' })])
    loadLines([
      aLine({ caseNo: 'A1' }),
      aLine({ caseNo: 'A1', ...drug, amount: fen(1000) }),
      aLine({ caseNo: 'A1', ...drug, amount: fen(-400) }),
    ])
    loadLines([aLine({ caseNo: 'A1', amount: fen(99) })], false)
    expect(computing()[0]).toMatchObject({ lines: 3, linesFen: 3100, category_09: 600, category_04: 2500 })
  })

  test('lines may arrive before their case', () => {
    loadLines([aLine({ caseNo: 'A1' })])
    expect(reconcile(home.book.reader, 'lines-without-case')).toMatchObject({ wrong: 1, example: 'A1' })
    importCases([aCase({ caseNo: 'A1' })])
    expect(computing()[0]).toMatchObject({ lines: 1, linesFen: 2500 })
  })

  test('an undone batch stops counting at once; cleaning removes its rows and no others', async () => {
    importCases([aCase({ caseNo: 'A1' })])
    loadLines([aLine({ caseNo: 'A1' })])
    const second = loadLines([aLine({ caseNo: 'A1', amount: fen(700) }), aLine({ caseNo: 'A1', amount: fen(800) })])
    markBatchUndone(home.book.writer, second, '2026-04-02 00:00:00')
    expect(computing()[0]).toMatchObject({ lines: 1, linesFen: 2500 })
    await purgeDeadRows(home.book.writer, still)
    expect(home.book.reader.one(sql`SELECT count(*) AS n FROM charge_line`)).toEqual({ n: 1 })
    expect(home.book.reader.one(sql`SELECT count(*) AS n FROM case_category`)).toEqual({ n: 1 })
    expect(listBatches(home.book.reader).map((batch) => batch.state)).toEqual(['undone', 'committed', 'committed'])
  })

  test('a load that never ended leaves nothing after cleaning', async () => {
    loadLines([aLine({ caseNo: 'A1' })], false)
    await purgeDeadRows(home.book.writer, still)
    expect(home.book.reader.one(sql`SELECT count(*) AS n FROM charge_line`)).toEqual({ n: 0 })
    expect(home.book.reader.one(sql`SELECT count(*) AS n FROM batch`)).toEqual({ n: 0 })
  })

  test('the reconciliations find a roll-up that was tampered with', () => {
    importCases([aCase({ caseNo: 'A1' })])
    loadLines([aLine({ caseNo: 'A1' })])
    for (const id of RECONCILIATION_IDS) expect(reconcile(home.book.reader, id).wrong, id).toBe(0)
    home.book.writer.run(sql`UPDATE case_category SET amount_fen = amount_fen + 1`)
    expect(reconcile(home.book.reader, 'rollup-equals-lines')).toMatchObject({ wrong: 1, example: 'A1' })
    expect(reconcile(home.book.reader, 'batch-totals').wrong).toBe(1)
  })
})
