import { analysisPages } from './analysis.ts'
import { costing } from './costing.ts'
import { grouping } from './grouping.ts'
import { type Bench, runBench } from './harness.ts'
import { chargesImport } from './import.ts'

const BENCHES: Readonly<Record<string, Bench>> = { analysis: analysisPages, costing, grouping, import: chargesImport }

const USAGE = `usage: npm run bench -- NAME [--quick]
  NAME     ${Object.keys(BENCHES).join(', ')}
  --quick  a tenth of the data, under 40 seconds on two cores
`

const names = process.argv.slice(2).filter((argument) => argument !== '--quick')
const bench = names.length === 1 && Object.hasOwn(BENCHES, names[0]!) ? BENCHES[names[0]!] : undefined
if (bench === undefined) {
  process.stderr.write(USAGE)
  process.exitCode = 2
} else {
  await runBench(names[0]!, bench, process.argv.includes('--quick'))
}
