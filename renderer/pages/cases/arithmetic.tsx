import { useText } from '#renderer/app/text.tsx'
import { NumberText } from '#renderer/components/number.tsx'
import type { ArithmeticStep } from '#shared/contract/figures.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import { formatDecimal } from '#shared/format/decimal.ts'
import { formatYuan } from '#shared/format/money.ts'

/** The settlement line by line: what was computed, with its numbers, by which rule. */
export function Arithmetic({ steps }: { readonly steps: readonly ArithmeticStep[] }) {
  const { t, say } = useText()
  return (
    <section className="panel" data-testid="case-arithmetic">
      <header>
        <h2>{t('case.arithmetic')}</h2>
      </header>
      {steps.length === 0 ? (
        <p className="muted">{t('case.arithmeticNone')}</p>
      ) : (
        <ol className="arithmetic">
          {steps.map((step, index) => (
            <li key={step.id} data-testid={`step-${step.id}`}>
              <span className="step-label">{say(step.label)}</span>
              <code className="formula">{step.formula}</code>
              <span className="step-value">
                <NumberText text={stepText(step)} negative={step.value.startsWith('-')} />{' '}
                <span className="muted">{t(`unit.${unitWord(step.unit)}`)}</span>
              </span>
              {/* Lines that follow one source say it once, under the last of them. */}
              {steps[index + 1]?.source.zh !== step.source.zh && (
                <span className="step-source muted">{say(step.source)}</span>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function stepText({ value, unit }: ArithmeticStep): string {
  switch (unit) {
    case 'yuan':
      return formatYuan(value, 'yuan')
    case 'days':
      return formatDecimal(value, 0)
    case 'ratio': // 倍率: a multiple of the standard, as the policy's bands are written
    case 'weight':
    case 'points':
    case 'yuan-per-point':
      return formatDecimal(value, 4)
    default:
      return assertNever(unit)
  }
}

const unitWord = (unit: ArithmeticStep['unit']): 'yuan' | 'points' | 'yuan-per-point' | 'days' | 'none' =>
  unit === 'ratio' || unit === 'weight' ? 'none' : unit
