import { Command } from 'commander'
import { cardFingerprint } from '#exchange/sync/keys/fingerprint.ts'
import { readCardFile } from '#exchange/sync/keys/key-file.ts'
import { addParty, confirmParty, findParty, removeParty, revokeParty, standingOf } from '#exchange/sync/keys/trust.ts'
import { problem } from '#shared/domain/problem.ts'
import type { SyncParty, TrustList } from '#shared/domain/sync.ts'
import { now } from '../clock.ts'
import { printJson } from '../output.ts'
import { printParties, tellParty } from '../party-table.ts'
import { changingOffice, readOffice } from './folder.ts'
import { writeState } from './state.ts'

interface Options {
  readonly office: string
  readonly json?: boolean
}

/** `office trust …`: whom the office exchanges packages with. */
export function trustCommand(): Command {
  const trust = new Command('trust').description('whom the office trusts (信任名单)')
  trust.addCommand(
    withOffice(
      new Command('add').argument('<card>', 'a card (.khid)').description('take in a department’s card'),
    ).action(async (card: string, options: Options) => {
      const taken = await readCardFile(card)
      await change(options, cardFingerprint(taken), (list) => addParty(list, taken, now()))
    }),
  )
  trust.addCommand(
    withOffice(new Command('confirm').argument('<department>', 'department or fingerprint'))
      .description('trust a card whose fingerprint its holder has read aloud')
      .requiredOption('--spoken <digits>', 'what was heard: forty digits, however grouped')
      .action(async (named: string, options: Options & { readonly spoken: string }) => {
        await change(options, named, (list, fingerprint) => confirmParty(list, fingerprint, options.spoken, now()))
      }),
  )
  trust.addCommand(
    withOffice(new Command('revoke').argument('<department>', 'department or fingerprint'))
      .description('end the trust in a key for good')
      .action(async (named: string, options: Options) => {
        await change(options, named, (list, fingerprint) => revokeParty(list, fingerprint, now()))
      }),
  )
  trust.addCommand(
    withOffice(new Command('remove').argument('<department>', 'department or fingerprint'))
      .description('take out a card that was never trusted')
      .action(async (named: string, options: Options) => {
        await change(options, named, removeParty)
      }),
  )
  trust.addCommand(
    withOffice(new Command('list').description('list the cards with their fingerprints')).action(
      async ({ office, json }: Options) => {
        const { state } = await readOffice(office)
        const rows = state.trust.map(listed)
        if (json) printJson(rows)
        else printParties(rows)
      },
    ),
  )
  return trust
}

const withOffice = (command: Command): Command =>
  command.requiredOption('--office <folder>', 'the folder of the office').option('--json', 'print JSON')

async function change(
  { office: folder, json }: Options,
  named: string,
  next: (list: TrustList, fingerprint: string) => TrustList,
): Promise<void> {
  const party = await changingOffice(folder, async () => {
    const { state, folder: path } = await readOffice(folder)
    const fingerprint = /^\d{40}$/.test(named) ? named : cardOf(state.trust, named).fingerprint
    const trust = next(state.trust, fingerprint)
    await writeState(path, { ...state, trust })
    return findParty(trust, fingerprint) ?? findParty(state.trust, fingerprint)
  })
  const row = listed(party as SyncParty)
  if (json) printJson(row)
  else tellParty(row)
}

/** The newest card of a department that was not revoked. @throws ProblemError `not-found` */
function cardOf(trust: TrustList, department: string): SyncParty {
  const card = trust.findLast((party) => party.card.department === department && party.revokedAt === null)
  if (card !== undefined) return card
  throw problem(
    'not-found',
    `信任名单中没有${department}可用的身份卡。`,
    `The trust list has no usable card of ${department}.`,
    { department },
  )
}

export const listed = (party: SyncParty) => ({
  fingerprint: party.fingerprint,
  name: party.card.name,
  department: party.card.department,
  standing: standingOf(party),
  addedAt: party.addedAt,
  confirmedAt: party.confirmedAt,
  revokedAt: party.revokedAt,
})
