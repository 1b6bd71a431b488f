import type { CallContext } from '#core/handler.ts'
import { readRecords } from '#exchange/read-records.ts'
import type {
  ImportPreview,
  ImportSource,
  Inspection,
  LineDifference,
  PreviewRow,
  RowChange,
  RowDifference,
} from '#shared/contract/imports.ts'
import { addFen, type Fen, ZERO_FEN } from '#shared/domain/money.ts'
import { createFileIssues } from './file-issues.ts'
import { createDifferences } from './import-differences.ts'
import { importFacts } from './import-facts.ts'
import { createTally } from './import-tally.ts'
import { createLineCheck } from './line-check.ts'
import { knownPseudonym } from './pseudonym.ts'
import type { Session } from './session.ts'

/** A preview with what is paged through after it. */
export interface MadePreview {
  readonly preview: Omit<ImportPreview, 'previewId'>
  readonly first: readonly PreviewRow[]
  readonly noted: readonly PreviewRow[]
  differences(change: RowChange): readonly RowDifference[]
  readonly lineDifferences: readonly LineDifference[]
}

/** Rows of a preview that come with it; the others are asked for. */
const SHOWN = 200

/** Reads a file through as the import would, against the same facts, and writes nothing. */
export async function makePreview(
  session: Session,
  source: ImportSource,
  inspection: Inspection,
  context: CallContext,
): Promise<MadePreview> {
  const { reader } = session.book()
  const { kind, template } = inspection
  const tally = createTally(kind)
  const differences = createDifferences(reader, kind, knownPseudonym(session))
  const lineCheck = createLineCheck(template)
  const fileIssues = createFileIssues(kind)
  const options = { signal: context.signal, ...importFacts(session, template) }
  for await (const chunk of readRecords(source, template, options)) {
    const changes = differences?.add(chunk.rows)
    chunk.rows.forEach((parsed, index) => {
      tally.add(parsed, chunk.preview, changes?.[index])
      if (parsed.record === null) return
      lineCheck?.add(parsed.record)
      fileIssues?.add(parsed.record)
    })
    const { total } = tally.counts
    context.report({
      phase: { zh: '逐行检查', en: 'Checking every row' },
      done: total,
      total: Math.round((total * chunk.bytesTotal) / Math.max(1, chunk.bytesRead)),
    })
    await context.breathe()
  }
  const unequal = lineCheck?.differences(reader) ?? []
  const counted = differences?.counts() ?? null
  const { total, ok, warning, rejected } = tally.counts
  return {
    preview: {
      inspection,
      counts: { total, ok, warning, rejected },
      replaces: counted === null ? 0 : counted.same + counted.changed,
      amount: tally.amount(),
      periods: tally.periods(),
      rows: tally.firstRows().slice(0, SHOWN),
      issueCounts: [...tally.issueCounts(), ...(fileIssues?.all(reader, unequal) ?? [])],
      differences: counted,
      lineDifferences: lineCheck === null ? null : summed(unequal),
    },
    first: tally.firstRows(),
    noted: tally.notedRows(),
    differences: (change) => differences?.rows(change) ?? [],
    lineDifferences: unequal,
  }
}

function summed(differences: readonly LineDifference[]): ImportPreview['lineDifferences'] {
  const sum = (of: (difference: LineDifference) => Fen): Fen =>
    differences.reduce((total, difference) => addFen(total, of(difference)), ZERO_FEN)
  return { cases: differences.length, lines: sum(({ lines }) => lines), total: sum(({ total }) => total) }
}
