import { Drawer } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import type { GridColumn } from '#renderer/grid/column.ts'

/** What a cost figure is made of, for the drawer that opens from it. */
export interface CostStory {
  readonly title: string
  /** The figure itself, with its unit. */
  readonly result: { readonly text: string; readonly unit: string; readonly negative: boolean }
  readonly formula: string
  /** The formula with the numbers put in. */
  readonly substituted: string
  readonly inputs: readonly { readonly label: string; readonly value: string }[]
  readonly source: string
}

const WIDTH = 460

/** 解释 of a cost figure: formula, numbers, what lies under it. The page stays usable beside it. */
export function CostDrawer({
  story,
  tags,
  children,
  onClose,
}: {
  readonly story: CostStory
  readonly tags?: ReactNode
  readonly children?: ReactNode
  readonly onClose: () => void
}) {
  const { t } = useText()
  const columns: readonly GridColumn<CostStory['inputs'][number]>[] = [
    { id: 'label', header: t('explain.inputs'), width: 200, cell: ({ label }) => ({ text: label }) },
    {
      id: 'value',
      header: t('costing.value'),
      width: 140,
      numeric: true,
      cell: ({ value }) => ({ text: value, negative: value.startsWith('−') }),
    },
  ]
  return (
    <Drawer
      open
      onClose={onClose}
      size={WIDTH}
      mask={false}
      title={story.title}
      closable={{ 'aria-label': t('common.close') }}
      data-testid="cost-drawer"
    >
      <div className="explain">
        <p className="explain-result">
          <span className={story.result.negative ? 'num negative' : 'num'} data-testid="cost-result">
            {story.result.text}
          </span>{' '}
          <span className="muted">{story.result.unit}</span>
        </p>
        {tags}
        <section>
          <h3>{t('explain.formula')}</h3>
          <div>{story.formula}</div>
        </section>
        <section>
          <h3>{t('explain.substituted')}</h3>
          <code className="formula" data-testid="cost-substituted">
            {story.substituted}
          </code>
        </section>
        {story.inputs.length > 0 && (
          <section>
            <SimpleTable
              columns={columns}
              rows={story.inputs}
              rowId={({ label }) => label}
              label={t('explain.inputs')}
            />
          </section>
        )}
        {children}
        <section>
          <h3>{t('explain.source')}</h3>
          <div>{story.source}</div>
        </section>
      </div>
    </Drawer>
  )
}
