import { useText } from '#renderer/app/text.tsx'

/** A count or rate with what it is a part of; as a button it opens the cases behind it. */
export function CountTile({
  id,
  label,
  value,
  foot,
  negative = false,
  onOpen,
}: {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly foot: string
  readonly negative?: boolean
  readonly onOpen: () => void
}) {
  const { t } = useText()
  return (
    <button
      type="button"
      className="tile"
      onClick={onOpen}
      aria-label={t('common.labelled', { label, value })}
      data-testid={`tile-${id}`}
    >
      <span className="tile-label">
        <span className="tile-name">{label}</span>
      </span>
      <span className="tile-value">
        <span className={negative ? 'num negative' : 'num'} data-testid="tile-value">
          {value}
        </span>
      </span>
      <span className="tile-foot tile-n">{foot}</span>
    </button>
  )
}
