import { readFile } from 'node:fs/promises'
import { problem } from '#shared/domain/problem.ts'

/** What guards a key file: the first line of a file, else `KEHENG_PASSPHRASE`. Never an argument, which other accounts can see. */
export async function passphraseOf({ passphraseFile }: { readonly passphraseFile?: string }): Promise<string | null> {
  if (passphraseFile === undefined) return process.env.KEHENG_PASSPHRASE || null
  try {
    const [line = ''] = (await readFile(passphraseFile, 'utf8')).split(/\r?\n/)
    return line
  } catch {
    throw problem(
      'file-not-found',
      `读不到口令文件 ${passphraseFile}。`,
      `The passphrase file ${passphraseFile} cannot be read.`,
      { file: passphraseFile },
    )
  }
}

export const PASSPHRASE_OPTION = [
  '--passphrase-file <file>',
  'file whose first line is the passphrase of the key (else KEHENG_PASSPHRASE)',
] as const
