import { Button } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGlobalSlice, useGo } from '#renderer/app/use-filters.ts'
import { CaseTags } from '#renderer/components/cost-tags.tsx'
import type { CostLevels } from '#shared/contract/costing-reports.ts'
import { exactFromFen } from '#shared/domain/exact.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import { formatCount, MISSING } from '#shared/format/decimal.ts'
import { formatFen, formatYuan } from '#shared/format/money.ts'
import { formatPercent } from '#shared/format/rate.ts'
import { CostDrawer } from '../cost-drawer.tsx'
import { shareOf } from '../ledger/ledger-words.ts'
import type { LevelRow } from './placeholders.ts'

/** A row of the three levels with its numbers put in: budget, used and left, or how a stage came by its part. */
export function LevelDrawer({
  node,
  group,
  levels,
  onClose,
}: {
  readonly node: LevelRow
  /** The group a stage is of. */
  readonly group: Pick<LevelRow, 'key' | 'used'> | null
  readonly levels: CostLevels
  readonly onClose: () => void
}) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const slice = useGlobalSlice()
  const go = useGo()
  const stage = node.kind === 'stage'
  const drg = stage ? group?.key : node.kind === 'group' ? node.key : undefined
  const money = (amount: Fen | null): string => (amount === null ? MISSING : formatFen(amount, 'yuan'))
  const whole = group?.used ?? levels.root.used
  return (
    <CostDrawer
      onClose={onClose}
      tags={<CaseTags tags={levels.tags} />}
      story={{
        title: t('levels.title', { label: say(node.label) }),
        result: { text: formatFen(node.used, unit), unit: t(`unit.${unit}`), negative: node.used < 0 },
        formula: t(stage ? 'levels.stageFormula' : 'levels.formula'),
        substituted: stage
          ? t('levels.stageNumbers', {
              used: money(node.used),
              whole: money(whole),
              share: shareOf(node.used, whole),
              n: formatCount(node.n),
            })
          : node.budget === null
            ? t('levels.noBudgetNumbers', { used: money(node.used) })
            : t('levels.substituted', {
                budget: money(node.budget),
                used: money(node.used),
                left: money(node.left),
                share: node.share === null ? MISSING : formatPercent(node.share),
              }),
        inputs: [
          { label: t('figure.n'), value: formatCount(node.n) },
          { label: t('levels.budget'), value: money(node.budget) },
          { label: t('levels.used'), value: money(node.used) },
          { label: t('levels.left'), value: money(node.left) },
          {
            label: t('levels.perCase'),
            value: node.n === 0 ? MISSING : formatYuan(exactFromFen(node.used).div(node.n).toFixed(6), 'yuan'),
          },
          { label: t('levels.undistributed'), value: money(node.undistributed) },
          ...(node.elsewhere === 0 ? [] : [{ label: t('levels.elsewhere'), value: money(fen(node.elsewhere)) }]),
        ],
        source: stage ? say(levels.stageNote) : t('levels.source'),
      }}
    >
      <Button onClick={() => go.toCases(drg === undefined ? slice : { ...slice, drg })}>{t('costing.toCases')}</Button>
    </CostDrawer>
  )
}
