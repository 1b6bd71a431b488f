/**
 * Just enough XML for the parts of a workbook: start tags with their attributes, and blocks of one element. Scanning
 * for the few known elements reads a large sheet in half the time of a full reader, and in flat memory. Element names may carry a namespace prefix (`x:row`), as some exporters write.
 */
export function tags(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])[^>]*>`, 'g'))].map((match) => match[0])
}

export function blocks(xml: string, name: string): string[] {
  const pattern = new RegExp(`<(?:\\w+:)?${name}(?=[\\s>])[^>]*>([\\s\\S]*?)</(?:\\w+:)?${name}>`, 'g')
  return [...xml.matchAll(pattern)].map((match) => match[1]!)
}

/** The raw value of an attribute in a start tag. */
export function attribute(tag: string, name: string): string | undefined {
  const at = tag.search(new RegExp(`\\s${name}\\s*=\\s*["']`))
  if (at < 0) return undefined
  const equals = tag.indexOf('=', at)
  const quoteAt = tag.slice(equals).search(/["']/) + equals
  const end = tag.indexOf(tag[quoteAt]!, quoteAt + 1)
  return end < 0 ? undefined : tag.slice(quoteAt + 1, end)
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Entities, and the `_x000D_` escapes by which workbooks keep control characters. */
export function decodeXml(text: string): string {
  let plain = text
  if (plain.includes('&')) {
    plain = plain.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
      if (name !== undefined) return ENTITIES[name as string] ?? whole
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex as string, 16)
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole
    })
  }
  return plain.includes('_x')
    ? plain.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : plain
}

/** The text of a rich or plain string item: its `t` elements, without the phonetic guide (`rPh`) of East Asian texts. */
export function itemText(xml: string): string {
  const bare = xml.includes('rPh') ? xml.replace(/<(\w+:)?rPh[\s>][\s\S]*?<\/(\w+:)?rPh>/g, '') : xml
  // One plain `t` is nearly every item.
  const open = bare.indexOf('>', bare.indexOf('<')) + 1
  if (/^<(?:\w+:)?t(?:\s[^>]*)?>[^<]*<\/(?:\w+:)?t>$/.test(bare))
    return decodeXml(bare.slice(open, bare.indexOf('<', open)))
  return decodeXml(blocks(bare, 't').join(''))
}

/**
 * Cuts streamed XML into the complete elements of one name; text between them is dropped.
 *
 * @param limit characters of the longest element; a longer one throws, so memory stays bounded
 */
export function createElementCutter(name: string, limit: number): (text: string) => string[] {
  let pending = ''
  let prefix: string | null = null
  return (text) => {
    pending += text
    if (prefix === null) {
      const first = new RegExp(`<(\\w+:)?${name}[\\s/>]`).exec(pending)
      if (first === null) {
        pending = pending.slice(-200)
        return []
      }
      prefix = first[1] ?? ''
    }
    const open = `<${prefix}${name}`
    const close = `</${prefix}${name}>`
    const found: string[] = []
    let at = 0
    for (;;) {
      const start = pending.indexOf(open, at)
      if (start < 0) {
        at = Math.max(at, pending.length - open.length)
        break
      }
      const after = pending.charCodeAt(start + open.length)
      const tagEnd = pending.indexOf('>', start)
      if (tagEnd < 0) {
        at = start
        break
      }
      // `<rowBreaks` is not `<row`.
      if (after > 32 && after !== 62 && after !== 47) {
        at = tagEnd
        continue
      }
      const empty = pending.charCodeAt(tagEnd - 1) === 47
      const end = empty ? tagEnd + 1 : pending.indexOf(close, tagEnd)
      if (end < 0) {
        at = start
        break
      }
      found.push(pending.slice(start, end))
      at = empty ? end : end + close.length
    }
    pending = pending.slice(at)
    if (pending.length > limit) throw new RangeError(`an element ${name} is longer than ${limit} characters`)
    return found
  }
}
