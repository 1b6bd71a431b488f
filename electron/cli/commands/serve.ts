import { resolve } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { serveUntilInterrupted } from '#web/serve.ts'
import { ensureRenderer } from '../../../build/ensure-renderer.ts'
import { say } from '../output.ts'

export function serveCommand(): Command {
  return new Command('serve')
    .description('open the app in a browser on this machine (本机浏览器)')
    .requiredOption('--db <file>', 'the database file')
    .option('--port <n>', 'port on 127.0.0.1; any free one otherwise', asPort)
    .option('--no-open', 'print the address only')
    .action(async (options: { db: string; port?: number; open: boolean }) => {
      await ensureRenderer(say)
      const port = options.port === undefined ? {} : { port: options.port }
      process.exitCode = await serveUntilInterrupted({
        dbPath: resolve(options.db),
        open: options.open,
        log: say,
        ...port,
      })
    })
}

function asPort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('0–65535')
  return port
}
