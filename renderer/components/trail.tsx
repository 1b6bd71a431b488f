import { CheckOutlined, CloseOutlined } from '@ant-design/icons'
import { useText } from '#renderer/app/text.tsx'
import type { TrailLevel, TrailStep } from '#shared/domain/grouping.ts'

/** The steps of a grouping in the order they were tried, held or not, with the engine's reasons. */
export function Trail({ steps }: { readonly steps: readonly TrailStep[] }) {
  if (steps.length === 0) return null
  return (
    <ol className="trail" data-testid="case-trail">
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the trail is a fixed sequence; a code may be tried twice
        <Step key={index} step={step} />
      ))}
    </ol>
  )
}

/** Their codes name a field, a class or a criterion of the program; the reason says it in words. */
const INTERNAL: readonly TrailLevel[] = ['check', 'operations', 'choose']

function Step({ step }: { readonly step: TrailStep }) {
  const { t, say } = useText()
  return (
    <li className={step.held ? 'held' : 'failed'}>
      {step.held ? <CheckOutlined aria-label={t('case.held')} /> : <CloseOutlined aria-label={t('case.failed')} />}
      <span className="trail-level">{t(`case.level.${step.level}`)}</span>
      <span className="trail-code">
        {INTERNAL.includes(step.level) ? null : <code>{step.code}</code>} {step.name}
      </span>
      <span className="muted">{say(step.reason)}</span>
    </li>
  )
}
