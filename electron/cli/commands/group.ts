import { resolve } from 'node:path'
import { Command } from 'commander'
import { groupFile } from '#exchange/grouping-file/group-file.ts'
import { readScheme } from '#exchange/scheme/read-scheme.ts'
import { problem } from '#shared/domain/problem.ts'
import { type Corrections, correctOption } from '../corrections.ts'
import { tellLoadReport } from '../load-report.ts'
import { printJson, tell } from '../output.ts'

interface Options {
  readonly scheme: string
  readonly cases: string
  readonly out: string
  readonly map?: boolean
  readonly correct?: Corrections
  readonly trace?: boolean
  readonly json?: boolean
}

export function groupCommand(): Command {
  return new Command('group')
    .description('group a file of cases under a scheme, without a database (分组)')
    .requiredOption(
      '--scheme <path>',
      'grouping-scheme/1 package (folder, .zip or workbook) or the official configuration workbook',
    )
    .requiredOption('--cases <file>', 'CSV with id, sex, age, dx, proc and what the scheme looks at')
    .requiredOption('--out <file>', 'the CSV to write: id,mdc,adrg,drg,status')
    .option('--map', "translate foreign codes by the scheme's code map first")
    .addOption(correctOption('all'))
    .option('--trace', 'add a column with the evidence trail')
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const started = performance.now()
      const scheme = await readScheme(
        resolve(options.scheme),
        options.correct === undefined ? {} : { corrections: options.correct },
      )
      if (options.map === true && scheme.content.form === 'official') throw noCodeMap()
      const report = await groupFile({
        scheme: scheme.compiled,
        inputPath: resolve(options.cases),
        outputPath: resolve(options.out),
        map: options.map === true,
        trace: options.trace === true,
      })
      const milliseconds = Math.round(performance.now() - started)
      if (options.json) printJson({ ...report, milliseconds, scheme: scheme.report })
      else {
        if (scheme.content.form === 'official') tellLoadReport(scheme.report)
        const { grouped, ambiguous, ungrouped, rejected, dx_unmapped, proc_unmapped } = report.byStatus
        const unmapped = dx_unmapped + proc_unmapped
        tell({
          zh: `${report.rows} 例：入组 ${grouped}，歧义 ${ambiguous}，未入组 ${ungrouped}，校验不通过 ${rejected}${options.map ? `，编码无对应 ${unmapped}` : ''}；结果写入 ${resolve(options.out)}（${milliseconds} 毫秒）`,
          en: `${report.rows} cases: ${grouped} grouped, ${ambiguous} ambiguous, ${ungrouped} ungrouped, ${rejected} rejected${options.map ? `, ${unmapped} with a code that has no counterpart` : ''}; written to ${resolve(options.out)} (${milliseconds} ms)`,
        })
      }
    })
}

function noCodeMap() {
  return problem(
    'bad-request',
    '官方配置工作簿不含编码映射表，不能使用 --map；请先把临床版编码转换为医保版编码。',
    'The official workbook has no code map, so --map cannot be used; turn clinical-edition codes into insurer-edition codes first.',
  )
}
