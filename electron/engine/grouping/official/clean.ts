/** Excel keeps line breaks and tabs inside a cell as these escapes; as often they are left as plain text. */
const ESCAPES = /_x00(?:0[AD9])_/gi
/** Ordinary and full-width spaces, line breaks, non-breaking and zero-width ones. */
const SPACES = /[\s\u200b-\u200d\u2060\u180e]+/gu
const UNCLEAN = /_x00|[^\S ]|[\u200b-\u200d\u2060\u180e]|^ | $| {2}/iu

/** A cell of the workbook as it is meant: any run of white space, escapes among it, is one space, and none at the ends. */
export function cleanText(text: string): string {
  return UNCLEAN.test(text) ? text.replace(ESCAPES, ' ').replace(SPACES, ' ').trim() : text
}

const PLAIN_CODE = /^[!-~]*$/

/** A cell that holds one code or set name, which never have spaces in them. */
export function cleanCode(text: string): string {
  if (PLAIN_CODE.test(text) && !text.includes('_x00')) return text
  return cleanText(text).replaceAll(' ', '')
}
