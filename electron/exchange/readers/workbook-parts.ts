import { basename } from 'node:path'
import { createInflateRaw } from 'node:zlib'
import type { Entry, ZipFile } from 'yauzl'
import { ProblemError, problem } from '#shared/domain/problem.ts'
import { asFileProblem, unreadable } from './file-bytes.ts'
import { openZip } from './open-zip.ts'
import { attribute, blocks, decodeXml, tags } from './xml-scan.ts'

export interface Sheet {
  readonly name: string
  /** Path of its part inside the archive. */
  readonly part: string
}

/** What a workbook says about itself outside its sheets. */
export interface WorkbookParts {
  readonly sheets: readonly Sheet[]
  readonly date1904: boolean
  /** By style number: whether a number of that style is shown as a date or time. */
  readonly dateStyles: readonly boolean[]
  /** Part of the shared texts, absent when every text lies in its cell. */
  readonly sharedStrings: string | null
}

/** Reads one entry, unpacked. */
export type OpenEntry = (entry: Entry) => AsyncIterable<Buffer>

/** No real workbook comes near; an archive made to exhaust memory does. */
const MAX_ENTRIES = 10_000
const UNPACKED_CHUNK = 256 * 1024
const RAW = { decodeFileData: false } as const
const MAX_PART_CHARACTERS = 64 * 1024 * 1024

/**
 * Opens the archive for one piece of work and closes it afterwards.
 *
 * @throws ProblemError `file-unreadable` when the archive is damaged
 */
export async function* withArchive<T>(
  path: string,
  work: (entries: ReadonlyMap<string, Entry>, open: OpenEntry) => AsyncIterable<T>,
): AsyncGenerator<T> {
  let zip: ZipFile | null = null
  try {
    zip = await openZip(path, { autoClose: false, lazyEntries: true })
    const entries = new Map<string, Entry>()
    for await (const entry of zip.eachEntry()) {
      if (entries.size >= MAX_ENTRIES) throw damaged(path)
      entries.set(entry.fileName, entry)
    }
    const archive = zip
    yield* work(entries, (entry) => inflate(archive, entry))
  } catch (error) {
    if (error instanceof ProblemError || error instanceof TypeError) throw error
    const known = asFileProblem(error, path)
    throw known instanceof ProblemError ? known : damaged(path)
  } finally {
    zip?.close()
  }
}

/**
 * The unpacked bytes of an entry. The archive library unpacks 16 kB at a time; a sheet of a hundred megabytes is read
 * much faster in larger pieces. More or fewer bytes than the directory says mean damage, or a trap.
 */
async function* inflate(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) throw new RangeError('unknown compression')
  const packed = await zip.openReadStreamPromise(entry, entry.compressionMethod === 8 ? RAW : undefined)
  const unpack = entry.compressionMethod === 8 ? createInflateRaw({ chunkSize: UNPACKED_CHUNK }) : null
  if (unpack !== null) {
    packed.on('error', (error) => unpack.destroy(error))
    packed.pipe(unpack)
  }
  try {
    let size = 0
    for await (const data of (unpack ?? packed) as AsyncIterable<Buffer>) {
      size += data.length
      if (size > entry.uncompressedSize) throw new RangeError('larger than its directory says')
      yield data
    }
    if (size !== entry.uncompressedSize) throw new RangeError('smaller than its directory says')
  } finally {
    packed.destroy()
    unpack?.destroy()
  }
}

export function damaged(path: string): ProblemError {
  return unreadable(
    path,
    '工作簿已损坏或不是 .xlsx，请用 Excel 或 WPS 打开并重新另存为 .xlsx。',
    'The workbook is damaged or not an .xlsx. Open it in a spreadsheet and save it as .xlsx again.',
  )
}

