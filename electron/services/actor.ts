import { userInfo } from 'node:os'
import type { SettingsFile } from './settings-file.ts'

/** Under this key of the settings a person puts the name that the audit log shall give. */
const USER_NAME = 'userName'
const LONGEST = 100

/** Who is at work: the name in the settings, else the one the operating system has for the account. */
export function actorName(settings: Pick<SettingsFile, 'all'>): string {
  const stated = settings.all()[USER_NAME]
  if (typeof stated === 'string' && stated.trim() !== '') return stated.trim().slice(0, LONGEST)
  try {
    return userInfo().username
  } catch {
    // An account without an entry, as in some containers.
    return process.env.USERNAME ?? process.env.USER ?? '—'
  }
}
