/** `'00123` and `="00123"`: how exports force a code to stay text. */
export function unwrapCode(cell: string): string {
  const first = cell.charCodeAt(0)
  if (first === 39) return cell.slice(1)
  return first === 61 && cell.startsWith('="') && cell.endsWith('"') ? cell.slice(2, -1) : cell
}

/** `2.02401E+11`, `4.7E+1`: digits first, so `E11.900` is none. */
export function isScientific(code: string): boolean {
  const first = code.charCodeAt(0)
  if (first < 48 || first > 57 || (!code.includes('E') && !code.includes('e'))) return false
  return /^\d+(\.\d+)?E[+-]?\d+$/i.test(code)
}

/** Full-width letters, digits and marks (`Ｍ１７．０`) in their usual width; Chinese characters stay as they are. */
export function foldWidth(code: string): string {
  for (let at = 0; at < code.length; at++) {
    const unit = code.charCodeAt(at)
    if (unit >= 0xff01 && unit <= 0xff5e) return folded(code)
  }
  return code
}

const folded = (code: string): string =>
  code.replace(/[\uff01-\uff5e]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xfee0))

/** Insurer edition codes: capital letter first, the `x` of an extension small (`m17.0X01` → `M17.0x01`), no blanks. */
export function normaliseCode(text: string): string {
  let code = unwrapCode(text)
  if (/[^\x21-\x7e]/.test(code)) code = code.normalize('NFKC').replace(/\s+/g, '')
  const first = code.charCodeAt(0)
  if (first >= 97 && first <= 122) code = code[0]!.toUpperCase() + code.slice(1)
  const at = code.indexOf('X', 1)
  return at > 3 ? `${code.slice(0, at)}x${code.slice(at + 1)}` : code
}
