import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Problem, type ProblemCode, type ProblemError, problem } from '#shared/domain/problem.ts'
import type { LastPackage, PackageManifest } from '#shared/domain/sync.ts'

/** Every refusal names the file, says why, that nothing was taken in, and what to do. */
function refuse(code: ProblemCode, file: string, why: Bilingual, next: Bilingual, details: Problem['details'] = {}) {
  return problem(
    code,
    `拒收 ${file}：${why.zh}。没有收下任何内容。${next.zh}。`,
    `${file} is refused: ${why.en}. Nothing of it was taken in. ${next.en}.`,
    { file, ...details },
  )
}

const SEND_AGAIN: Bilingual = {
  zh: '请重新拷贝一次；仍不行请对方重新发送',
  en: 'Copy it once more; if that does not help, ask the sender to send it again',
}
const MAKE_AGAIN: Bilingual = {
  zh: '请对方用最新版科衡重新生成',
  en: 'Ask the sender to make it again with the latest Keheng',
}
const SUSPECT: Bilingual = {
  zh: '请勿使用；向对方核实是否发过这个文件，并请其重新发送',
  en: 'Do not use it; ask the sender whether they sent this file, and to send it again',
}

export function damaged(file: string, detail: string): ProblemError {
  const why = { zh: '文件不完整或已损坏', en: 'the file is incomplete or damaged' }
  return refuse('package-damaged', file, why, SEND_AGAIN, { detail })
}

export function notAPackage(file: string): ProblemError {
  return refuse(
    'package-format',
    file,
    { zh: '不是科衡数据包', en: 'it is not a Keheng package' },
    { zh: '请选择扩展名为 .khpkg 的文件；普通表格请用“导入”', en: 'Choose a .khpkg file; plain tables go to Import' },
  )
}

/** Too large, too many files, or a name that leads out of the package. */
export function unsafe(file: string, why: Bilingual, details: Problem['details']): ProblemError {
  return refuse('package-unsafe', file, why, SUSPECT, details)
}

export function unknownFormat(file: string, format: string): ProblemError {
  const number = Number(/^khpkg\/(\d{1,6})$/.exec(format)?.[1] ?? Number.NaN)
  if (Number.isNaN(number)) return notAPackage(file)
  return olderOrNewer(file, number > 1, { format })
}

export function unknownSchema(file: string, schema: number, known: number): ProblemError {
  return olderOrNewer(file, schema > known, { schema, known })
}

function olderOrNewer(file: string, newer: boolean, details: Problem['details']): ProblemError {
  return newer
    ? refuse(
        'package-format',
        file,
        { zh: '由更新版本的科衡生成，本机读不了', en: 'it was made by a newer Keheng than this one' },
        { zh: '请升级本机的科衡后再收', en: 'Update Keheng here and receive it again' },
        { ...details, newer },
      )
    : refuse(
        'package-format',
        file,
        { zh: '由旧版本的科衡生成，表格的列已不同', en: 'it was made by an older Keheng, whose tables differ' },
        MAKE_AGAIN,
        { ...details, newer },
      )
}

/** Signed and whole, yet against the rules of the format. */
export function malformed(file: string, place: string): ProblemError {
  const why = { zh: '清单的内容不合格式', en: 'its manifest does not follow the format' }
  return refuse('package-format', file, why, MAKE_AGAIN, { place })
}

export function unknownSender(file: string, fingerprint: string): ProblemError {
  return refuse(
    'package-sender',
    file,
    { zh: '发送方不在信任名单中', en: 'its sender is not in the trust list' },
    {
      zh: '请先录入对方的身份卡（.khid），电话核对指纹后再收',
      en: 'Take in their card (.khid) and confirm its fingerprint by telephone, then receive it again',
    },
    { fingerprint, standing: 'unknown' },
  )
}

export function unconfirmedSender(file: string, name: string, fingerprint: string): ProblemError {
  return refuse(
    'package-sender',
    file,
    { zh: `“${name}”的指纹还没有核对`, en: `the fingerprint of “${name}” has not been confirmed` },
    { zh: '请电话核对指纹后再收', en: 'Have it read aloud, confirm it, and receive the file again' },
    { fingerprint, standing: 'unconfirmed' },
  )
}

export function revokedSender(file: string, name: string, at: string): ProblemError {
  return refuse(
    'package-sender',
    file,
    { zh: `“${name}”的密钥已于 ${at} 停用`, en: `the key of “${name}” was revoked on ${at}` },
    { zh: '请对方用新密钥重新发送', en: 'Ask them to send it again with their new key' },
    { standing: 'revoked', revokedAt: at },
  )
}

/** Genuine, but not the sender's to send. */
export function notTheirs(file: string, why: Bilingual): ProblemError {
  return refuse('package-sender', file, why, {
    zh: '请与对方核实，必要时停用其密钥',
    en: 'Clear it up with them, and revoke their key if need be',
  })
}

