import { resolve } from 'node:path'
import { Command } from 'commander'
import { printJson, tell } from '../output.ts'
import { withCore } from '../with-core.ts'

export function recomputeCommand(): Command {
  return new Command('recompute')
    .description('group and settle every case again under the scheme and policies in force (重新分组与结算)')
    .requiredOption('--db <file>', 'the database file')
    .option('--json', 'print JSON')
    .action(async (options: { db: string; json?: boolean }) => {
      const done = await withCore(resolve(options.db), (core) => core.job('recompute.run', {}))
      if (options.json) printJson(done)
      else {
        tell({
          zh: `已计算 ${done.cases} 例：入组 ${done.grouped}，歧义 ${done.ambiguous}，未入组 ${done.ungrouped}，校验不通过 ${done.rejected}，无标准 ${done.unpriced}（${done.milliseconds} 毫秒）。`,
          en: `Computed ${done.cases} cases: ${done.grouped} grouped, ${done.ambiguous} ambiguous, ${done.ungrouped} ungrouped, ${done.rejected} rejected, ${done.unpriced} without a standard (${done.milliseconds} ms).`,
        })
        if (done.closedCases > 0)
          tell({
            zh: `已结账月份的 ${done.closedCases} 例保持不变。`,
            en: `${done.closedCases} cases of closed months were left as they are.`,
          })
      }
    })
}