export async function readWorkbookParts(path: string): Promise<WorkbookParts> {
  for await (const parts of withArchive(path, loadParts)) return parts
  throw damaged(path)

  async function* loadParts(entries: ReadonlyMap<string, Entry>, open: OpenEntry): AsyncGenerator<WorkbookParts> {
    const read = async (name: string): Promise<string> => {
      const entry = entries.get(name)
      if (entry === undefined) return ''
      if (entry.uncompressedSize > MAX_PART_CHARACTERS) throw damaged(path)
      return readText(open(entry))
    }
    const main = relations(await read('_rels/.rels'), '').find(({ type }) => type === 'officeDocument')?.target
    const workbookPart = main ?? 'xl/workbook.xml'
    const workbook = await read(workbookPart)
    if (workbook === '') {
      throw unreadable(path, '压缩包里没有工作簿。', 'It is a zip archive without a workbook in it.')
    }
    const folder = workbookPart.slice(0, workbookPart.lastIndexOf('/') + 1)
    const linked = relations(await read(`${folder}_rels/${workbookPart.slice(folder.length)}.rels`), folder)
    const sheets = tags(workbook, 'sheet').flatMap((tag) => {
      const id = attribute(tag, 'r:id') ?? attribute(tag, 'id')
      const target = linked.find((link) => link.id === id && link.type === 'worksheet')?.target
      return target !== undefined && entries.has(target)
        ? [{ name: decodeXml(attribute(tag, 'name') ?? ''), part: target }]
        : []
    })
    if (sheets.length === 0) {
      throw problem(
        'file-empty',
        `工作簿 ${basename(path)} 里没有工作表。`,
        `The workbook ${basename(path)} has no worksheet.`,
        { file: path },
      )
    }
    const flag = attribute(tags(workbook, 'workbookPr')[0] ?? '', 'date1904')
    const styles = linked.find(({ type }) => type === 'styles')?.target
    yield {
      sheets,
      date1904: flag === '1' || flag === 'true',
      dateStyles: styles === undefined ? [] : dateStyles(await read(styles)),
      sharedStrings: linked.find(({ type, target }) => type === 'sharedStrings' && entries.has(target))?.target ?? null,
    }
  }
}

async function readText(stream: AsyncIterable<Buffer>): Promise<string> {
  let text = ''
  const decoder = new TextDecoder('utf-8')
  for await (const data of stream) text += decoder.decode(data, { stream: true })
  return text + decoder.decode()
}

interface Relation {
  readonly id: string
  /** Last part of the relation type, the same in the transitional and the strict edition of the format. */
  readonly type: string
  readonly target: string
}

function relations(xml: string, folder: string): Relation[] {
  return tags(xml, 'Relationship').map((tag) => {
    const target = decodeXml(attribute(tag, 'Target') ?? '')
    return {
      id: attribute(tag, 'Id') ?? '',
      type: (attribute(tag, 'Type') ?? '').split('/').pop() ?? '',
      target: target.startsWith('/') ? target.slice(1) : folder + target.replace(/^\.\//, ''),
    }
  })
}

/** Built-in number formats that show dates or times, the East Asian ones (27–36, 50–58) among them (ECMA-376, 18.8.30). */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

function dateStyles(xml: string): boolean[] {
  const custom = new Map<number, boolean>()
  for (const tag of tags(xml, 'numFmt')) {
    custom.set(Number(attribute(tag, 'numFmtId')), isDateFormat(decodeXml(attribute(tag, 'formatCode') ?? '')))
  }
  const cellFormats = blocks(xml, 'cellXfs')[0] ?? ''
  return tags(cellFormats, 'xf').map((tag) => {
    const id = Number(attribute(tag, 'numFmtId') ?? '0')
    return custom.get(id) ?? isBuiltInDate(id)
  })
}

/** A format code shows a date when a letter of one is left after texts in quotes, escapes and colours are taken out. */
export function isDateFormat(code: string): boolean {
  const bare = code
    .split(';')[0]!
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
  return !/general/i.test(bare) && /[ymdhs]/i.test(bare)
}