export function badSignature(file: string, name: string): ProblemError {
  return refuse(
    'package-signature',
    file,
    { zh: `签名不是“${name}”的，或内容被改动过`, en: `it is not signed by “${name}”, or it was altered afterwards` },
    SUSPECT,
  )
}

export function notForThisKey(file: string): ProblemError {
  return refuse(
    'package-receiver',
    file,
    {
      zh: '这个包是加密给别人的，本机的密钥打不开',
      en: 'it is encrypted to someone else; the key here does not open it',
    },
    {
      zh: '请核对是否拿错了文件；更换过密钥的，请把新的身份卡交给对方后重发',
      en: 'Check that it is the right file; if your key is new, give the sender your new card and have it sent again',
    },
  )
}

export function wrongReceiver(file: string, manifest: PackageManifest): ProblemError {
  const { name } = manifest.receiver
  return refuse(
    'package-receiver',
    file,
    { zh: `这个包是发给“${name}”的（${manifest.department}）`, en: `it is for “${name}” (${manifest.department})` },
    { zh: '请向对方索取发给本科室的包', en: 'Ask the sender for the one that is for you' },
    { receiver: manifest.receiver.fingerprint, department: manifest.department },
  )
}

export function replayed(file: string, manifest: PackageManifest, last: LastPackage, id: string): ProblemError {
  const same = id === last.id
  return refuse(
    'package-replayed',
    file,
    same
      ? { zh: `第 ${manifest.sequence} 号包已经收过`, en: `package ${manifest.sequence} has been received before` }
      : {
          zh: `编号 ${manifest.sequence} 不大于已收的第 ${last.sequence} 号`,
          en: `its number ${manifest.sequence} is not above ${last.sequence}, the last one received`,
        },
    same
      ? { zh: '不必再收', en: 'There is nothing to do' }
      : {
          zh: `这是旧包；若确是新内容，请对方以第 ${last.sequence + 1} 号重新生成`,
          en: `It is an old package; if its content is new, ask the sender to make it again as number ${last.sequence + 1}`,
        },
    { sequence: manifest.sequence, last: last.sequence, same },
  )
}

export function missingBefore(file: string, sequence: number, last: number): ProblemError {
  const [from, to] = [last + 1, sequence - 1]
  const numbers = from === to ? `${from}` : `${from}–${to}`
  return refuse(
    'package-gap',
    file,
    { zh: `之前的第 ${numbers} 号包还没有收`, en: `package ${numbers} before it has not been received` },
    { zh: `请先收第 ${numbers} 号；找不到请对方重发`, en: `Receive ${numbers} first; if it is lost, ask for it again` },
    { sequence, last },
  )
}

export function brokenChain(file: string, sequence: number, last: number): ProblemError {
  return refuse(
    'package-gap',
    file,
    {
      zh: `它接续的第 ${sequence - 1} 号包与本机收到的不是同一个`,
      en: `the package ${sequence - 1} it follows is not the one received here`,
    },
    {
      zh: '两边的记录不一致（常见于一方恢复过旧备份）。请与对方核对后，由对方重新起号',
      en: 'The two sides differ, often because one restored an old backup. Settle it with the sender, who then starts a new chain',
    },
    { sequence, last },
  )
}

export function chainRestarted(file: string, sequence: number, last: number): ProblemError {
  return refuse(
    'package-gap',
    file,
    { zh: `对方从第 ${sequence} 号重新起号`, en: `its sender starts a new chain at ${sequence}` },
    {
      zh: `本机收到第 ${last} 号为止。请与对方核实重新起号的原因，确认后再收`,
      en: `Here ${last} was the last. Ask the sender why, then receive it with the new start confirmed`,
    },
    { sequence, last, restart: true },
  )
}

export function altered(file: string, entry: string, why: Bilingual): ProblemError {
  return refuse('package-altered', file, { zh: `其中的 ${entry} ${why.zh}`, en: `${entry} in it ${why.en}` }, SUSPECT, {
    entry,
  })
}

export function badRow(file: string, table: string, row: number, column: string | null, why: Bilingual): ProblemError {
  const [zhColumn, enColumn] = column === null ? ['', ''] : [` ${column} 列`, `, column ${column}`]
  return refuse(
    'package-rows',
    file,
    { zh: `表 ${table} 第 ${row} 行${zhColumn}：${why.zh}`, en: `table ${table}, row ${row}${enColumn}: ${why.en}` },
    { zh: '请对方更正后重新生成', en: 'Ask the sender to correct it and make the package again' },
    { table, row, column },
  )
}

export function totalsDiffer(file: string, table: string, what: string, stated: string, found: string): ProblemError {
  return refuse(
    'package-totals',
    file,
    {
      zh: `表 ${table} 的 ${what} 控制总数为 ${stated}，逐行合计为 ${found}`,
      en: `the control total ${what} of table ${table} is ${stated}, its rows come to ${found}`,
    },
    MAKE_AGAIN,
    { table, what, stated, found },
  )
}
