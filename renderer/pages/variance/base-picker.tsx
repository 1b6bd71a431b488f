import { Select, Tooltip } from 'antd'
import { useSearchParams } from 'react-router'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import type { VarianceTable } from '#shared/contract/variance.ts'
import { AGAINST, type Against, againstOf, NO_BASE } from './place.ts'

type Offers = VarianceTable['offers'] | undefined

/** What the slice of the filter bar is held against; kept in the address. */
export function BasePicker({ offers }: { readonly offers: Offers }) {
  const { t } = useText()
  const [params] = useSearchParams()
  const { slice, change } = useFilters()
  const book = useBook()
  const against = againstOf(params)
  const teams = book.teams.filter((team) => team !== slice.team)
  const teach = (kind: Against): string | null => {
    if (kind === 'others' && slice.team === undefined) return t('variance.against.others.teach')
    if (kind === 'benchmark' && offers?.benchmarks.length === 0) return t('variance.against.benchmark.teach')
    if (kind === 'budget' && offers?.budget === false) return t('variance.against.budget.teach')
    return null
  }
  const choose = (kind: Against): void => {
    change({
      ...NO_BASE,
      against: kind === 'period' ? null : kind,
      ...(kind === 'team' ? { baseTeam: teams[0] ?? null } : {}),
      ...(kind === 'benchmark' ? { scope: offers?.benchmarks[0] ?? null } : {}),
    })
  }
  return (
    <span className="page-controls">
      <span className="muted">{t('variance.against')}</span>
      <Select<Against>
        value={against}
        onChange={choose}
        options={AGAINST.map((value) => {
          const why = teach(value)
          return {
            value,
            label: <Tooltip title={why}>{t(`variance.against.${value}`)}</Tooltip>,
            disabled: why !== null && value !== against,
          }
        })}
        aria-label={t('variance.against')}
        data-testid="variance-against"
        popupMatchSelectWidth={false}
        style={{ width: 136 }}
      />
      {against === 'team' && (
        <Select
          showSearch
          value={params.get('baseTeam')}
          onChange={(value: string) => change({ baseTeam: value })}
          options={teams.map((value) => ({ value, label: value === '' ? t('missing.blank') : value }))}
          placeholder={t('variance.against.teamChoose')}
          aria-label={t('variance.against.teamChoose')}
          data-testid="variance-team"
          popupMatchSelectWidth={false}
          style={{ width: 150 }}
        />
      )}
      {against === 'benchmark' && (
        <Select
          value={params.get('scope')}
          onChange={(value: string) => change({ scope: value })}
          options={(offers?.benchmarks ?? []).map((value) => ({ value, label: value }))}
          placeholder={t('variance.against.scope')}
          aria-label={t('variance.against.scope')}
          data-testid="variance-scope"
          popupMatchSelectWidth={false}
          style={{ width: 190 }}
        />
      )}
    </span>
  )
}
