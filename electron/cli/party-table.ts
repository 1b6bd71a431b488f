import { spokenFingerprint } from '#exchange/sync/keys/fingerprint.ts'
import type { ListedParty } from '#shared/contract/sync.ts'
import { cliLanguage, printTable, say, tell } from './output.ts'

type Listed = Pick<ListedParty, 'fingerprint' | 'name' | 'department' | 'standing'>

const STANDINGS = {
  trusted: { zh: '受信任', en: 'trusted' },
  unconfirmed: { zh: '未核对', en: 'unconfirmed' },
  revoked: { zh: '已停用', en: 'revoked' },
} as const

/** A trust list, with the fingerprints as they are read aloud. */
export function printParties(parties: readonly Listed[]): void {
  const zh = cliLanguage() === 'zh'
  const header = zh ? ['名称', '科室', '状态', '指纹'] : ['name', 'department', 'standing', 'fingerprint']
  printTable(
    header,
    parties.map(({ name, department, standing, fingerprint }) => [
      name,
      department ?? '',
      STANDINGS[standing][cliLanguage()],
      spokenFingerprint(fingerprint),
    ]),
  )
}

/** What its holder reads aloud when the other side has the card. */
export function tellFingerprint(fingerprint: string): void {
  tell({ zh: '指纹（对方核对时请读出）：', en: 'Fingerprint, to be read aloud when the other side asks:' })
  say(`  ${spokenFingerprint(fingerprint)}`)
}

export function tellParty({ name, standing, fingerprint }: Listed): void {
  tell({
    zh: `${name}：${STANDINGS[standing].zh}，指纹 ${spokenFingerprint(fingerprint)}`,
    en: `${name}: ${STANDINGS[standing].en}, fingerprint ${spokenFingerprint(fingerprint)}`,
  })
}
