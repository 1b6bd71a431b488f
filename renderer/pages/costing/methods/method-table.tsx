import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { CopyTable } from '#renderer/components/copy-table.tsx'
import { costTagWords } from '#renderer/components/cost-tag-words.ts'
import { CaseTags, CostTags } from '#renderer/components/cost-tags.tsx'
import { NumberText } from '#renderer/components/number.tsx'
import { countCell, fenCell, yuanCell } from '#renderer/grid/cells.ts'
import type { Cell, GridColumn } from '#renderer/grid/column.ts'
import type { MethodComparison, MethodSide } from '#shared/contract/costing-reports.ts'
import { COST_ELEMENT_NAMES, COST_ELEMENTS } from '#shared/domain/costing.ts'
import { formatCount, MISSING } from '#shared/format/decimal.ts'
import { formatFen, formatYuan } from '#shared/format/money.ts'
import { poolName } from '#shared/i18n/cost-names.ts'
import { CostDrawer } from '../cost-drawer.tsx'

interface Line {
  readonly id: string
  readonly label: string
  readonly cell: (side: MethodSide) => Cell
  readonly strong?: boolean
}

/** Methods across, what they say down; the head of each column tells how sure it is. */
export function MethodTable({ comparison }: { readonly comparison: MethodComparison }) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const [opened, setOpened] = useState<MethodSide | null>(null)
  const money = (label: string): string => t('common.withUnit', { label, unit: t(`unit.${unit}`) })
  const noElements = t('methods.noElements')
  const lines: readonly Line[] = [
    { id: 'n', label: t('methods.cases'), cell: ({ n }) => countCell(n) },
    { id: 'total', label: money(t('methods.total')), cell: ({ total }) => fenCell(total, unit), strong: true },
    {
      id: 'mean',
      label: t('common.withUnit', { label: t('methods.mean'), unit: t('unit.yuan') }),
      cell: ({ mean }) => yuanCell(mean, 'yuan'),
      strong: true,
    },
    ...COST_ELEMENTS.map(
      (element): Line => ({
        id: element,
        label: say(COST_ELEMENT_NAMES[element]),
        cell: ({ elements }) => fenCell(elements?.[element] ?? null, unit, noElements),
      }),
    ),
    { id: 'unsplit', label: t('methods.unsplit'), cell: ({ unsplit }) => fenCell(unsplit, unit) },
    {
      id: 'drugs',
      label: t('methods.goodsDrugs'),
      cell: ({ goods }) => fenCell(goods?.drugs ?? null, unit, noElements),
    },
    {
      id: 'materials',
      label: t('methods.goodsMaterials'),
      cell: ({ goods }) => fenCell(goods?.materials ?? null, unit, noElements),
    },
    {
      id: 'surplus',
      label: money(t('methods.surplus')),
      cell: ({ surplus }) => yuanCell(surplus, unit, t('methods.noSurplus')),
      strong: true,
    },
  ]
  const copied: readonly GridColumn<Line>[] = [
    { id: 'label', header: t('methods.measure'), width: 0, cell: ({ label }) => ({ text: label }) },
    ...comparison.sides.map(
      (side): GridColumn<Line> => ({
        id: side.method,
        header: costTagWords(t, say, side),
        width: 0,
        numeric: true,
        cell: ({ cell }) => cell(side),
      }),
    ),
  ]
  return (
    <section className="panel" data-testid="method-table">
      <div className="simple-table">
        <table aria-label={t('costing.tab.methods')} className="method-table">
          <thead>
            <tr>
              <th scope="col">{t('methods.measure')}</th>
              {comparison.sides.map((side) => (
                <th key={side.method} scope="col" className="num-header" data-testid={`side-${side.method}`}>
                  <CostTags tag={side} />
                  {side.inForce && <span className="basis-tag in-force">{t('costing.inForce')}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ id, label, cell, strong }) => (
              <tr key={id} className={strong === true ? 'strong-row' : undefined}>
                <th scope="row">{label}</th>
                {comparison.sides.map((side) => {
                  const shown = cell(side)
                  return (
                    <td key={side.method} className="num-cell">
                      <NumberText
                        text={shown.text}
                        negative={shown.negative === true}
                        reason={shown.title}
                        label={t('common.labelled', { label, value: shown.text })}
                        onOpen={() => setOpened(side)}
                      />
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
        <CopyTable columns={copied} rows={lines} />
      </div>
      {opened !== null && (
        <CostDrawer
          onClose={() => setOpened(null)}
          tags={<CaseTags tags={opened.tags} />}
          story={{
            title: t('methods.sideTitle', { method: t(`costing.method.${opened.method}`) }),
            result: { text: formatFen(opened.total, unit), unit: t(`unit.${unit}`), negative: opened.total < 0 },
            formula: t(`costing.method.${opened.method}.what`),
            substituted: t('methods.substituted', {
              total: formatFen(opened.total, 'yuan'),
              n: formatCount(opened.n),
              mean: opened.mean === null ? MISSING : formatYuan(opened.mean, 'yuan'),
            }),
            inputs: [
              ...(opened.goods === null
                ? []
                : [
                    { label: t('methods.goodsDrugs'), value: formatFen(opened.goods.drugs, 'yuan') },
                    { label: t('methods.goodsMaterials'), value: formatFen(opened.goods.materials, 'yuan') },
                  ]),
              ...opened.parts.map(({ pool, amount }) => ({
                label: poolName(t, say, pool),
                value: formatFen(amount, 'yuan'),
              })),
            ],
            source: t('units.source'),
          }}
        />
      )}
    </section>
  )
}
