import type { ReactNode } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { BasisTag } from '#renderer/components/basis-tag.tsx'
import { CostTags } from '#renderer/components/cost-tags.tsx'
import { useExplain } from '#renderer/components/explain.tsx'
import { Money } from '#renderer/components/money.tsx'
import type { CaseDetail } from '#shared/contract/figures.ts'
import { dischargeName } from '#shared/domain/discharge.ts'
import { formatDay, formatMoment } from '#shared/format/date.ts'
import { formatDecimal, MISSING } from '#shared/format/decimal.ts'
import { formatFen, formatYuan } from '#shared/format/money.ts'
import { CaseItems } from '../sync/items/case-items.tsx'
import { AlternativesPanel } from './alternatives-panel.tsx'
import { Arithmetic } from './arithmetic.tsx'
import { CategoryPanel } from './category-panel.tsx'
import { CodeList } from './code-list.tsx'
import { sexWord, statusWord } from './columns.ts'
import { CostPanel } from './cost-panel.tsx'
import { GroupingPanel } from './grouping-panel.tsx'

/** Everything about one case: how it ended, its codes, its money to the line, and the evidence of its group. */
export function CaseView({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useText()
  return (
    <div className="case-view" data-testid="case-view">
      <p className="case-result" data-testid="case-result">
        <CaseSentence detail={detail} />
      </p>
      <Facts detail={detail} />
      <MoneyFacts detail={detail} />
      <CaseItems caseNo={detail.row.caseNo} />
      <div className="columns-2">
        <CodeList title={t('case.diagnoses')} entries={detail.diagnoses} empty={MISSING} testId="case-diagnoses" />
        <CodeList
          title={t('case.procedures')}
          entries={detail.procedures}
          empty={t('case.noProcedures')}
          testId="case-procedures"
        />
      </div>
      {detail.codeSystem !== null && <p className="muted">{t('case.foreignCodes', { system: detail.codeSystem })}</p>}
      <Arithmetic steps={detail.arithmetic} />
      <CategoryPanel detail={detail} />
      <CostPanel caseNo={detail.row.caseNo} />
      <GroupingPanel detail={detail} />
      {detail.grouping?.source === 'scheme' && <AlternativesPanel caseNo={detail.row.caseNo} />}
      <section className="panel" data-testid="case-batches">
        <header>
          <h2>{t('case.batches')}</h2>
        </header>
        <ul className="plain-list">
          {detail.batches.map((batch) => (
            <li key={batch.id}>
              {t('case.batch', { id: batch.id, name: batch.sourceName, at: formatMoment(batch.committedAt) })}
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function CaseSentence({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useText()
  const { row } = detail
  const status = statusWord(t, row.status) ?? t('missing.group')
  const charge = formatFen(row.charge, 'yuan')
  if (row.payment === null || row.settlement === null || row.surplusB1 === null) {
    return t('case.resultUnpriced', { status, charge })
  }
  return t('case.result', {
    status,
    settlement: t(`settlement.${row.settlement}`),
    payment: formatYuan(row.payment, 'yuan'),
    charge,
    surplus: formatYuan(row.surplusB1, 'yuan'),
  })
}

function Facts({ detail }: { readonly detail: CaseDetail }) {
  const { t, say } = useText()
  const { row } = detail
  const age = row.age === null ? row.ageBand : t('case.ageYears', { n: row.age })
  const named = detail.discharge === null ? null : dischargeName(detail.discharge)
  const discharge = named === null ? detail.discharge : say(named)
  const facts: readonly (readonly [string, string | null])[] = [
    [t('case.drg'), row.drg === null ? null : row.drgName === null ? row.drg : `${row.drg} ${row.drgName}`],
    [t('case.patientId'), row.patientId],
    [t('case.sex'), sexWord(t, row.sex)],
    [t('case.age'), age],
    [t('case.admittedAt'), row.admittedAt === null ? null : formatDay(row.admittedAt)],
    [t('case.dischargedAt'), row.dischargedAt === null ? row.period : formatDay(row.dischargedAt)],
    [t('case.los'), row.los === null ? null : t('case.losDays', { n: row.los })],
    [t('case.insurance'), row.insurance],
    [t('case.department'), detail.department],
    [t('case.team'), row.team],
    [t('case.physician'), row.physician],
    [t('case.discharge'), discharge],
    [t('case.rw'), row.rw === null ? null : formatDecimal(row.rw, 4)],
  ]
  return (
    <dl className="facts">
      {facts.map(([label, value]) => (
        <Fact key={label} label={label}>
          {value ?? <span className="missing">{MISSING}</span>}
        </Fact>
      ))}
    </dl>
  )
}

function MoneyFacts({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useText()
  const explain = useExplain()
  const { row } = detail
  const open = (id: 'standard' | 'payment' | 'surplus' | 'charge' | 'fund', basis?: 'B1' | 'B3') => () =>
    explain({ kind: 'case', id, caseNo: row.caseNo, ...(basis === undefined ? {} : { basis }) })
  const yuan = (label: string): string => t('common.withUnit', { label, unit: t('unit.yuan') })
  const unpriced = t('missing.payment')
  return (
    <dl className="facts money-facts" data-testid="case-money">
      <Fact label={yuan(t('case.charge'))}>
        <Money amount={row.charge} label={t('common.explain', { label: t('case.charge') })} onOpen={open('charge')} />
      </Fact>
      <Fact label={yuan(t('case.standard'))}>
        <Money
          yuan={row.standard}
          reason={unpriced}
          label={t('common.explain', { label: t('case.standard') })}
          onOpen={open('standard')}
        />
      </Fact>
      <Fact label={yuan(t('case.payment'))}>
        <Money
          yuan={row.payment}
          reason={unpriced}
          label={t('common.explain', { label: t('case.payment') })}
          onOpen={open('payment')}
        />
      </Fact>
      <Fact label={yuan(t('case.fundPart'))}>
        <Money
          yuan={detail.fundPart}
          reason={unpriced}
          label={t('common.explain', { label: t('case.fundPart') })}
          onOpen={open('fund')}
        />
      </Fact>
      <Fact label={yuan(t('case.patientPay'))}>
        <Money amount={detail.patientPay} reason={t('missing.field')} />
      </Fact>
      <Fact label={yuan(t('case.cost'))}>
        <Money amount={row.cost} reason={t('missing.cost')} /> {row.costTag !== null && <CostTags tag={row.costTag} />}
      </Fact>
      <Fact label={<BasisTag basis="B1" />}>
        <Money
          yuan={row.surplusB1}
          reason={unpriced}
          label={t('common.explain', { label: t('basis.B1') })}
          onOpen={open('surplus', 'B1')}
        />
      </Fact>
      <Fact label={<BasisTag basis="B3" />}>
        <Money
          yuan={row.surplusB3}
          reason={row.cost === null ? t('missing.cost') : unpriced}
          label={t('common.explain', { label: t('basis.B3') })}
          onOpen={open('surplus', 'B3')}
        />
      </Fact>
    </dl>
  )
}

function Fact({ label, children }: { readonly label: ReactNode; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
