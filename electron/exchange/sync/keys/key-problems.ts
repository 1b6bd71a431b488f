import { basename } from 'node:path'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { problem } from '#shared/domain/problem.ts'

export function keyInvalid(file: string, why: Bilingual) {
  return problem(
    'key-invalid',
    `无法使用 ${basename(file)}：${why.zh}`,
    `${basename(file)} cannot be used: ${why.en}`,
    {
      file,
    },
  )
}

export function keyExists(path: string) {
  return problem(
    'key-exists',
    `${basename(path)} 已经存在。密钥文件从不覆盖，请换一个文件名。`,
    `${basename(path)} is there already. A key file is never overwritten; choose another name.`,
    { file: path },
  )
}

export function passphraseMissing(path: string) {
  return problem(
    'key-passphrase',
    `密钥文件 ${basename(path)} 有口令保护，请输入口令。`,
    `The key file ${basename(path)} is protected; enter its passphrase.`,
    { file: path, given: false },
  )
}

export function passphraseWrong(path: string) {
  return problem(
    'key-passphrase',
    `口令不对，或密钥文件 ${basename(path)} 已损坏。请核对大小写与输入法后重试；口令忘记了只能换新密钥。`,
    `The passphrase is wrong, or the key file ${basename(path)} is damaged. Check capitals and the input method and try again; a forgotten passphrase means a new key.`,
    { file: path, given: true },
  )
}

export function passphraseShort(least: number) {
  return problem('bad-request', `口令至少要 ${least} 个字符。`, `A passphrase needs at least ${least} characters.`, {
    least,
  })
}

export function fingerprintMismatch(name: string) {
  return problem(
    'fingerprint-mismatch',
    `读出的指纹与“${name}”的身份卡不一致，未予信任。请再读一遍；仍不一致说明身份卡不是对方的，请当面索取。`,
    `The fingerprint read aloud is not that of the card of “${name}”; it is not trusted. Read it once more; if it still differs, the card is not theirs: get it in person.`,
    { name },
  )
}
