import { DownloadOutlined } from '@ant-design/icons'
import { App, Button, Dropdown } from 'antd'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { problemOf } from '#renderer/data/call.ts'
import { useDeliverFile } from '#renderer/data/use-file.ts'
import { useJob } from '#renderer/data/use-job.ts'
import { COST_TABLES, type CostTable } from '#shared/contract/costing-requests.ts'
import { COST_METHODS } from '#shared/domain/costing.ts'
import { stamp } from '#shared/format/date.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { monthParam, oneOf, type Span, type Tab, useRunChoice } from './place.ts'

/** What each tab shows; the first is the one a CSV holds. */
const TABLES: Readonly<Partial<Record<Tab, readonly CostTable[]>>> = {
  ledger: ['ledger'],
  allocation: ['allocation', 'centers'],
  units: ['unit-costs', 'unused', 'items'],
  methods: ['methods', 'method-parts', 'method-reasons'],
  statement: ['statement'],
}

type Choice = 'tab-xlsx' | 'tab-csv' | 'all'

/** Writes the tables of a tab, or all of them, to a file with the figures as they are shown: same months, run and slice. */
export function ExportMenu({ tab, span }: { readonly tab: Tab; readonly span: Span }) {
  const { t, say, language } = useText()
  const { slice, compare } = useFilters()
  const [params] = useSearchParams()
  const run = useRunChoice()
  const { message, notification } = App.useApp()
  const job = useJob('costing.export')
  const deliver = useDeliverFile()
  const own = TABLES[tab]
  const write = async (choice: Choice): Promise<void> => {
    const all = choice === 'all' || own === undefined
    const format = choice === 'tab-csv' ? 'csv' : 'xlsx'
    const month = monthParam(params, 'at')
    const method = oneOf(COST_METHODS, params.get('method'))
    const written = await job.start({
      ...{ ...span, ...run, tables: [...(all ? COST_TABLES : own)], format, slice, compare, language },
      ...(all || month === null ? {} : { month }),
      ...(all || method === null || tab !== 'statement' ? {} : { method }),
    })
    if (written === null) return
    const name = all ? t('export.allName') : t(`costing.tab.${tab}`)
    try {
      if (await deliver(written.path, `${name}_${span.from}_${span.to}_${stamp(new Date())}.${format}`))
        void message.success(t('common.exported', { n: formatCount(written.rows) }))
    } catch (error) {
      notification.error({ title: say(problemOf(error).message) })
    }
  }
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...(own === undefined
              ? []
              : [
                  { key: 'tab-xlsx', label: t('export.tab.xlsx') },
                  { key: 'tab-csv', label: t('export.tab.csv') },
                ]),
            { key: 'all', label: t('export.all') },
          ],
          onClick: ({ key }) => void write(key as Choice),
        }}
      >
        <Button size="small" icon={<DownloadOutlined />} loading={job.running} data-testid="export-costs">
          {job.running ? t('common.exporting') : t('export.menu')}
        </Button>
      </Dropdown>
      {job.problem !== null && (
        <span role="alert" className="negative">
          {say(job.problem.message)}
        </span>
      )}
    </>
  )
}
