import { Fragment } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { type RulePart, splitRule } from './rule-parts.ts'

/** A rule in words, in which every list it names opens to its codes. */
export function RuleText({
  text,
  lists,
  onList,
}: {
  readonly text: string
  /** Lists known to be there; null: whatever the text names. */
  readonly lists: readonly string[] | null
  readonly onList: (list: string) => void
}) {
  const { t } = useText()
  const shown = (part: RulePart) =>
    part.list === null ? (
      part.text
    ) : (
      <button
        type="button"
        className="open-number list-name"
        onClick={() => onList(part.list ?? '')}
        title={t('list.open', { list: part.list })}
      >
        {part.text}
      </button>
    )
  return splitRule(text, lists).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence are a fixed sequence; one list may be named twice
    <Fragment key={index}>{shown(part)}</Fragment>
  ))
}
