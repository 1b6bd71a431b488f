import { Checkbox, Tag } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { Trail } from '#renderer/components/trail.tsx'
import type { CaseDetail } from '#shared/contract/figures.ts'
import type { GroupingResult } from '#shared/domain/grouping.ts'
import { statusWord } from './columns.ts'

/** Why the case is in its group: every rule tried, held or not, with the engine's reason. */
export function GroupingPanel({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useText()
  const [withFailed, setWithFailed] = useState(false)
  const { grouping, officialGroup } = detail
  const steps = grouping?.trail?.steps ?? []
  const failed = steps.filter((step) => !step.held).length
  const shown = withFailed ? steps : steps.filter((step) => step.held)
  return (
    <section className="panel" data-testid="case-grouping">
      <header>
        <h2>{t('case.grouping')}</h2>
        {failed > 0 && (
          <Checkbox
            checked={withFailed}
            onChange={(event) => setWithFailed(event.target.checked)}
            data-testid="trail-failed"
          >
            {t('case.showFailed', { n: failed })}
          </Checkbox>
        )}
      </header>
      {grouping === null ? (
        <p className="muted">{t('case.groupingNone')}</p>
      ) : (
        <p>
          <Tag>{statusWord(t, grouping.result.status)}</Tag> <Above result={grouping.result} />
          <strong data-testid="case-drg">{grouping.result.drg}</strong>{' '}
          {grouping.source === 'official' && <span className="muted">{t('case.groupingOfficial')}</span>}
        </p>
      )}
      {officialGroup !== null && grouping?.source === 'scheme' && (
        <Official official={officialGroup} local={grouping.result.drg} />
      )}
      <Trail steps={shown} />
    </section>
  )
}

/** What lies above a DRG; a disease of a DIP directory has nothing above it. */
function Above({ result }: { readonly result: GroupingResult }) {
  return [result.mdc, result.adrg]
    .filter((code) => code !== '')
    .map((code) => (
      <span key={code}>
        <code>{code}</code> →{' '}
      </span>
    ))
}

function Official({ official, local }: { readonly official: string; readonly local: string }) {
  const { t } = useText()
  return official === local ? (
    <p className="muted">{t('case.officialSame', { group: official })}</p>
  ) : (
    <p className="negative">{t('case.officialDiffers', { official, local })}</p>
  )
}
