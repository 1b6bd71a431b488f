import { Command, CommanderError } from 'commander'
import { VERSION } from '#core/version.ts'
import { auditCommand } from './commands/audit.ts'
import { backupCommand } from './commands/backup.ts'
import { costingCommand } from './commands/costing.ts'
import { demoCommand } from './commands/demo.ts'
import { groupCommand } from './commands/group.ts'
import { importCommand } from './commands/import.ts'
import { initCommand } from './commands/init.ts'
import { officeCommand } from './commands/office.ts'
import { periodCommand } from './commands/period.ts'
import { policyCommand } from './commands/policy.ts'
import { recomputeCommand } from './commands/recompute.ts'
import { restoreCommand } from './commands/restore.ts'
import { schemeCommand } from './commands/scheme.ts'
import { serveCommand } from './commands/serve.ts'
import { surplusCommand } from './commands/surplus.ts'
import { syncCommand } from './commands/sync.ts'
import { undoCommand } from './commands/undo.ts'
import { verifyCommand } from './commands/verify.ts'
import { reportProblem } from './output.ts'

/** The commands of the program, in the order `--help` lists them. */
export function commands(): readonly Command[] {
  return [
    initCommand(),
    importCommand(),
    schemeCommand(),
    policyCommand(),
    recomputeCommand(),
    costingCommand(),
    surplusCommand(),
    groupCommand(),
    undoCommand(),
    periodCommand(),
    auditCommand(),
    verifyCommand(),
    backupCommand(),
    restoreCommand(),
    syncCommand(),
    officeCommand(),
    serveCommand(),
    demoCommand(),
  ]
}

/**
 * The `keheng` command. Exit codes: 0 done (a status such as ungrouped is a result, not a problem), 1 something could
 * not be read or done, 2 bad use.
 */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command('keheng')
    .description('科衡 Keheng: the numbers of one clinical department under DRG/DIP payment')
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError()
  for (const command of commands()) program.addCommand(settle(command))
  // `keheng surplus | head` closes the pipe early: that is an end, not an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  try {
    await program.parseAsync(args as string[], { from: 'user' })
    return typeof process.exitCode === 'number' ? process.exitCode : 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    reportProblem(error, args.includes('--json'))
    return 1
  }
}

/** Sub-commands throw instead of leaving the process, so that every ending passes through `main`. */
function settle(command: Command): Command {
  command.exitOverride()
  for (const child of command.commands) settle(child)
  return command
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2))
