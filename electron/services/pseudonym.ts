import { createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import type { PatientKey } from '#shared/contract/imports.ts'
import { problem } from '#shared/domain/problem.ts'
import { convertPatients, hasPatients } from '#store/patients.ts'
import { readSettings, writeSettings } from '#store/settings.ts'
import { audit, auditExport } from './audit.ts'
import { exportKey, KEY_BYTES } from './patient-keys.ts'
import type { Session } from './session.ts'

/** What the book calls a patient, by the number a file gives: the same for the same number in every file of the book. */
export type Pseudonym = (patientId: string) => string

/** Separates the uses of one key. */
const derived = (key: Buffer, use: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', use, KEY_BYTES))
const checkOf = (key: Buffer): string => derived(key, 'keheng patient key check').toString('hex', 0, 8)

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 16

const PSEUDONYM = /^P-[0-9A-HJKMNP-TV-Z]{16}$/

/**
 * `P-` and 16 letters: 80 bits of HMAC-SHA256, so that no two patients of a book meet by chance. What is a pseudonym already stays one:
 * an export that comes back names the same patients.
 */
function createPseudonym(key: Buffer): Pseudonym {
  const secret = derived(key, 'keheng patient pseudonym')
  return (patientId) => {
    if (PSEUDONYM.test(patientId)) return patientId
    const digest = createHmac('sha256', secret).update(patientId.trim()).digest()
    let text = 'P-'
    for (let at = 0; at < LENGTH; at++) {
      const bit = at * 5
      const pair = (digest[bit >> 3]! << 8) | digest[(bit >> 3) + 1]!
      text += LETTERS[(pair >> (11 - (bit & 7))) & 31]
    }
    return text
  }
}

/**
 * How patients are called in the open book; its key is made with the first patient. Asked for before a transaction begins, used
 * inside it.
 *
 * @throws ProblemError `patient-key` when the book's patients were named under a key that this machine does not have
 */
export function pseudonymOf(session: Session): Pseudonym {
  const { patientKeys: keys } = session
  const { writer } = session.book()
  const { bookId, patientKeyCheck } = readSettings(writer)
  const known = bookId === null ? null : keys.read(bookId)
  if (patientKeyCheck !== null) {
    if (known !== null && checkOf(known) === patientKeyCheck) return createPseudonym(known)
    throw keyElsewhere(bookId === null ? null : keys.file(bookId))
  }
  const id = bookId ?? randomUUID()
  const key = known ?? randomBytes(KEY_BYTES)
  keys.write(id, key)
  writer.transaction(() => writeSettings(writer, { bookId: id, patientKeyCheck: checkOf(key) }))
  return createPseudonym(key)
}

const keyElsewhere = (file: string | null) =>
  problem(
    'patient-key',
    `本机没有这个数据库的患者密钥，新导入的患者将无法与已有的再入院关联，未导入任何内容。请从原来的电脑把密钥文件复制到 ${file ?? '设置文件夹'}；找不回时，可在“数据”页换用新密钥，或在列对应中去掉“患者编号”。`,
    `This machine lacks the patient key of the book: new patients could not be linked to those in it, so nothing was imported. Copy the key file from the former computer to ${file ?? 'the settings folder'}; if it is lost, start a new key on the Data page, or leave the patient number out of the mapping.`,
    { file },
  )

/** Whether the open book's patients can be named here. */
export function patientKeyState(session: Session): PatientKey {
  const { patientKeys: keys } = session
  const { bookId, patientKeyCheck } = readSettings(session.book().reader)
  const file = bookId === null ? null : keys.file(bookId)
  if (patientKeyCheck === null || bookId === null) return { state: 'none', place: keys.place(''), file }
  // Reading may move the key into the system's store.
  const key = keys.read(bookId)
  const state = key !== null && checkOf(key) === patientKeyCheck ? 'here' : 'elsewhere'
  return { state, place: keys.place(bookId), file }
}

/**
 * Writes the book's key as a file for another machine, to be put into the settings folder there.
 * @throws ProblemError `patient-key` where there is no key yet, this machine lacks it, or the file cannot be written
 */
export function exportPatientKey(session: Session, path: (bookId: string) => string): string {
  const { bookId, patientKeyCheck } = readSettings(session.book().reader)
  const key = bookId === null ? null : session.patientKeys.read(bookId)
  if (bookId === null || patientKeyCheck === null) throw noKey()
  if (key === null || checkOf(key) !== patientKeyCheck) throw keyNotHere(session.patientKeys.file(bookId))
  const target = path(bookId)
  exportKey(target, bookId, key)
  auditExport(session, { zh: '患者密钥', en: 'the patient key' }, 1, target)
  return target
}

const noKey = () =>
  problem(
    'patient-key',
    '这个数据库还没有患者密钥：第一次导入带患者编号的病例时才会生成，现在没有可导出的内容。',
    'The book has no patient key yet: it is made with the first cases that carry a patient number. There is nothing to export.',
  )

const keyNotHere = (file: string | null) =>
  problem(
    'patient-key',
    `本机没有这个数据库的患者密钥，无法导出。请在原来的电脑上导出，或把那里的密钥文件复制到 ${file ?? '设置文件夹'}。`,
    `This machine lacks the patient key of the book and cannot export it. Export it on the former computer, or copy the key file from there to ${file ?? 'the settings folder'}.`,
    { file },
  )

/** How the book's patients are called, without making a key; null where that cannot be told here. */
export function knownPseudonym(session: Session): Pseudonym | null {
  const { bookId } = readSettings(session.book().reader)
  const key = bookId === null ? null : session.patientKeys.read(bookId)
  return key !== null && patientKeyState(session).state === 'here' ? createPseudonym(key) : null
}

/** Starts a new key where the old one is lost: patients from now on no longer meet those from before. */
export function renewPatientKey(session: Session): void {
  const { writer } = session.book()
  if (patientKeyState(session).state === 'here')
    throw problem(
      'not-allowed',
      '本机有这个数据库的患者密钥，不需要新的。',
      'This machine has the patient key of the book; no new one is needed.',
    )
  writer.transaction(() => {
    const { bookId } = readSettings(writer)
    const id = bookId ?? randomUUID()
    const key = randomBytes(KEY_BYTES)
    session.patientKeys.write(id, key)
    writeSettings(writer, { bookId: id, patientKeyCheck: checkOf(key) })
    audit(session, 'patient-key', {
      zh: '换用新的患者密钥：此后导入的患者不再与以前的关联',
      en: 'Start a new patient key: patients from now on are not linked to those from before',
    })
  })
  session.changed()
}

/** A book from before pseudonyms: its patient numbers are turned into them, once. Without a place for the key it stays as it is. */
export function namePatients(session: Session): void {
  const { writer } = session.book()
  if (readSettings(writer).patientKeyCheck !== null || !hasPatients(writer)) return
  writer.transaction(() => {
    const patients = convertPatients(writer, pseudonymOf(session))
    audit(session, 'patient-key', {
      zh: `患者编号改为假名：${patients} 名患者`,
      en: `Patient numbers turned into pseudonyms: ${patients} patients`,
    })
  })
}
