import { Tag } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { CostTags } from '#renderer/components/cost-tags.tsx'
import type { MethodOutlook } from '#shared/contract/costing.ts'

/** What each method can say with the data there is, and what it lacks. */
export function Outlook({ methods }: { readonly methods: readonly MethodOutlook[] }) {
  const { t, say } = useText()
  return (
    <section className="panel" data-testid="outlook">
      <header>
        <h2>{t('run.outlook', { n: methods.filter(({ possible }) => possible).length })}</h2>
      </header>
      <ul className="outlook">
        {methods.map((outlook) => (
          <li key={outlook.method}>
            <span>
              {outlook.possible ? <CostTags tag={outlook} /> : <Tag>{t(`costing.method.${outlook.method}`)}</Tag>}
            </span>
            <span className="muted">
              {outlook.reasons.length > 0
                ? outlook.reasons.map(say).join(t('run.reasonsJoin'))
                : outlook.possible
                  ? t('run.outlookFull')
                  : t('run.outlookImpossible')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
