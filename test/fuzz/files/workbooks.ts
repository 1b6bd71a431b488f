import type { Random } from '#demo/random.ts'
import { archiveOf, type Part } from './archives.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'

export interface SheetRows {
  readonly name: string
  readonly rows: readonly (readonly string[])[]
}

/** Sheets as a workbook: texts shared or in their cells, numbers as numbers or as text; then some of its XML changed. */
export function workbookFile(sheets: readonly SheetRows[], random: Random): Buffer {
  const parts = workbookParts(sheets, random)
  const changed = random.chance(0.4)
    ? parts.map((part) => (random.chance(0.5) ? changeXml(part, random) : part))
    : parts
  return archiveOf(changed, random)
}

function workbookParts(sheets: readonly SheetRows[], random: Random): Part[] {
  const shared = new Map<string, number>()
  const share = random.chance(0.6)
  const numbers = random.chance(0.5)
  const cell = (value: string, at: string): string => {
    if (value === '') return ''
    if (numbers && /^-?\d{1,12}(\.\d{1,4})?$/.test(value)) return `<c r="${at}"><v>${value}</v></c>`
    if (!share) return `<c r="${at}" t="inlineStr"><is><t>${asText(value)}</t></is></c>`
    if (!shared.has(value)) shared.set(value, shared.size)
    return `<c r="${at}" t="s"><v>${shared.get(value)}</v></c>`
  }
  const data = sheets.map(({ rows }) =>
    rows
      .map(
        (row, y) =>
          `<row r="${y + 1}">${row.map((value, x) => cell(value, `${columnName(x)}${y + 1}`)).join('')}</row>`,
      )
      .join(''),
  )
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`
  const sheetList = sheets
    .map(({ name }, n) => `<sheet name="${asText(name)}" sheetId="${n + 1}" r:id="s${n}"/>`)
    .join('')
  const relations = sheets.map((_, n) => relation(`s${n}`, 'worksheet', `worksheets/sheet${n + 1}.xml`)).join('')
  return [
    {
      name: '[Content_Types].xml',
      content: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    },
    {
      name: '_rels/.rels',
      content: `<Relationships xmlns="${PACKAGE}">${relation('a', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr date1904="${random.chance(0.1) ? 1 : 0}"/><sheets>${sheetList}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships xmlns="${PACKAGE}">${relations}${relation('t', 'styles', 'styles.xml')}${relation('u', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      content: `<styleSheet xmlns="${MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      content: `<sst xmlns="${MAIN}">${[...shared.keys()].map((text) => `<si><t>${asText(text)}</t></si>`).join('')}</sst>`,
    },
    ...data.map((text, n) => ({
      name: `xl/worksheets/sheet${n + 1}.xml`,
      content: `<worksheet xmlns="${MAIN}"><sheetData>${text}</sheetData></worksheet>`,
    })),
  ]
}

function columnName(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26)
}

/** As Excel writes text; control characters stay, which XML does not allow. */
const asText = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

type XmlChange = readonly [search: RegExp, replacements: readonly string[]]

const XML_CHANGES: readonly XmlChange[] = [
  [
    /r="[A-Z]+\d+"/g,
    ['r="XFD1048576"', 'r="A0"', 'r=""', 'r="ZZZZZ9"', 'r="A-1"', 'r="A99999999999"', '', 'r="B2" r="C3"'],
  ],
  [
    /<row r="\d+">/g,
    ['<row r="1048577">', '<row r="0">', '<row r="9007199254740993">', '<row>', '<row r="x">', '<row r="1">'],
  ],
  [/t="(s|inlineStr)"/g, ['t="s"', 't="n"', 't="b"', 't="e"', 't="d"', 't="str"', 't="?"', '', 's="1"', 's="999999"']],
  [
    /<v>[^<]*<\/v>/g,
    [
      '<v>-1</v>',
      '<v>99999999</v>',
      '<v>1e308</v>',
      '<v></v>',
      '<v>NaN</v>',
      '<v/>',
      '<v>1</v><v>2</v>',
      '<f>A1</f>',
      '<v>0.1',
    ],
  ],
  [/<\/(c|row|sheetData|is|t|si)>/g, ['', '</x>', '</c></c>', '<!-- -->', '<c>', '</row><row>']],
  [/<(t|si|is)>/g, ['<t xml:space="preserve">', '<r><t>', '<t/>', '<t><![CDATA[', '<rPh><t>']],
  [/<sheet /g, ['<sheet state="hidden" ', '<x ', '<sheet/><sheet ']],
  [
    /Target="[^"]*"/g,
    [
      'Target="../../x"',
      'Target="http://localhost/x"',
      'Target=""',
      'Target="/xl/workbook.xml"',
      'Target="worksheets/sheet9.xml"',
    ],
  ],
  [/numFmtId="\d+"/g, ['numFmtId="-1"', 'numFmtId="164"', 'numFmtId="x"', 'numFmtId="22"']],
  [
    /^/g,
    [
      '<?xml version="1.0" encoding="GB2312"?>',
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
      '\ufeff',
      '<',
    ],
  ],
  [/&(amp|lt|gt|quot);/g, ['&b;', '&#0;', '&#x110000;', '&', '&#xD800;', '&amp;amp;']],
]

function changeXml({ name, content }: Part, random: Random): Part {
  let text = String(content)
  for (let n = random.int(1, 3); n > 0; n--) {
    const [search, replacements] = random.pick(XML_CHANGES)
    const found = [...text.matchAll(search)]
    if (found.length === 0) continue
    const hit = random.pick(found)
    text = text.slice(0, hit.index) + random.pick(replacements) + text.slice(hit.index + hit[0].length)
  }
  if (random.chance(0.1)) text = text.slice(0, random.int(0, text.length))
  return { name, content: text }
}
