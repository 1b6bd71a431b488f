import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fenToYuan } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import { importFile, problemCode } from '../../support/tiny-book.ts'
import { type Department, type Exchange, startExchange } from './exchange.ts'
import { caseNo, writeExports } from './hospital.ts'

let exchange: Exchange
let ortho: Department
beforeAll(async () => {
  exchange = await startExchange()
  ortho = exchange.ortho
  await ortho.job('sync.apply', { path: (await exchange.issue('2026-01'))[ortho.name]! })
  await ortho.job('recompute.run', {})
})
afterAll(() => exchange.close())

const JANUARY = '2026-01' as Period
const FIRST = caseNo('G', '2026-01', 1)
const PAYMENT = '21003.36' // 2.0003 × 10,000.10 × 1.05 = 21,003.36… yuan for each of the four knees, whose charges are 20,010 to 20,040

const explain = (statement: string, id?: string) =>
  ortho.call('items.save', {
    kind: 'explanations',
    ...(id === undefined ? {} : { id }),
    subject: { of: 'case', caseNo: FIRST },
    basis: 'B1',
    reason: '耗材',
    statement,
    writtenBy: '张医生',
  })

test('what the book knows is taken from it', async () => {
  const item = await explain('使用了进口假体。')
  if (item.kind !== 'explanations') throw new Error(item.kind)
  expect([item.row.group, fenToYuan(item.row.surplus)]).toEqual(['IC25', (Number(PAYMENT) - 20_010).toFixed(2)])

  const group = await ortho.call('items.save', {
    kind: 'explanations',
    subject: { of: 'group', group: 'IC25', period: JANUARY },
    basis: 'B1',
    reason: '耗材',
    statement: '四例合计。',
    writtenBy: '张医生',
  })
  if (group.kind !== 'explanations') throw new Error(group.kind)
  const table = await ortho.call('surplus.table', { slice: { drg: 'IC25' }, by: 'drg', basis: 'B1' })
  expect(fenToYuan(group.row.surplus)).toBe(Number(table.total.surplus).toFixed(2))

  const correction = await ortho.call('items.save', {
    kind: 'code_corrections',
    caseNo: FIRST,
    list: 'proc',
    place: 2,
    change: { do: 'add', code: '00.7000' },
    reason: '漏填',
    confirmedBy: null,
    writtenBy: '张医生',
  })
  expect(correction).toMatchObject({ row: { oldCode: null, newCode: '00.7000', place: 2, period: JANUARY } })
})

test('what cannot be said is refused', async () => {
  const correction = (place: number, change: { do: 'replace'; code: string } | { do: 'remove' }) =>
    problemCode(
      ortho.call('items.save', {
        kind: 'code_corrections',
        caseNo: FIRST,
        list: 'dx',
        place,
        change,
        reason: '更正',
        confirmedBy: null,
        writtenBy: '张医生',
      }),
    )
  expect(await correction(1, { do: 'replace', code: 'M17.000' })).toBe('bad-request')
  expect(await correction(2, { do: 'remove' })).toBe('not-found')
  const evidence = [{ name: 'run.exe', title: '程序', path: join(exchange.folder, 'run.exe') }]
  const review = {
    kind: 'reviews',
    caseNo: FIRST,
    ground: 'other',
    statement: '无',
    appliedBy: '张医生',
    evidence,
  } as const
  expect(await problemCode(ortho.call('items.save', review))).toBe('bad-request')
  expect(await problemCode(explain('编号不存在', 'E-000000000000'))).toBe('not-found')
})

