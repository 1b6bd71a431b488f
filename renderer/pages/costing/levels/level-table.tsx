import { Table, type TableColumnsType, Tag } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGlobalSlice, useGo } from '#renderer/app/use-filters.ts'
import { CopyTable } from '#renderer/components/copy-table.tsx'
import { CaseTags } from '#renderer/components/cost-tags.tsx'
import { Money } from '#renderer/components/money.tsx'
import { NumberText } from '#renderer/components/number.tsx'
import { countCell, fenCell, percentCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { CostLevels, LevelNode } from '#shared/contract/costing-reports.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import { formatCount, MISSING } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import { formatPercent } from '#shared/format/rate.ts'
import { LevelDrawer } from './level-drawer.tsx'
import { type LevelRow, withPlaceholders } from './placeholders.ts'

/** Department, its groups, and the stages of the group that lies open: budget, used, left. */
export function LevelTable({ levels, group }: { readonly levels: CostLevels; readonly group: string | null }) {
  const { t, say } = useText()
  const { unit, change } = useFilters()
  const go = useGo()
  const slice = useGlobalSlice()
  const [explained, explain] = useState<LevelRow | null>(null)
  const { root } = levels
  if (root.n === 0) return <p className="muted">{t('levels.none')}</p>
  const money = (label: string): string => t('common.withUnit', { label, unit: t(`unit.${unit}`) })
  const alerts = root.children.filter(({ alert }) => alert)
  const over = fen(alerts.reduce((sum, { left }) => sum + Math.min(0, left ?? 0), 0))
  const open = ({ kind, key }: LevelRow): void => {
    if (kind === 'group') go.toCases({ ...slice, drg: key })
    else if (kind === 'department') go.toCases(slice)
  }
  const columns: TableColumnsType<LevelRow> = [
    {
      key: 'label',
      title: t('levels.level'),
      render: (node: LevelRow) => (
        <>
          {node.kind !== 'department' && <span className="muted">{t(`levels.kind.${node.kind}`)} </span>}
          {node.kind === 'stage' ? (
            say(node.label)
          ) : (
            <button type="button" className="open-number" onClick={() => open(node)}>
              {node.kind === 'group' ? t('levels.group', { code: node.key, name: say(node.label) }) : say(node.label)}
            </button>
          )}{' '}
          {node.alert && <Tag color="red">{t('levels.alert')}</Tag>}
        </>
      ),
    },
    {
      key: 'n',
      title: t('figure.n'),
      align: 'right',
      className: 'num no-wrap',
      render: (node: LevelRow) => <NumberText text={formatCount(node.n)} onOpen={() => explain(node)} />,
    },
    {
      key: 'budget',
      title: money(t('levels.budget')),
      align: 'right',
      className: 'no-wrap',
      render: (node: LevelRow) => (
        <Money amount={node.budget} unit={unit} reason={t('levels.noBudget')} onOpen={() => explain(node)} />
      ),
    },
    {
      key: 'used',
      title: money(t('levels.used')),
      align: 'right',
      className: 'no-wrap',
      render: (node: LevelRow) => (
        <Money amount={node.used} unit={unit} label={t('levels.used')} onOpen={() => explain(node)} />
      ),
    },
    {
      key: 'left',
      title: money(t('levels.left')),
      align: 'right',
      className: 'no-wrap',
      render: (node: LevelRow) => (
        <Money amount={node.left} unit={unit} reason={t('levels.noBudget')} onOpen={() => explain(node)} />
      ),
    },
    {
      key: 'share',
      title: t('levels.share'),
      align: 'right',
      className: 'no-wrap',
      render: (node: LevelRow) => (
        <NumberText
          text={node.share === null ? MISSING : formatPercent(node.share)}
          negative={node.alert}
          onOpen={() => explain(node)}
        />
      ),
    },
    {
      key: 'undistributed',
      title: money(t('levels.undistributed')),
      align: 'right',
      className: 'no-wrap',
      render: (node: LevelRow) => (
        <Money
          amount={node.undistributed}
          unit={unit}
          reason={t('levels.noUndistributed')}
          onOpen={() => explain(node)}
        />
      ),
    },
  ]
  const figure = (id: string, header: string, of: (row: LevelNode) => Fen | null): GridColumn<LevelNode> => ({
    ...{ id, header: money(header), width: 0, numeric: true },
    cell: (row) => fenCell(of(row), unit),
  })
  const copied: readonly GridColumn<LevelNode>[] = [
    {
      id: 'kind',
      header: t('levels.level'),
      width: 0,
      cell: ({ kind }) => ({ text: kind === 'department' ? '' : t(`levels.kind.${kind}`) }),
    },
    { id: 'key', header: t('items.code'), width: 0, cell: ({ kind, key }) => ({ text: kind === 'group' ? key : '' }) },
    { id: 'label', header: t('items.name'), width: 0, cell: ({ label }) => ({ text: say(label) }) },
    { id: 'n', header: t('figure.n'), width: 0, numeric: true, cell: ({ n }) => countCell(n) },
    figure('budget', t('levels.budget'), ({ budget }) => budget),
    figure('used', t('levels.used'), ({ used }) => used),
    figure('left', t('levels.left'), ({ left }) => left),
    { id: 'share', header: t('levels.share'), width: 0, numeric: true, cell: ({ share }) => percentCell(share) },
  ]
  const flat = [root, ...root.children.flatMap((node) => [node, ...node.children])]
  return (
    <div className="stack" data-testid="level-table">
      <section className="panel">
        <header>
          <h2>
            {alerts.length === 0
              ? t('levels.findingNone', { n: root.children.length })
              : t('levels.finding', {
                  n: root.children.length,
                  over: alerts.length,
                  amount: formatFen(fen(-over), unit),
                  unit: t(`unit.${unit}`),
                })}
          </h2>
          <CaseTags tags={levels.tags} />
        </header>
        <p className="muted panel-note">
          {t(`levels.from.${levels.budgetFrom}`)} {t('levels.openHint')}
          {group !== null && ` ${say(levels.stageNote)}`}
        </p>
        <Table
          size="small"
          rowKey={(node) => `${node.kind} ${node.key}`}
          columns={columns}
          dataSource={withPlaceholders([root], group)}
          pagination={false}
          expandable={{
            expandedRowKeys: ['department department', ...(group === null ? [] : [`group ${group}`])],
            onExpand: (expanded, node) => {
              if (node.kind === 'group') change({ group: expanded ? node.key : null })
            },
            rowExpandable: ({ kind }) => kind === 'group',
          }}
        />
        <CopyTable columns={copied} rows={flat} />
      </section>
      {explained !== null && (
        <LevelDrawer
          node={explained}
          group={root.children.find(({ key }) => key === group) ?? null}
          levels={levels}
          onClose={() => explain(null)}
        />
      )}
    </div>
  )
}
