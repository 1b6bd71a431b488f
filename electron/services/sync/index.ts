import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Handlers, ServiceEnv } from '#core/handler.ts'
import { fileSafe } from '#exchange/sync/file-name.ts'
import { writeCardFile } from '#exchange/sync/keys/key-file.ts'
import { removeAbandonedPackages } from '#exchange/sync/package/work-folders.ts'
import { countPackages, getPackage, listPackages, type StoredPackage } from '#store/sync-packages.ts'
import type { Session } from '../session.ts'
import { applyPackage } from './apply.ts'
import { readDocuments } from './documents.ts'
import { asEntry } from './history.ts'
import { itemHandlers } from './items.ts'
import { createKeyring } from './keyring.ts'
import { makeFolder } from './make-folder.ts'
import { partyHandlers } from './parties.ts'
import { previewPackage } from './preview.ts'
import { fileNameOf, receivePackage } from './receive.ts'
import { writeReturn } from './write-return.ts'

type SyncHandlers = Pick<Handlers, Extract<keyof Handlers, `sync.${string}` | `items.${string}`>>

/** The exchange of signed packages with the finance office. */
export function syncHandlers(env: ServiceEnv, session: Session): SyncHandlers {
  const keyring = createKeyring(identityFolder(env))
  // What an earlier run left unpacked when it died: cases in clear.
  void removeAbandonedPackages(tmpdir())
  return {
    ...partyHandlers(session),
    ...itemHandlers(session),
    'sync.identity': () => keyring.own(),
    'sync.createIdentity': ({ passphrase = null, ...request }) => keyring.create({ ...request, passphrase }),
    'sync.unlock': ({ passphrase }) => keyring.unlock(passphrase),
    'sync.lock': () => {
      keyring.lock()
      return null
    },
    'sync.exportCard': async ({ path }) => {
      const card = await keyring.card()
      const target = path ?? join(env.exportFolder, `${fileSafe(card.name)}.khid`)
      await makeFolder(dirname(target))
      await writeCardFile(target, card)
      return { path: target }
    },
    'sync.preview': async (file, context) => {
      await using opened = await receivePackage(session, keyring, file, context)
      const documents = await readDocuments(opened, context)
      // Awaited here: the package's files are gone once this function has returned.
      return await previewPackage(session, opened, fileNameOf(file), documents, context)
    },
    'sync.apply': async (request, context) => {
      const id = await applyPackage(session, keyring, request, context)
      const { reader } = session.book()
      return asEntry(reader, getPackage(reader, id) as StoredPackage)
    },
    'sync.history': ({ offset, limit }) => {
      const { reader } = session.book()
      return reader.snapshot(() => ({
        total: countPackages(reader),
        rows: listPackages(reader, offset, limit).map((stored) => asEntry(reader, stored)),
      }))
    },
    'sync.writeReturn': (request, context) => writeReturn(env, session, keyring, request, context),
  }
}

function identityFolder({ identityFolder: folder, settingsFile }: ServiceEnv): string | null {
  return folder ?? (settingsFile === null ? null : dirname(settingsFile))
}
