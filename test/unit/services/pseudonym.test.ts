import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openPatientKeys } from '#services/patient-keys.ts'
import { exportPatientKey, knownPseudonym, patientKeyState, pseudonymOf, renewPatientKey } from '#services/pseudonym.ts'
import { createSession, type Session } from '#services/session.ts'
import { openSettingsFile } from '#services/settings-file.ts'
import { type SecretStore, systemSecrets } from '#services/system-secrets.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import { beginBatch, commitBatch } from '#store/batches.ts'
import { partWriter } from '#store/case-parts.ts'
import { caseWriter } from '#store/cases-write.ts'
import { readSettings } from '#store/settings.ts'
import { sql } from '#store/sql.ts'
import { aCase } from '../../fixtures/book.ts'

let folder: string
let sessions: Session[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keheng-test-'))
})
afterEach(() => {
  for (const session of sessions) session.close()
  sessions = []
  rmSync(folder, { recursive: true, force: true })
})

const machine = (name: string): Session => {
  const session = createSession(
    openSettingsFile(null),
    openPatientKeys({ settingsFile: null, identityFolder: join(folder, name) }),
  )
  sessions.push(session)
  return session
}
const book = () => join(folder, 'a.keheng')
const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'nothing'
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.code
    throw error
  }
}
const keyFile = (name: string, session: Session) =>
  join(folder, name, 'patient-keys', `${readSettings(session.book().reader).bookId}.json`)

describe('the pseudonym of a patient', () => {
  test('is the same for the same number, in later sessions too, another in another book, and tells nothing', () => {
    const session = machine('here')
    session.create(book())
    const name = pseudonymOf(session)
    expect(name('P000001')).toMatch(/^P-[0-9A-HJKMNP-TV-Z]{16}$/)
    expect(name(' P000001 ')).toBe(name('P000001'))
    expect(name('P000002')).not.toBe(name('P000001'))
    expect(name(name('P000001'))).toBe(name('P000001'))
    const first = name('P000001')
    session.close()
    const later = machine('here')
    later.open(book())
    expect(pseudonymOf(later)('P000001')).toBe(first)
    later.create(join(folder, 'b.keheng'))
    expect(pseudonymOf(later)('P000001')).not.toBe(first)
  })

  test('has its key outside the book, for this person alone', () => {
    const session = machine('here')
    session.create(book())
    expect(patientKeyState(session).state).toBe('none')
    pseudonymOf(session)
    const path = keyFile('here', session)
    const { key } = JSON.parse(readFileSync(path, 'utf8')) as { readonly key: string }
    expect(key).toMatch(/^[0-9a-f]{64}$/)
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(patientKeyState(session)).toEqual({ state: 'here', place: 'file', file: path })
    session.close()
    for (const part of ['', '-wal'].filter((suffix) => existsSync(book() + suffix)))
      expect(readFileSync(book() + part).includes(Buffer.from(key, 'hex'))).toBe(false)
  })

  test('is refused without the key of the book, until it is brought over or a new one is started', () => {
    const session = machine('here')
    session.create(book())
    const first = pseudonymOf(session)('P1')
    const path = keyFile('here', session)
    session.close()
    const elsewhere = machine('elsewhere')
    elsewhere.open(book())
    expect(patientKeyState(elsewhere).state).toBe('elsewhere')
    expect(knownPseudonym(elsewhere)).toBeNull()
    expect(codeOf(() => pseudonymOf(elsewhere))).toBe('patient-key')
    renewPatientKey(elsewhere)
    expect(pseudonymOf(elsewhere)('P1')).not.toBe(first)
    expect(codeOf(() => renewPatientKey(elsewhere))).toBe('not-allowed')
    // The old key is no longer that of the book.
    writeFileSync(keyFile('elsewhere', elsewhere), readFileSync(path))
    expect(codeOf(() => pseudonymOf(elsewhere))).toBe('patient-key')
    writeFileSync(keyFile('elsewhere', elsewhere), '{}')
    expect(codeOf(() => pseudonymOf(elsewhere))).toBe('patient-key')
  })
})

