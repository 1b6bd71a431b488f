import { createRequire } from 'node:module'
import type * as Keyring from '@napi-rs/keyring'

/** Small secrets, each under a name. Either may throw: a store can be locked, or its owner may refuse. */
export interface SecretStore {
  read(name: string): Buffer | null
  write(name: string, secret: Buffer): void
}

const SERVICE = 'Keheng'

/**
 * The operating system's own store: Credential Manager on Windows, Keychain on macOS, the Secret Service of a Linux desktop. Null where
 * none answers (a server, a terminal without a desktop, a platform the library has no program for). The kernel's keyring of Linux
 * does not count: it forgets at the next start.
 */
export function systemSecrets(): SecretStore | null {
  try {
    const { Entry } = createRequire(import.meta.url)('@napi-rs/keyring') as typeof Keyring
    const entry = (name: string) => new Entry(SERVICE, name, { linux: { store: 'secret-service' } })
    // Asking for what nobody has kept tells whether anybody answers.
    entry('is anybody there').getPassword()
    return {
      read(name) {
        const text = entry(name).getPassword()
        return text === null ? null : Buffer.from(text, 'hex')
      },
      write: (name, secret) => entry(name).setPassword(secret.toString('hex')),
    }
  } catch {
    return null
  }
}
