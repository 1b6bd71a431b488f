import type { CallContext } from '#core/handler.ts'
import type { YearDeleted } from '#shared/contract/lifecycle.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { Period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import { purgeDeadRows } from '#store/batches.ts'
import { closedWithin } from '#store/periods.ts'
import { bumpDataRevision } from '#store/settings.ts'
import { countOtherRows, removeYear, type YearContents, yearContents } from '#store/year-removal.ts'
import { audit } from './audit.ts'
import type { Session } from './session.ts'

/**
 * Makes a verified backup of the open book and answers with its path. Called before anything is changed; when it throws, nothing
 * is deleted.
 */
export type BackUpFirst = (context: CallContext) => Promise<string>

/**
 * Takes a year out of the book: its cases with their lines, codes and results, and every row that names one of its months. There
 * is no undo but the backup made first. A cancel or an error leaves everything as it was.
 *
 * @throws ProblemError `period-closed` while a month of the year is closed, `not-found` for a year with nothing in it, `cancelled`
 */
export async function deleteYear(
  session: Session,
  year: string,
  context: CallContext,
  backUp: BackUpFirst,
): Promise<YearDeleted> {
  const { writer } = session.book()
  const closed = closedWithin(writer, { from: `${year}-01` as Period, to: `${year}-12` as Period })
  if (closed.length > 0) throw stillClosed(year, closed)
  const contents = yearContents(writer, year)
  const isEmpty = contents.caseIds.length + contents.linesOnly.length + countOtherRows(writer, year) === 0
  if (isEmpty) throw nothingIn(year)
  const what = { zh: `删除 ${year} 年`, en: `Delete the year ${year}` }
  const backup = await backUp(context)
  await purgeDeadRows(writer, context.breathe)
  const done = await writer.longTransaction(async () => {
    const removed = await removeYear(writer, year, contents, progress(what, contents, context))
    bumpDataRevision(writer)
    audit(session, 'year-delete', {
      zh: `${what.zh}：${removed.cases} 例，${removed.lines} 行明细，其他 ${removed.otherRows} 行；备份 ${backup}`,
      en: `${what.en}: ${removed.cases} cases, ${removed.lines} lines, ${removed.otherRows} other rows; backup ${backup}`,
    })
    return { year, ...removed, backup }
  })
  session.changed()
  return done
}

function progress(phase: Bilingual, { caseIds, linesOnly }: YearContents, { report, breathe }: CallContext) {
  const total = caseIds.length + linesOnly.length
  return { breathe, onProgress: (done: number) => report({ phase, done, total }) }
}

const stillClosed = (year: string, closed: readonly Period[]) =>
  problem(
    'period-closed',
    `${year} 年有已结账的月份（${closed.join('、')}）。请先对这些月份反结账，再删除该年。`,
    `The year ${year} has closed months (${closed.join(', ')}). Reopen them before the year is deleted.`,
    { year, months: closed.join(',') },
  )

const nothingIn = (year: string) =>
  problem('not-found', `库中没有 ${year} 年的数据。`, `The book has nothing of the year ${year}.`, { year })
