import type { Bilingual } from '#shared/domain/bilingual.ts'
import { problem } from '#shared/domain/problem.ts'
import type { SyncParty, SyncTableName } from '#shared/domain/sync.ts'

export function notPackable(why: Bilingual) {
  return problem(
    'bad-request',
    `不能生成数据包：${why.zh}。请更正后重试。`,
    `The package cannot be made: ${why.en}. Correct it and try again.`,
  )
}

export function rowNotPackable(table: SyncTableName, row: number, column: string | null, why: Bilingual) {
  const [zhColumn, enColumn] = column === null ? ['', ''] : [` ${column} 列`, `, column ${column}`]
  return problem(
    'package-rows',
    `不能生成数据包：表 ${table} 第 ${row} 行${zhColumn}：${why.zh}。请更正后重试。`,
    `The package cannot be made: table ${table}, row ${row}${enColumn}: ${why.en}. Correct it and try again.`,
    { table, row, column },
  )
}

export function documentMissing(file: string) {
  return problem(
    'file-not-found',
    `找不到要放进数据包的文件 ${file}，请检查它是否已移动或删除。`,
    `The file ${file} for the package was not found; check whether it was moved or deleted.`,
    { file },
  )
}

export function receiverNotTrusted({ card, fingerprint, revokedAt }: SyncParty) {
  return revokedAt === null
    ? problem(
        'package-sender',
        `“${card.name}”的指纹还没有核对，不能给对方发包。请先电话核对指纹。`,
        `The fingerprint of “${card.name}” has not been confirmed, so no package can be made for them. Have it read aloud first.`,
        { fingerprint, standing: 'unconfirmed' },
      )
    : problem(
        'package-sender',
        `“${card.name}”的密钥已于 ${revokedAt} 停用，不能给对方发包。请录入对方的新身份卡。`,
        `The key of “${card.name}” was revoked on ${revokedAt}, so no package can be made for it. Take in their new card.`,
        { fingerprint, standing: 'revoked' },
      )
}
