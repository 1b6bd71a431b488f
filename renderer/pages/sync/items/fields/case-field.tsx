import { AutoComplete, Form } from 'antd'
import { useEffect, useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { Money } from '#renderer/components/money.tsx'
import { problemOf } from '#renderer/data/call.ts'
import { useCall } from '#renderer/data/use-call.ts'
import type { CaseDetail } from '#shared/contract/figures.ts'
import { MISSING } from '#shared/format/decimal.ts'
import { LINE, useRequired } from './common-fields.tsx'

const FOUND = 8
const TYPING_MS = 200

/** A case by its number, found while it is typed, with what the item will take from it. */
export function CaseField({
  fixed,
  facts,
}: {
  readonly fixed: boolean
  /** Show the figures that are taken over. */
  readonly facts: boolean
}) {
  const { t } = useText()
  const required = useRequired()
  const text = useSettledCase()
  const found = useCall('cases.page', { slice: { text }, offset: 0, limit: FOUND }, !fixed && text.length >= 2).data
  return (
    <>
      <Form.Item name="caseNo" label={t('item.case')} rules={[...required]} className="form-wide">
        <AutoComplete
          {...(fixed ? { disabled: true } : {})}
          maxLength={LINE}
          options={(text.length >= 2 ? (found?.rows ?? []) : []).map((row) => ({
            value: row.caseNo,
            label: (
              <span className="case-option">
                <span>{row.caseNo}</span>
                <span className="muted">{row.principalDxName ?? row.drgName ?? row.period}</span>
              </span>
            ),
          }))}
          data-testid="field-caseNo"
        />
      </Form.Item>
      {facts && text !== '' && <CaseFacts caseNo={text} />}
    </>
  )
}

/** The case number once typing has paused. */
export function useSettledCase(): string {
  const value: unknown = Form.useWatch('caseNo')
  const text = typeof value === 'string' ? value.trim() : ''
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

function CaseFacts({ caseNo }: { readonly caseNo: string }) {
  const { say } = useText()
  const query = useCall('cases.get', { caseNo })
  if (query.isError) {
    return (
      <p className="muted panel-note form-wide" data-testid="case-unknown">
        {say(problemOf(query.error).message)}
      </p>
    )
  }
  if (query.data === undefined || query.isPlaceholderData) return null
  return <Taken row={query.data.row} />
}

function Taken({ row }: { readonly row: CaseDetail['row'] }) {
  const { t } = useText()
  const unpriced = t('missing.payment')
  const group = row.drg === null ? MISSING : row.drgName === null ? row.drg : `${row.drg} ${row.drgName}`
  return (
    <div className="form-wide case-taken" data-testid="case-taken">
      <p className="muted panel-note">{t('item.figureTaken')}</p>
      <dl className="facts">
        <div>
          <dt>{t('case.drg')}</dt>
          <dd>{group}</dd>
        </div>
        <div>
          <dt>{t('item.month')}</dt>
          <dd>{row.period}</dd>
        </div>
        <div>
          <dt>{t('case.los')}</dt>
          <dd>{row.los === null ? MISSING : t('case.losDays', { n: row.los })}</dd>
        </div>
        <div>
          <dt>{t('item.measure.charge')}</dt>
          <dd>
            <Money amount={row.charge} />
          </dd>
        </div>
        <div>
          <dt>{t('common.withUnit', { label: t('case.standard'), unit: t('unit.yuan') })}</dt>
          <dd>
            <Money yuan={row.standard} reason={unpriced} />
          </dd>
        </div>
        <div>
          <dt>{t('item.measure.surplus-b1')}</dt>
          <dd>
            <Money yuan={row.surplusB1} reason={unpriced} />
          </dd>
        </div>
        <div>
          <dt>{t('item.measure.surplus-b3')}</dt>
          <dd>
            <Money yuan={row.surplusB3} reason={row.cost === null ? t('missing.cost') : unpriced} />
          </dd>
        </div>
      </dl>
    </div>
  )
}
