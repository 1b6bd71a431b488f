const EXTENSION = '.keheng'

/**
 * Where a new book goes unless the person says otherwise: beside the one opened last, or beside the settings.
 * Characters that Windows refuses in file names become `-`.
 */
export function bookPathFor(name: string, neighbour: string | null): string {
  const file = name
    .trim()
    .replace(/[<>:"/\\|?*\p{Cc}]/gu, '-')
    .replace(/[. ]+$/, '')
  if (file === '' || neighbour === null) return ''
  const separator = neighbour.includes('\\') ? '\\' : '/'
  const folder = neighbour.slice(0, neighbour.lastIndexOf(separator))
  return `${folder}${separator}${file}${EXTENSION}`
}
