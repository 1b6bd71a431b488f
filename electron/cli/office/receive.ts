import { findParty } from '#exchange/sync/keys/trust.ts'
import { openPackage } from '#exchange/sync/package/open-package.ts'
import { problem } from '#shared/domain/problem.ts'
import type { AnswerRow } from '#shared/domain/sync.ts'
import { now } from '../clock.ts'
import type { UnlockedOffice } from './folder.ts'
import { readAnswers } from './read-answers.ts'
import { type TableForm, writeReturnFolder } from './return-folder.ts'
import { entryOf, type SendOptions, sendPackages } from './send.ts'
import { lastOf, type OfficePackage, writeState } from './state.ts'

/**
 * Takes a department's return in: verified, written out as tables, and noted, or refused and nothing changed.
 * @throws ProblemError of `openPackage`, `file-unreadable`
 */
export async function receiveReturn(
  office: UnlockedOffice,
  path: string,
  { form, newChain }: { readonly form: TableForm; readonly newChain: boolean },
): Promise<OfficePackage> {
  await using opened = await openPackage(path, {
    me: office.identity,
    trust: office.state.trust,
    lastSequence: (stream) => lastOf(office.state, stream),
    acceptRestart: newChain,
  })
  const { folder, items } = await writeReturnFolder(office.folder, opened, form)
  const entry = entryOf('in', opened.id, opened.manifest, { file: path, folder, items })
  await writeState(office.folder, { ...office.state, packages: [...office.state.packages, entry] })
  return entry
}

export interface AnswerRequest extends SendOptions {
  /** The return: its id or the beginning of it, or its folder. */
  readonly to: string
  readonly form: string
  readonly by: string | null
}

/** Sends the decisions of a filled-in form back to the department. @throws ProblemError `not-found`, those of the form and of sending */
export async function answerReturn(
  office: UnlockedOffice,
  request: AnswerRequest,
): Promise<{ readonly package: OfficePackage; readonly answers: readonly AnswerRow[] }> {
  const received = findReturn(office.state.packages, request.to)
  const answers = await readAnswers(request.form, {
    items: received.items,
    decidedBy: request.by,
    decidedAt: now(),
  })
  if (answers.length === 0) {
    throw problem(
      'bad-request',
      `${request.form} 中没有填写任何决定，未生成答复包。`,
      `${request.form} has no decision filled in; no answer was made.`,
      { file: request.form },
    )
  }
  const to = findParty(office.state.trust, received.stream.sender)
  if (to === null) throw new Error('a return came from someone the office does not know')
  const [sent] = await sendPackages(
    office,
    [
      {
        kind: 'answer',
        to,
        department: received.stream.department,
        period: received.period,
        inReplyTo: received.id,
        tables: { answers },
        documents: [],
        items: answers.map(({ subject, itemId }) => ({ subject, itemId })),
      },
    ],
    request,
  )
  return { package: sent as OfficePackage, answers }
}

function findReturn(packages: readonly OfficePackage[], wanted: string): OfficePackage {
  const returns = packages.filter(({ direction }) => direction === 'in')
  const found = returns.filter(
    ({ id, folder }) => folder === wanted || (/^[0-9a-f]{6,64}$/.test(wanted) && id.startsWith(wanted)),
  )
  const [only] = found
  if (only !== undefined && found.length === 1) return only
  throw problem(
    'not-found',
    `没有收到过上报包 ${wanted}。请用 keheng office status 查看编号或文件夹。`,
    `No return ${wanted} was received. See keheng office status for the ids and folders.`,
    { wanted },
  )
}
