import type { ImportSource } from '#shared/contract/imports.ts'
import type { RecordTemplate } from './kinds/index.ts'
import { throwIfCancelled } from './readers/file-bytes.ts'
import { openTable } from './readers/table.ts'

/**
 * How many rows a file has below its header, as far as `atMost`: a file of any size is told to be large without reading it to its end.
 * Nothing is parsed, so that blank rows count.
 *
 * @throws ProblemError for a file that can't be read, or `cancelled`
 */
export async function countRows(
  source: Pick<ImportSource, 'path' | 'format'>,
  { file }: RecordTemplate,
  atMost: number,
  signal: AbortSignal,
): Promise<number> {
  const format = { ...file, ...source.format }
  const table = await openTable(source.path, format)
  const above = format.headerRow ?? 1
  let count = 0
  for await (const { firstRow, rows } of table.rows({
    signal,
    ...(format.sheet === undefined ? {} : { sheet: format.sheet }),
  })) {
    throwIfCancelled(signal)
    const last = firstRow + rows.length - 1
    if (last - above >= atMost) return atMost
    count = Math.max(0, last - above)
  }
  return count
}
