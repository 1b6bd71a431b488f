import { resolve } from 'node:path'
import { Command } from 'commander'
import { asId } from '../arguments.ts'
import { printJson, tell } from '../output.ts'
import { withCore } from '../with-core.ts'

export function undoCommand(): Command {
  return new Command('undo')
    .description('take back the last command, or one import batch (撤销)')
    .requiredOption('--db <file>', 'the database file')
    .option('--batch <id>', 'the import batch to take back', asId)
    .option('--json', 'print JSON')
    .action(async (options: { db: string; batch?: number; json?: boolean }) => {
      await withCore(resolve(options.db), async (core) => {
        if (options.batch !== undefined) {
          const batch = await core.job('batches.undo', { batchId: options.batch })
          if (options.json) printJson(batch)
          else
            tell({
              zh: `已撤销批次 ${batch.id}（${batch.sourceName}，${batch.accepted} 行）。`,
              en: `Undid batch ${batch.id} (${batch.sourceName}, ${batch.accepted} rows).`,
            })
          return
        }
        const command = await core.job('commands.undo', {})
        if (options.json) printJson(command)
        else tell({ zh: `已撤销：${command.label.zh}`, en: `Undone: ${command.label.en}` })
      })
    })
}
