import { Button } from 'antd'
import { useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { ReturnItem } from '#shared/contract/sync.ts'
import type { ItemStart } from './drafts.ts'
import { ItemDrawer } from './item-drawer.tsx'
import { ItemStateTag } from './item-table.tsx'
import { answerWords, contentWords } from './item-words.ts'

const KINDS = ['explanations', 'reviews', 'code_corrections'] as const

/** What was written about a case for the finance office, and the buttons to write more. */
export function CaseItems({ caseNo }: { readonly caseNo: string }) {
  const { t } = useText()
  const { readOnly } = useBook()
  const items = useCall('items.list', { caseNo }).data ?? []
  const [start, setStart] = useState<ItemStart | null>(null)
  const [item, setItem] = useState<ReturnItem | null>(null)
  return (
    <section className="panel" data-testid="case-items">
      <header>
        <h2>{t('item.ofCase')}</h2>
        <span className="panel-actions">
          {KINDS.map((kind) => (
            <Button
              key={kind}
              size="small"
              disabled={readOnly}
              onClick={() => setStart({ kind, caseNo, group: null, period: null })}
              data-testid={`case-new-${kind}`}
            >
              {t(`item.new.${kind}`)}
            </Button>
          ))}
        </span>
      </header>
      {items.length === 0 ? (
        <p className="muted">{t('item.ofCaseNone')}</p>
      ) : (
        <ul className="plain-list">
          {items.map((one) => (
            <li key={one.id} className="case-item">
              <button type="button" className="open-number" onClick={() => setItem(one)}>
                {t('common.labelled', { label: t(`sync.table.${one.kind}`), value: contentWords(t, one) })}
              </button>
              <span>
                <ItemStateTag item={one} />
              </span>
              {one.answers[0] !== undefined && <span className="muted">{answerWords(t, one.answers[0])}</span>}
            </li>
          ))}
        </ul>
      )}
      {start !== null && <ItemDrawer start={start} onClose={() => setStart(null)} />}
      {item !== null && <ItemDrawer item={item} onClose={() => setItem(null)} />}
    </section>
  )
}
