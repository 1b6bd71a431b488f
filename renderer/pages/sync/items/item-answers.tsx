import { Tag } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import type { ItemAnswer } from '#shared/contract/sync.ts'
import { formatMoment } from '#shared/format/date.ts'
import { answerWords } from './item-words.ts'

/** What the office said, newest first; one about an earlier version says so. */
export function ItemAnswers({ answers }: { readonly answers: readonly ItemAnswer[] }) {
  const { t } = useText()
  return (
    <section className="panel" data-testid="item-answers">
      <header>
        <h2>{t('answer.title')}</h2>
      </header>
      <ul className="plain-list">
        {answers.map((answer) => (
          <li key={answer.at} className={answer.current ? undefined : 'muted'}>
            <div className="item-standing">
              <strong>{answerWords(t, answer)}</strong>
              {!answer.current && <Tag>{t('answer.older')}</Tag>}
            </div>
            {answer.comment !== null && <p className="statement">{answer.comment}</p>}
            <p className="muted panel-note">
              {t('answer.by', { by: answer.decidedBy, at: formatMoment(answer.decidedAt) })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
