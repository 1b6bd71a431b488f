import { basename } from 'node:path'
import type { CallContext } from '#core/handler.ts'
import { type OpenedPackage, openPackage } from '#exchange/sync/package/open-package.ts'
import { lastOfStream } from '#store/sync-packages.ts'
import type { Session } from '../session.ts'
import type { Keyring } from './keyring.ts'
import { trustOf } from './parties.ts'

export interface PackageFile {
  readonly path: string
  readonly name?: string | undefined
  readonly newChain?: boolean | undefined
}

export const fileNameOf = ({ path, name }: PackageFile): string => name ?? basename(path)

/**
 * Opens a package for the open book: everything is verified against its trust list and what it took in before. To be closed.
 * @throws ProblemError of `openPackage`, `identity-missing`, `key-passphrase`
 */
export async function receivePackage(
  session: Session,
  keyring: Keyring,
  file: PackageFile,
  { signal, report }: CallContext,
): Promise<OpenedPackage> {
  const { reader } = session.book()
  const phase = { zh: '核验数据包', en: 'Verifying the package' }
  return openPackage(file.path, {
    me: await keyring.identity(),
    trust: trustOf(reader),
    lastSequence: (stream) => lastOfStream(reader, stream),
    acceptRestart: file.newChain === true,
    name: fileNameOf(file),
    signal,
    onProgress: (done, total) => report({ phase, done, total }),
  })
}
