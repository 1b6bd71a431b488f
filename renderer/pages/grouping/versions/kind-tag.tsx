import { Tag, Tooltip } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import type { SchemeKind } from '#shared/domain/grouping.ts'

/** Which of the two ways of grouping a scheme is for. */
export function KindTag({ kind }: { readonly kind: SchemeKind }) {
  const { t } = useText()
  return (
    <Tooltip title={t(`kind.${kind}.hint`)}>
      <Tag className={`kind-tag kind-${kind}`}>{t(`kind.${kind}`)}</Tag>
    </Tooltip>
  )
}
