import type { Random } from '#demo/random.ts'
import type { Rows } from './tables.ts'

/** Cells that real files hold and readers trip over. */
const CELLS: readonly string[] = [
  ...[
    '',
    ' ',
    '　',
    '"',
    '""',
    'a"b',
    "'",
    '=1+1',
    '@SUM(A1)',
    '\u0000',
    '\ufeff',
    '\u202e',
    '\ud800',
    '🦴',
    '\r\n',
    '\t',
    ',',
    '|',
  ],
  ...[
    '0',
    '-0',
    '-1',
    '1e309',
    '1E+05',
    '1.23E+17',
    'NaN',
    'Infinity',
    '∞',
    '0.005',
    '１２３',
    '1,234.5',
    '1,2,3',
    '(5.00)',
    '5-',
    '¥5',
    '5万元',
    '50%',
  ],
  ...['99999999999999999999', '90071992547409.93', '0.00000000000000000001', '-92233720368547758.08'],
  ...[
    '2026-02-30',
    '2026-02-10',
    '2026-02-10 08:00:00',
    '46023',
    '46023.5',
    '0',
    '60',
    '2958466',
    '二〇二六年一月',
    '2026年1月',
    '20260101',
    '01/02/2026',
    '9999-12-31',
    '0001-01-01',
    '2026-13',
    '2026',
    '24:00',
  ],
  ...[
    '男',
    '未知',
    '职工',
    '自费',
    '合计',
    '总计',
    '小计',
    '#N/A',
    '#REF!',
    'NULL',
    'null',
    '-',
    '/',
    'M17.000',
    'M17.000|',
    '||',
    '81.5400;81.5400',
    '=1+1',
    "K'2",
    '否',
    'TRUE',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '{"a":1}',
    '<x/>',
    '&amp;',
    '%s%n',
    '../../etc/passwd',
    'DROP TABLE batch',
  ],
]

const HUGE = [1_000, 32_767, 40_000, 300_000]

function cell(random: Random): string {
  if (random.chance(0.85)) return random.pick(CELLS)
  if (random.chance(0.5)) return random.pick(['9', '字', '"', 'a|', '\u0000', '1.']).repeat(random.pick(HUGE))
  return String.fromCodePoint(...Array.from({ length: random.int(1, 12) }, () => random.int(1, 0x2fff)))
}

type Change = (rows: string[][], random: Random) => void

const anyRow = (rows: readonly string[][], random: Random): string[] => rows[random.int(0, rows.length - 1)]!
const anyColumn = (row: readonly string[], random: Random): number => random.int(0, Math.max(0, row.length - 1))

const CHANGES: readonly (readonly [Change, number])[] = [
  // A cell; of the data more often than of the header.
  [
    (rows, random) => {
      const row = random.chance(0.85) && rows.length > 1 ? rows[random.int(1, rows.length - 1)]! : anyRow(rows, random)
      row[anyColumn(row, random)] = cell(random)
    },
    12,
  ],
  // A whole column the same.
  [
    (rows, random) => {
      const [at, put] = [anyColumn(rows[0] ?? [], random), cell(random).slice(0, 1000)]
      for (const row of rows.slice(1)) row[at] = put
    },
    2,
  ],
  [(rows, random) => rows.splice(random.int(0, rows.length - 1), 1), 2],
  [(rows, random) => rows.splice(random.int(0, rows.length), 0, [...anyRow(rows, random)]), 2],
  [(rows, random) => dropColumn(rows, anyColumn(rows[0] ?? [], random)), 2],
  [
    (rows, random) => {
      const at = anyColumn(rows[0] ?? [], random)
      for (const row of rows) row.splice(at, 0, row[at] ?? '')
    },
    1,
  ],
  // Two columns change places under their headings.
  [
    (rows, random) => {
      const [a, b] = [anyColumn(rows[0] ?? [], random), anyColumn(rows[0] ?? [], random)]
      for (const row of rows.slice(1)) [row[a], row[b]] = [row[b] ?? '', row[a] ?? '']
    },
    1,
  ],
  // Title rows above, totals below, blank rows between.
  [
    (rows, random) =>
      rows.unshift([random.pick(['某医院骨科出院病例', '2026年1月', '', '合计'])], ...(random.chance(0.3) ? [[]] : [])),
    1,
  ],
  [(rows, random) => rows.push(['合计', ...(rows[0] ?? []).slice(1).map(() => random.pick(['', '1234.50']))]), 1],
  [
    (rows, random) =>
      rows.splice(random.int(0, rows.length), 0, ...Array.from({ length: random.int(1, 400) }, () => [] as string[])),
    1,
  ],
  // Ragged: cells missing, or far too many.
  [(rows, random) => anyRow(rows, random).splice(random.int(0, 4)), 1],
  [
    (rows, random) =>
      anyRow(rows, random).push(
        ...Array.from({ length: random.pick([1, 30, 3_000]) }, () => cell(random).slice(0, 40)),
      ),
    1,
  ],
  // Many more rows of the same.
  [
    (rows, random) => {
      const data = rows.slice(1)
      for (let n = random.int(1, 60); n > 0; n--)
        rows.push(...data.map((row, i) => [`${row[0]}-${n}-${i}`, ...row.slice(1)]))
    },
    1,
  ],
]

function dropColumn(rows: string[][], at: number): void {
  for (const row of rows) row.splice(at, 1)
}

/** The table with none to four things done to it. */
export function changeTable(table: Rows, random: Random): string[][] {
  const rows = table.map((row) => [...row])
  const changes = CHANGES.flatMap(([change, weight]) => Array.from({ length: weight }, () => change))
  for (let n = random.int(0, 4); n > 0 && rows.length > 0; n--) random.pick(changes)(rows, random)
  // A cell put beyond the end of a short row leaves holes before it.
  return rows.map((row) => Array.from(row, (text) => text ?? ''))
}