test('a sign-off holds the month’s figures, and only while they are those of the data', async () => {
  const figures = await ortho.call('items.signOffFigures', { month: JANUARY })
  const told = Object.fromEntries(
    figures.rows.map(({ measure, count, amount }) => [measure, count ?? fenToYuan(amount!)]),
  )
  expect(told).toMatchObject({ cases: 4, 'charge-lines': 12, charge: '80100.00' })
  const table = await ortho.call('surplus.table', { slice: {}, by: 'month', basis: 'B1' })
  expect(told['surplus-b1']).toBe(Number(table.total.surplus).toFixed(2))

  const signed = await ortho.call('items.save', { kind: 'sign_off', period: JANUARY, signedBy: '李主任' })
  expect((await ortho.call('items.signOffFigures', { month: JANUARY })).signed).toEqual({
    itemId: signed.id,
    current: true,
  })
  // More of January comes in: another hospital number, so nothing replaces what is there.
  const more = writeExports(join(exchange.folder, 'more'), '2026-01')
  const text = readFileSync(more.cases, 'latin1').replaceAll('G2026-01-', 'H2026-01-')
  writeFileSync(more.cases, text, 'latin1')
  await importFile(ortho, 'cases', more.cases)
  const again = { kind: 'sign_off', period: JANUARY, signedBy: '李主任' } as const
  expect(await problemCode(ortho.call('items.save', again))).toBe('figures-stale')
  await ortho.job('recompute.run', {})
  expect((await ortho.call('items.signOffFigures', { month: JANUARY })).signed?.current).toBe(false)
  const path = join(ortho.folder, 'too-early.khpkg')
  expect(await problemCode(ortho.job('sync.writeReturn', { period: JANUARY, path }))).toBe('figures-stale')
  expect(existsSync(path)).toBe(false)
  // The month has one sign-off: signing again changes it.
  expect((await ortho.call('items.save', again)).id).toBe(signed.id)
})

test('a return that was lost goes out again in a new chain; items keep their numbers', async () => {
  const lost = join(ortho.folder, 'lost.khpkg')
  const first = await ortho.job('sync.writeReturn', { period: JANUARY, path: lost })
  const ids = first.entry.items
  expect(ids).toBe(4)
  rmSync(lost)
  expect(await problemCode(ortho.job('sync.writeReturn', { period: JANUARY }))).toBe('not-found')

  const path = join(ortho.folder, 'again.khpkg')
  const second = await ortho.job('sync.writeReturn', { period: JANUARY, path, again: true, newChain: true })
  expect(second.entry).toMatchObject({ sequence: 2, items: 4 })
  expect(await problemCode(ortho.job('sync.writeReturn', { period: JANUARY, path, again: true }))).toBe('file-exists')
  const received = await exchange.receive(path)
  expect(received.items).toHaveLength(4)
  expect(await problemCode(exchange.receive(path))).toBe('package-replayed')
})

test('an answered item may be changed and sent again; its answers stay beside it', async () => {
  const [item] = await ortho.call('items.list', { kind: 'explanations', caseNo: FIRST })
  expect(item?.state).toBe('sent')
  expect(await problemCode(ortho.call('items.remove', { itemId: item!.id }))).toBe('not-allowed')

  const { packages } = (await exchange.office()).state
  const received = packages.findLast(({ direction }) => direction === 'in')!
  const form = join(exchange.folder, 'form.csv')
  writeFileSync(form, `item_id,subject,decision,comment\n${item!.id},explanations,补充材料,请附发票\n`)
  const answered = await exchange.answer(received.id.slice(0, 12), form)
  const applied = await ortho.job('sync.apply', { path: answered.package.file })
  expect((await ortho.call('items.list', { state: 'answered' })).map(({ id }) => id)).toEqual([item!.id])

  const changed = await explain('已附发票。', item!.id)
  expect(changed).toMatchObject({ id: item!.id, state: 'draft', answers: [{ decision: 'more-needed', current: true }] })
  const path = join(ortho.folder, 'more.khpkg')
  await ortho.job('sync.writeReturn', { period: JANUARY, path })
  const sent = (await ortho.call('items.list', { kind: 'explanations', caseNo: FIRST }))[0]
  expect(sent).toMatchObject({ state: 'sent', answers: [{ decision: 'more-needed', current: false }] })

  // Undoing the answer takes it away again.
  await ortho.job('commands.undo', { commandId: applied.commandId! })
  expect((await ortho.call('items.list', { kind: 'explanations', caseNo: FIRST }))[0]?.answers).toEqual([])
})

test('a form that cannot be an answer is refused with its row', async () => {
  const { packages } = (await exchange.office()).state
  const received = packages.find(({ direction }) => direction === 'in')!
  const [first] = received.items
  const form = join(exchange.folder, 'bad.csv')
  const answering = (line: string) => {
    writeFileSync(form, `item_id,subject,decision,settlement,approved\n${line}\n`)
    return problemCode(exchange.answer(received.folder!, form))
  }
  expect(await answering(`${first!.itemId},${first!.subject},也许,,`)).toBe('rows-rejected')
  expect(await answering(`E-unknown,explanations,同意,,`)).toBe('rows-rejected')
  expect(await answering(`${first!.itemId},${first!.subject},,,`)).toBe('bad-request')
  expect(await problemCode(exchange.answer('ffffff', form))).toBe('not-found')
})
