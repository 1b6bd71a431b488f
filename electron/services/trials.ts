import type { CallContext, Handlers } from '#core/handler.ts'
import type { Trial } from '#shared/contract/trials.ts'
import type { Period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import { putInForce, type SchemeSpan } from '#shared/domain/scheme-timetable.ts'
import { recordCommand } from '#store/commands.ts'
import { sumsOfTrial } from '#store/comparison.ts'
import type { ReadableDb, WritableDb } from '#store/database.ts'
import { countForComputing } from '#store/facts.ts'
import { closedBeside, closedWithin } from '#store/periods.ts'
import { readTimetable, writeTimetable } from '#store/scheme-spans.ts'
import { bumpDataRevision, isStale, readSettings, writeSettings } from '#store/settings.ts'
import {
  addTrial,
  getTrial,
  listTrials,
  markTrial,
  removeTrial,
  type StoredTrial,
  swapResults,
  trialWriter,
} from '#store/trials.ts'
import { asCaseResult, caseAssessor, keepAddOns } from './assess.ts'
import { audit } from './audit.ts'
import { now } from './clock.ts'
import { asTrialSums } from './comparison-sums.ts'
import { eachCase, recompute } from './recompute.ts'
import { checkMonths, monthsInWords } from './schemes.ts'
import type { Session } from './session.ts'
import { requireScheme, schemeVersion } from './systems.ts'

/** Trying a scheme beside the figures, and letting it take their place. */
export function trialHandlers(
  session: Session,
): Pick<Handlers, 'schemes.try' | 'schemes.trials' | 'schemes.accept' | 'schemes.discard'> {
  return {
    'schemes.try': async ({ schemeId, from = null, to = null }, context) => {
      requireScheme(session, schemeId)
      const span: SchemeSpan = { schemeId, from, to }
      checkMonths(span)
      refuseClosed(session.book().writer, span)
      // What is compared with must be true of the same data.
      if (isStale(session.book().writer)) await recompute(session, context)
      const id = await runTrial(session, span, context)
      session.changed()
      return asTrial(session, requireTrial(session.book().reader, id))
    },

    'schemes.trials': () => {
      const { reader } = session.book()
      return reader.snapshot(() => listTrials(reader).map((trial) => asTrial(session, trial)))
    },

    'schemes.accept': async ({ trialId }, context) => {
      const { writer } = session.book()
      const trial = requireTrial(writer, trialId)
      refuseOutdated(writer, trial)
      await acceptTrial(session, trial, context)
      session.changed()
      return asTrial(session, requireTrial(session.book().reader, trialId))
    },

    'schemes.discard': ({ trialId }) => {
      const { writer } = session.book()
      writer.transaction(() => {
        const trial = requireTrial(writer, trialId)
        removeTrial(writer, trial.id)
        const { code } = requireScheme(session, trial.schemeId)
        const months = monthsInWords(spanOf(trial))
        audit(session, 'scheme-discard', {
          zh: `删除方案 ${code} 的试算（${months.zh}）`,
          en: `Discard the trial of ${code} (${months.en})`,
        })
      })
      session.changed()
      return null
    },
  }
}

/** A trial of the same scheme that was not accepted is replaced: nobody asks for an outdated one. */
async function runTrial(session: Session, span: SchemeSpan, context: CallContext): Promise<number> {
  const { writer } = session.book()
  const timetable = putInForce(readTimetable(writer), span)
  const { dataRevision } = readSettings(writer)
  return writer.longTransaction(async () => {
    for (const old of listTrials(writer))
      if (old.schemeId === span.schemeId && old.acceptedAt === null) removeTrial(writer, old.id)
    const id = addTrial(writer, { ...span, dataRevision, at: now() })
    const { code } = requireScheme(session, span.schemeId)
    const months = monthsInWords(span)
    audit(session, 'scheme-try', {
      zh: `试算方案 ${code}（${months.zh}）`,
      en: `Try scheme ${code} (${months.en})`,
    })
    const write = trialWriter(writer, id)
    const assess = caseAssessor(session, writer, timetable)
    await eachCase(session, span, context, (from) => {
      const assessed = assess(from)
      write(from.id, asCaseResult(assessed))
      keepAddOns(writer, from.id, assessed)
    })
    return id
  })
}

async function acceptTrial(session: Session, trial: StoredTrial, context: CallContext): Promise<void> {
  const { writer } = session.book()
  const { code } = requireScheme(session, trial.schemeId)
  const span = spanOf(trial)
  const months = monthsInWords(span)
  await writer.longTransaction(async () => {
    const timetable = readTimetable(writer)
    writeTimetable(writer, putInForce(timetable, span))
    await swapTold(writer, trial.id, context)
    markTrial(writer, trial.id, now(), stampComputed(writer))
    const label = {
      zh: `启用方案 ${code} 的试算结果（${months.zh}）`,
      en: `Put the trial of ${code} in force (${months.en})`,
    }
    recordCommand(writer, label, { kind: 'scheme-accept', trialId: trial.id, timetable }, now())
    audit(session, 'scheme-accept', label)
  })
}

/**
 * The inverse of accepting: the old results take their place again. Where data changed since, or the trial was thrown away, they would
 * be wrong or are gone, and the figures wait for a recompute instead.
 */
export async function takeBackTrial(db: WritableDb, trialId: number, context: CallContext): Promise<void> {
  const trial = getTrial(db, trialId)
  if (trial === undefined || isStale(db) || trial.dataRevision !== readSettings(db).dataRevision) {
    if (trial !== undefined) removeTrial(db, trialId)
    return bumpDataRevision(db)
  }
  await swapTold(db, trialId, context)
  markTrial(db, trialId, null, stampComputed(db))
}

async function swapTold(db: WritableDb, trialId: number, { report, breathe }: CallContext): Promise<void> {
  const total = sumsOfTrial(db, trialId).n
  let done = 0
  await swapResults(db, trialId, (cases) => {
    done += cases
    report({ phase: { zh: '交换新旧结果', en: 'Exchanging old and new results' }, done, total })
    return breathe()
  })
}

/** A new revision of what figures are computed from, with figures that are true of it already. */
function stampComputed(db: WritableDb): number {
  bumpDataRevision(db)
  const { dataRevision } = readSettings(db)
  writeSettings(db, { computedRevision: dataRevision, lastRecomputeAt: now() })
  return dataRevision
}

/** @throws ProblemError `period-closed` where no month of the span that has cases is open */
function refuseClosed(db: ReadableDb, span: SchemeSpan): void {
  const closed = closedWithin(db, span)
  if (closed.length === 0 || countForComputing(db, span) > 0) return
  throw problem(
    'period-closed',
    `所选月份都已结账（${closed.join('、')}），结果不再变动，无可试算。如需试算，请先反结账。`,
    `All of these months are closed (${closed.join(', ')}): their figures stay, and there is nothing to try. Reopen one first.`,
    { months: closed.join(',') },
  )
}

function requireTrial(db: ReadableDb, id: number): StoredTrial {
  const trial = getTrial(db, id)
  if (trial === undefined)
    throw problem('not-found', `没有编号为 ${id} 的试算。`, `There is no trial number ${id}.`, { trialId: id })
  return trial
}

function refuseOutdated(db: ReadableDb, trial: StoredTrial): void {
  if (trial.acceptedAt !== null)
    throw problem('bad-request', '这次试算的结果已经启用。', 'The results of this trial are in force already.')
  if (trial.dataRevision !== readSettings(db).dataRevision)
    throw problem(
      'bad-request',
      '试算之后数据、方案或政策有改动，请重新试算后再启用。',
      'Data, schemes or policies changed after this trial; run it again before putting it in force.',
    )
}

const spanOf = ({ schemeId, from, to }: StoredTrial): SchemeSpan => ({
  schemeId,
  from: from as Period | null,
  to: to as Period | null,
})

function asTrial(session: Session, trial: StoredTrial): Trial {
  const { reader } = session.book()
  const { from, to } = spanOf(trial)
  return {
    id: trial.id,
    scheme: schemeVersion(requireScheme(session, trial.schemeId)),
    from,
    to,
    at: trial.at,
    acceptedAt: trial.acceptedAt,
    outdated: trial.dataRevision !== readSettings(reader).dataRevision,
    closed: closedBeside(reader, { id: trial.id, from, to }),
    kept: asTrialSums(sumsOfTrial(reader, trial.id)),
  }
}
