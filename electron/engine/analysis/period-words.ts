import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { Period } from '#shared/domain/period.ts'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

const parts = (month: Period) => ({ year: Number(month.slice(0, 4)), month: Number(month.slice(5)) })
const zh = (month: Period) => `${parts(month).year}年${parts(month).month}月`
const en = (month: Period) => `${MONTHS[parts(month).month - 1]} ${parts(month).year}`

/** A span of months as a sentence begins with it. An end left out is open. */
export function periodWords(from: Period | null, to: Period | null): Bilingual {
  if (from === null && to === null) return { zh: '全部月份', en: 'All months' }
  if (from === null) return { zh: `截至${zh(to!)}`, en: `Up to ${en(to!)}` }
  if (to === null) return { zh: `${zh(from)}起`, en: `From ${en(from)}` }
  if (from === to) return { zh: zh(from), en: en(from) }
  const [start, end] = [parts(from), parts(to)]
  if (start.year === end.year) return { zh: `${zh(from)}–${end.month}月`, en: `${MONTHS[start.month - 1]}–${en(to)}` }
  return { zh: `${zh(from)}至${zh(to)}`, en: `${en(from)} – ${en(to)}` }
}
