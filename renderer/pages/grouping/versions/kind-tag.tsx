import { Tag, Tooltip } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import type { SchemeKind } from '#shared/domain/grouping.ts'

const COLORS = { DRG: 'blue', DIP: 'purple' } as const satisfies Record<SchemeKind, string>

export function KindTag({ kind }: { readonly kind: SchemeKind }) {
  const { t } = useText()
  return (
    <Tooltip title={t(`kind.${kind}.hint`)}>
      <Tag color={COLORS[kind]}>{t(`kind.${kind}`)}</Tag>
    </Tooltip>
  )
}
