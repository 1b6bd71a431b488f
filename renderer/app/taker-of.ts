import type { Taker } from './incoming.tsx'

/** As much of either end of a file as tells what it is: a zip keeps the names of its entries at its end. */
const END_BYTES = 65_536

/**
 * Who takes a dropped file, told by its content, because chat programs rename what they carry: a package is an age file or a
 * zip with a `manifest.sig`, a card or key is JSON with its format (docs/sync-packages.md). All else goes to the data page.
 */
export async function takerOf(file: Blob): Promise<Taker> {
  const head = await textOf(file.slice(0, 4096))
  if (head.startsWith('age-encryption.org/v1')) return 'package'
  if (head.startsWith('PK')) {
    const end = await textOf(file.slice(Math.max(0, file.size - END_BYTES)))
    return end.includes('manifest.sig') ? 'package' : 'data'
  }
  return /^\uFEFF?\s*\{/.test(head) && /"kh(?:id|key)\/\d/.test(head) ? 'card' : 'data'
}

async function textOf(part: Blob): Promise<string> {
  return new TextDecoder().decode(await part.arrayBuffer())
}
