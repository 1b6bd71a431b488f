import { resolve } from 'node:path'
import { Command } from 'commander'
import { configFolder } from '#core/folders.ts'
import type { ListedParty } from '#shared/contract/sync.ts'
import { problem } from '#shared/domain/problem.ts'
import { printJson, tell } from './output.ts'
import { printParties, tellFingerprint, tellParty } from './party-table.ts'
import { PASSPHRASE_OPTION, passphraseOf } from './passphrase.ts'
import { type CommandCore, withCore } from './with-core.ts'

/** `sync keygen`, `sync card` and `sync trust …`: who this installation is, and whom a book trusts. */
export function partyCommands(): readonly Command[] {
  const trust = new Command('trust').description('whom the book trusts (信任名单)')
  for (const child of [addCommand(), confirmCommand(), endCommand('revoke'), endCommand('remove'), listCommand()])
    trust.addCommand(child)
  return [keygenCommand(), cardCommand(), trust]
}

interface NewOptions {
  readonly name: string
  readonly department: string
  readonly passphraseFile?: string
  readonly json?: boolean
}

function keygenCommand(): Command {
  return new Command('keygen')
    .description('make the identity of this installation, in the settings folder')
    .requiredOption('--name <name>', 'as the office knows you')
    .requiredOption('--department <name>', 'the department, as the office writes it')
    .option(...PASSPHRASE_OPTION)
    .option('--json', 'print JSON')
    .action(async (options: NewOptions) => {
      const passphrase = await passphraseOf(options)
      const { name, department } = options
      const request = { name, department, ...(passphrase === null ? {} : { passphrase }) }
      const made = await withCore(null, (core) => core.call('sync.createIdentity', request))
      if (options.json) {
        printJson(made)
        return
      }
      tell({
        zh: `身份已建立：${made.name}（${made.department}），密钥在 ${made.keyFile}。请用 sync card 导出身份卡交给财务处。`,
        en: `The identity of ${made.name} (${made.department}) is made; its key is ${made.keyFile}. Export its card by sync card and give it to the finance office.`,
      })
      tellFingerprint(made.fingerprint)
    })
}

function cardCommand(): Command {
  return new Command('card')
    .description('show the identity of this installation, and write its card for the finance office')
    .option('--out <file>', 'the card to write (.khid)')
    .option('--json', 'print JSON')
    .action(async ({ out, json }: { readonly out?: string; readonly json?: boolean }) => {
      const own = await withCore(null, async (core) => {
        if (out !== undefined) await core.call('sync.exportCard', { path: resolve(out) })
        return core.call('sync.identity', {})
      })
      if (own === null)
        throw problem(
          'identity-missing',
          `本机还没有收发身份（${configFolder()}）。请先运行 keheng sync keygen。`,
          `This installation has no identity yet (${configFolder()}). Run keheng sync keygen first.`,
        )
      if (json) printJson(own)
      else {
        tell({ zh: `${own.name}（${own.department}）`, en: `${own.name} (${own.department})` })
        tellFingerprint(own.fingerprint)
      }
    })
}

interface BookOptions {
  readonly db: string
  readonly json?: boolean
}

const withBook = (command: Command): Command =>
  command.requiredOption('--db <file>', 'the database file').option('--json', 'print JSON')

async function showing({ db, json }: BookOptions, change: (core: CommandCore) => Promise<ListedParty>): Promise<void> {
  const party = await withCore(resolve(db), change)
  if (json) printJson(party)
  else tellParty(party)
}

function addCommand(): Command {
  return withBook(new Command('add').argument('<card>', 'a card (.khid)'))
    .description('take in the finance office’s card')
    .action((card: string, options: BookOptions) =>
      showing(options, (core) => core.call('sync.addParty', { path: resolve(card) })),
    )
}

function confirmCommand(): Command {
  return withBook(new Command('confirm'))
    .description('trust the card whose fingerprint its holder has read aloud')
    .requiredOption('--spoken <digits>', 'what was heard: forty digits, however grouped')
    .option('--fingerprint <digits>', 'which card, where several wait')
    .action((options: BookOptions & { readonly spoken: string; readonly fingerprint?: string }) =>
      showing(options, async (core) => {
        const waiting = (await core.call('sync.parties', {})).filter(({ standing }) => standing === 'unconfirmed')
        const fingerprint = options.fingerprint ?? (waiting.length === 1 ? waiting[0]?.fingerprint : undefined)
        if (fingerprint === undefined)
          throw problem(
            'not-found',
            `有 ${waiting.length} 张待核对的身份卡，请用 --fingerprint 指明是哪一张。`,
            `${waiting.length} cards wait to be confirmed; say which one by --fingerprint.`,
          )
        return core.call('sync.confirmParty', { fingerprint, spoken: options.spoken })
      }),
    )
}

function endCommand(how: 'revoke' | 'remove'): Command {
  return withBook(new Command(how).argument('<fingerprint>', 'forty digits'))
    .description(how === 'revoke' ? 'end the trust in a key for good' : 'take out a card that was never trusted')
    .action(async (fingerprint: string, options: BookOptions) => {
      if (how === 'revoke') return showing(options, (core) => core.call('sync.revokeParty', { fingerprint }))
      await withCore(resolve(options.db), (core) => core.call('sync.removeParty', { fingerprint }))
      if (options.json) printJson(null)
    })
}

function listCommand(): Command {
  return withBook(new Command('list'))
    .description('list the cards with their fingerprints')
    .action(async ({ db, json }: BookOptions) => {
      const parties = await withCore(resolve(db), (core) => core.call('sync.parties', {}))
      if (json) printJson(parties)
      else printParties(parties)
    })
}
