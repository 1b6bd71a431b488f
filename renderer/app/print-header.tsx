import { useEffect } from 'react'
import { useLocation } from 'react-router'
import { comparedSpan } from '#shared/domain/compare.ts'
import { BASIS_NAMES } from '#shared/domain/surplus.ts'
import { formatMoment } from '#shared/format/date.ts'
import { useBook } from './book.tsx'
import { PAGE_GROUPS } from './pages.ts'
import { usePrinting, watchPrinting } from './print.ts'
import { useText } from './text.tsx'
import { useFilters } from './use-filters.ts'

/** On paper only: whose page it is, over which months, on which basis. */
export function PrintHeader() {
  const printing = usePrinting()
  useEffect(watchPrinting, [])
  return printing ? <Header /> : null
}

function Header() {
  const { t, say } = useText()
  const book = useBook()
  const { pathname } = useLocation()
  const { slice, compare, basis, unit } = useFilters()
  const page = PAGE_GROUPS.flatMap(({ pages }) => [...pages]).find(({ path }) => path === pathname)
  const [from, to] = [slice.from ?? book.firstPeriod, slice.to ?? book.lastPeriod]
  const compared = from === null || to === null ? null : comparedSpan({ from, to }, compare)
  const facts = [
    ...(from === null || to === null ? [] : [t('print.period', { from, to })]),
    ...(compared === null ? [] : [t('print.compared', compared)]),
    t('print.basis', { basis: say(BASIS_NAMES[basis]) }),
    ...(slice.insurance === undefined ? [] : [t('print.insurance', { value: slice.insurance || t('missing.blank') })]),
    ...(slice.team === undefined ? [] : [t('print.team', { value: slice.team || t('missing.blank') })]),
    t('print.unit', { unit: t(`unit.${unit}`) }),
    t('print.at', { at: formatMoment(localNow()) }),
  ]
  return (
    <header className="print-header" data-testid="print-header">
      <strong>{book.name}</strong>
      {page !== undefined && <span>{t(`nav.${page.id}`)}</span>}
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </header>
  )
}

/** As the book writes its own moments: local time without a zone. */
function localNow(): string {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 19).replace('T', ' ')
}
