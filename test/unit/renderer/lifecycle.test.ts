import { describe, expect, test } from 'vitest'
import { auditColumns } from '#renderer/pages/data/audit/columns.ts'
import { concernWords } from '#renderer/pages/data/backups/concern-words.ts'
import { yearsOf } from '#renderer/pages/data/months/years.ts'
import type { BackupFolder } from '#shared/contract/backups.ts'
import type { AuditEntry, PeriodSummary } from '#shared/contract/lifecycle.ts'
import { fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { type MessageArgs, type MessageKey, translate } from '#shared/i18n/translate.ts'

const zh = <K extends MessageKey>(key: K, ...args: MessageArgs<K>): string => translate('zh', key, ...args)

const month = (text: string, cases: number, closed = false): PeriodSummary => {
  const totals = { cases, lines: cases * 10, charge: fen(cases * 1_000_00), payment: `${cases * 900}` }
  return {
    period: period(text),
    ...totals,
    nPriced: cases,
    stale: false,
    closed: closed ? { at: '2026-02-01 09:00:00', by: '张运营', totals, sha256: 'ab' } : null,
  }
}

test('months add up by calendar year, the earliest first, with the months that keep a year from going', () => {
  expect(yearsOf([month('2024-11', 2, true), month('2024-12', 3), month('2025-01', 5)])).toEqual([
    { year: '2024', months: 2, closed: ['2024-11'], cases: 5, lines: 50, charge: fen(5_000_00) },
    { year: '2025', months: 1, closed: [], cases: 5, lines: 50, charge: fen(5_000_00) },
  ])
  expect(yearsOf([])).toEqual([])
})

describe('what speaks against a backup folder', () => {
  const folder: BackupFolder = {
    path: '/data/备份',
    chosen: false,
    concerns: [],
    sameDisk: false,
    freeBytes: 1,
    problem: null,
  }

  test('data that would leave the house comes first, then a backup that breaks with the disk', () => {
    const words = concernWords(zh, {
      ...folder,
      sameDisk: true,
      concerns: [
        { kind: 'network', name: '\\\\服务器\\共享' },
        { kind: 'cloud', name: 'OneDrive' },
      ],
    })
    expect(words).toHaveLength(3)
    expect(words[0]).toContain('OneDrive')
    expect(words[1]).toContain('同一块硬盘')
    expect(words[2]).toContain('\\\\服务器\\共享')
  })

  test('another disk has nothing against it, and neither has a folder that is not there yet', () => {
    expect(concernWords(zh, folder)).toEqual([])
    expect(concernWords(zh, { ...folder, sameDisk: null })).toEqual([])
  })
})

test('a count of the log shows what it was only where it changed', () => {
  const entry: AuditEntry = {
    id: 7,
    at: '2026-01-06 09:10:00',
    who: '张运营',
    action: 'import',
    what: { zh: '导入病例', en: 'Import cases' },
    before: { cases: 0, lines: 1_234_567, batches: 1 },
    after: { cases: 1200, lines: 1_234_567, batches: 2 },
  }
  const columns = auditColumns(zh, ({ zh: text }) => text)
  const shown = Object.fromEntries(columns.map(({ id, cell }) => [id, cell(entry).text]))
  expect(shown).toMatchObject({ action: '导入', cases: '0 → 1,200', lines: '1,234,567', batches: '1 → 2' })
})
