import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import { spokenFingerprint } from '#exchange/sync/keys/fingerprint.ts'
import { now } from '../clock.ts'
import { changingOffice, createOffice, fingerprintOf, readOffice, unlockOffice } from '../office/folder.ts'
import { issueCommand } from '../office/issue-command.ts'
import { answerReturn, receiveReturn } from '../office/receive.ts'
import type { TableForm } from '../office/return-folder.ts'
import { type OfficePackage, openItems } from '../office/state.ts'
import { listed, trustCommand } from '../office/trust-commands.ts'
import { cliLanguage, printJson, printTable, say, tell } from '../output.ts'
import { printParties, tellFingerprint } from '../party-table.ts'
import { PASSPHRASE_OPTION, passphraseOf } from '../passphrase.ts'

interface OfficeOptions {
  readonly office: string
  readonly passphraseFile?: string
  readonly json?: boolean
}

/** The finance office's side of the exchange: folders and files, no book. */
export function officeCommand(): Command {
  const office = new Command('office').description(
    'the finance office’s side of the exchange (财务处), without a database',
  )
  const children = [keygenCommand(), trustCommand(), issueCommand(), receiveCommand(), answerCommand(), statusCommand()]
  for (const child of children) office.addCommand(child)
  return office
}

const FOLDER = ['--office <folder>', 'the folder of the office'] as const

function keygenCommand(): Command {
  return new Command('keygen')
    .description('make an office: its keys, its card for the departments, its folder')
    .requiredOption(...FOLDER)
    .requiredOption('--name <name>', 'as the departments know it')
    .option(...PASSPHRASE_OPTION)
    .option('--json', 'print JSON')
    .action(async (options: OfficeOptions & { readonly name: string }) => {
      const passphrase = await passphraseOf(options)
      const made = await createOffice(options.office, options.name, passphrase, now())
      const fingerprint = fingerprintOf(made)
      if (options.json) {
        printJson({ folder: made.folder, name: made.card.name, fingerprint, protected: passphrase !== null })
        return
      }
      tell({
        zh: `财务处文件夹已建好：${made.folder}。请把 office.khid 交给各科室；office.khkey 是密钥，不要给任何人，并另存一份。`,
        en: `The office is in ${made.folder}. Give office.khid to the departments; office.khkey is the key: give it to nobody, and keep a copy.`,
      })
      if (passphrase === null) tell({ zh: '注意：密钥文件没有口令保护。', en: 'note: the key file has no passphrase.' })
      tellFingerprint(fingerprint)
    })
}

interface ReceiveOptions extends OfficeOptions {
  readonly format: TableForm
  readonly newChain?: boolean
}

function receiveCommand(): Command {
  return new Command('receive')
    .argument('<file...>', 'returns (.khpkg), in the order they were made')
    .description('take in a department’s returns: verified, written out as tables with a form to answer on')
    .requiredOption(...FOLDER)
    .addOption(new Option('--format <form>', 'of the tables').choices(['xlsx', 'csv']).default('xlsx'))
    .option('--new-chain', 'the department has said that it starts a new chain of numbers')
    .option(...PASSPHRASE_OPTION)
    .option('--json', 'print JSON')
    .action(async (files: readonly string[], options: ReceiveOptions) => {
      const passphrase = await passphraseOf(options)
      const received: OfficePackage[] = []
      await changingOffice(options.office, async () => {
        for (const file of files) {
          const office = await unlockOffice(options.office, passphrase)
          const request = { form: options.format, newChain: options.newChain === true }
          received.push(await receiveReturn(office, resolve(file), request))
          if (!options.json) tellReceived(received.at(-1) as OfficePackage)
        }
      })
      if (options.json) printJson(received)
    })
}

function tellReceived({ stream, period, sequence, items, folder }: OfficePackage): void {
  tell({
    zh: `${stream.department} ${period} 第 ${sequence} 号上报包：${items.length} 项，已写入 ${folder}`,
    en: `Return no. ${sequence} of ${stream.department} for ${period}: ${items.length} items, written to ${folder}`,
  })
}

interface AnswerOptions extends OfficeOptions {
  readonly to: string
  readonly answers: string
  readonly by?: string
  readonly out?: string
  readonly plain?: boolean
  readonly newChain?: boolean
}

function answerCommand(): Command {
  return new Command('answer')
    .description('send the decisions of a filled-in form back to the department')
    .requiredOption(...FOLDER)
    .requiredOption('--to <return>', 'its folder, or its id (the first 6 digits do), as status shows them')
    .requiredOption('--answers <file>', 'the form that receive wrote, filled in')
    .option('--by <name>', 'who decided, where the form does not say')
    .option('--out <folder>', 'where the package goes, else issued/ in the office')
    .option('--plain', 'sign only, do not encrypt')
    .option('--new-chain', 'start a new chain of numbers, which the department must confirm')
    .option(...PASSPHRASE_OPTION)
    .option('--json', 'print JSON')
    .action(async (options: AnswerOptions) => {
      const passphrase = await passphraseOf(options)
      const done = await changingOffice(options.office, async () =>
        answerReturn(await unlockOffice(options.office, passphrase), {
          to: /^[0-9a-f]{6,64}$/.test(options.to) ? options.to : resolve(options.to),
          form: resolve(options.answers),
          by: options.by ?? null,
          encrypt: options.plain !== true,
          newChain: options.newChain === true,
          ...(options.out === undefined ? {} : { out: resolve(options.out) }),
        }),
      )
      if (options.json) printJson(done)
      else
        tell({
          zh: `答复 ${done.answers.length} 项，第 ${done.package.sequence} 号：${done.package.file}`,
          en: `${done.answers.length} answers, no. ${done.package.sequence}: ${done.package.file}`,
        })
    })
}

function statusCommand(): Command {
  return new Command('status')
    .description('who the office is, whom it trusts, what it issued and received')
    .requiredOption(...FOLDER)
    .option('--json', 'print JSON')
    .action(async ({ office: folder, json }: OfficeOptions) => {
      const office = await readOffice(folder)
      const { state, card } = office
      const packages = state.packages.map((entry) => ({ ...entry, open: openItems(state, entry).length }))
      const parties = state.trust.map(listed)
      const fingerprint = fingerprintOf(office)
      if (json) {
        printJson({ folder: office.folder, name: card.name, fingerprint, parties, packages })
        return
      }
      say(`${card.name}  ${spokenFingerprint(fingerprint)}`)
      printParties(parties)
      printPackages(packages)
    })
}

const KIND_WORDS = {
  issue: { zh: '下发', en: 'issue' },
  return: { zh: '上报', en: 'return' },
  answer: { zh: '答复', en: 'answer' },
} as const

function printPackages(packages: readonly (OfficePackage & { readonly open: number })[]): void {
  const language = cliLanguage()
  const header =
    language === 'zh'
      ? ['科室', '类别', '月份', '号', '时间', '待答复', '编号', '位置']
      : ['department', 'kind', 'month', 'no.', 'at', 'open', 'id', 'where']
  printTable(
    header,
    packages.map(({ stream, kind, period, sequence, at, open, id, folder, file }) => [
      stream.department,
      KIND_WORDS[kind][language],
      period,
      String(sequence),
      at,
      kind === 'return' ? String(open) : '',
      id.slice(0, 12),
      folder ?? file,
    ]),
  )
}