test('a book from before pseudonyms has its patients named once, wherever they are kept', () => {
  const session = machine('here')
  session.create(book())
  const { writer } = session.book()
  const load = (kind: string, write: (batchId: number) => void) => {
    const id = beginBatch(writer, { kind, sourceName: 'x', sha256: 'x', template: '{}', at: 'x' })
    writer.transaction(() => write(id))
    commitBatch(writer, id, { rows: 1, accepted: 1, warned: 0, rejected: 0, replaced: 0, amount: null, at: 'x' })
  }
  load('cases', (id) =>
    caseWriter(writer, id).write([
      aCase({ caseNo: 'A', patientId: '420101199001011234' }),
      aCase({ caseNo: 'B', patientId: 'Q' }),
    ]),
  )
  load('cases', (id) => caseWriter(writer, id).write([aCase({ caseNo: 'A', patientId: 'P."1' })]))
  load('stays', (id) => {
    const none = { sex: null, age: null, admittedAt: null, dischargedAt: null, los: null, department: null }
    const blank = { ...none, physician: null, discharge: null, insurance: null, dx: null, admissionNo: null }
    partWriter(writer, 'stays', id)([{ caseNo: 'A', patientId: 'STAY', ...blank }])
  })
  session.close()

  const again = machine('here')
  again.open(book())
  const { reader } = again.book()
  const name = pseudonymOf(again)
  expect(reader.all(sql`SELECT patient_id AS id FROM hospital_case ORDER BY hospital_case.id`)).toEqual([
    { id: name('P."1') },
    { id: name('Q') },
  ])
  expect(reader.all(sql`SELECT patient_id AS id FROM stay_part`)).toEqual([{ id: name('STAY') }])
  const texts = reader.all<{ text: string | null }>(
    sql`SELECT previous AS text FROM case_before UNION ALL SELECT content FROM case_own`,
  )
  const kept = texts.map(({ text }) => text ?? '').join('\n')
  expect(kept).toContain(name('420101199001011234'))
  expect(kept).not.toContain('420101199001011234')
  expect(reader.all(sql`SELECT what_zh AS zh FROM audit WHERE action = 'patient-key'`)).toEqual([
    { zh: '患者编号改为假名：4 名患者' },
  ])
  again.close()
  const third = machine('here')
  third.open(book())
  expect(third.book().reader.one(sql`SELECT count(*) AS n FROM audit WHERE action = 'patient-key'`)).toEqual({ n: 1 })
})

describe('the store of the operating system', () => {
  /** Keeps secrets as a system's store does; `locked` refuses, as one nobody has unlocked. */
  const aStore = () => {
    const kept = new Map<string, Buffer>()
    const store = {
      kept,
      locked: false,
      read(name: string) {
        if (store.locked) throw new Error('locked')
        return kept.get(name) ?? null
      },
      write(name: string, secret: Buffer) {
        if (store.locked) throw new Error('locked')
        kept.set(name, secret)
      },
    }
    return store
  }
  const machineWith = (name: string, store: SecretStore): Session => {
    const session = createSession(
      openSettingsFile(null),
      openPatientKeys({ settingsFile: null, identityFolder: join(folder, name) }, store),
    )
    sessions.push(session)
    return session
  }

  test('holds the key, and the file only says so', () => {
    const store = aStore()
    const session = machineWith('here', store)
    session.create(book())
    const first = pseudonymOf(session)('P1')
    const path = keyFile('here', session)
    expect(patientKeyState(session)).toEqual({ state: 'here', place: 'system', file: path })
    const [secret] = [...store.kept.values()]
    expect(readFileSync(path, 'utf8')).not.toContain(secret!.toString('hex'))
    session.close()
    const later = machineWith('here', store)
    later.open(book())
    expect(pseudonymOf(later)('P1')).toBe(first)
    store.locked = true
    expect(codeOf(() => pseudonymOf(later))).toBe('patient-key')
    store.locked = false
    store.kept.clear()
    expect(patientKeyState(later).state).toBe('elsewhere')
  })

  test('takes in an exported key on another machine', () => {
    const session = machineWith('here', aStore())
    session.create(book())
    const first = pseudonymOf(session)('P1')
    const file = exportPatientKey(session, () => join(folder, 'copy.json'))
    session.close()
    const store = aStore()
    const other = machineWith('other', store)
    other.open(book())
    expect(patientKeyState(other).state).toBe('elsewhere')
    expect(codeOf(() => exportPatientKey(other, () => join(folder, 'no.json')))).toBe('patient-key')
    mkdirSync(join(folder, 'other', 'patient-keys'), { recursive: true })
    writeFileSync(keyFile('other', other), readFileSync(file))
    expect(pseudonymOf(other)('P1')).toBe(first)
    expect(patientKeyState(other)).toMatchObject({ state: 'here', place: 'system' })
    expect(store.kept.size).toBe(1)
    expect(readFileSync(keyFile('other', other), 'utf8')).not.toContain([...store.kept.values()][0]!.toString('hex'))
  })

  test('that is locked leaves a new key in its file', () => {
    const store = aStore()
    store.locked = true
    const session = machineWith('here', store)
    session.create(book())
    pseudonymOf(session)
    expect(patientKeyState(session)).toMatchObject({ state: 'here', place: 'file' })
  })

  const real = systemSecrets()
  if (real === null) process.stdout.write('skipped: no store of the operating system answers on this machine\n')
  test.skipIf(real === null)('of this machine gives back what it is given', () => {
    const name = `test ${process.pid}`
    real!.write(name, Buffer.from('00ff', 'hex'))
    expect(real!.read(name)?.toString('hex')).toBe('00ff')
    expect(real!.read(`${name} never written`)).toBeNull()
  })
})
