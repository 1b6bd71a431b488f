import { Tooltip } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { BASIS_NAMES, type ComputedBasis } from '#shared/domain/surplus.ts'

/** Which basis a surplus is on; no surplus is shown without it. */
export function BasisTag({ basis }: { readonly basis: ComputedBasis }) {
  const { t, say } = useText()
  return (
    <Tooltip title={say(BASIS_NAMES[basis])}>
      <span className={`basis-tag basis-${basis}`}>{t(`basis.${basis}`)}</span>
    </Tooltip>
  )
}
