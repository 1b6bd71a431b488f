import { Select } from 'antd'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { useCall } from '#renderer/data/use-call.ts'
import type { SchemeSummary } from '#shared/contract/book.ts'
import { schemeName } from './versions/scheme-name.ts'

/**
 * The scheme looked into, as the address keeps it; null: the one in force. A number that no scheme has counts as not said, and
 * while the schemes are not known the number is taken as it is.
 */
export function useChosenScheme(): {
  readonly id: number | null
  readonly scheme: SchemeSummary | null
  readonly schemes: readonly SchemeSummary[]
} {
  const [params] = useSearchParams()
  const schemes = useCall('schemes.list', {}).data
  const said = /^\d{1,9}$/.test(params.get('scheme') ?? '') ? Number(params.get('scheme')) : null
  const scheme = schemes?.find(({ id }) => id === said) ?? null
  return { id: schemes === undefined ? said : (scheme?.id ?? null), scheme, schemes: schemes ?? [] }
}

/** Chooses among all schemes of the book, whether they group any month or not. */
export function SchemePicker({ onPick }: { readonly onPick?: () => void }) {
  const { t } = useText()
  const { change } = useFilters()
  const { id, schemes } = useChosenScheme()
  const words = (scheme: SchemeSummary) => ({
    kind: t(`kind.${scheme.kind}`),
    code: scheme.code,
    name: schemeName(t, scheme, schemes),
  })
  return (
    <Select
      value={id === null ? '' : String(id)}
      onChange={(value: string) => {
        change({ scheme: value === '' ? null : value, at: null, list: null })
        onPick?.()
      }}
      options={[
        { value: '', label: t('picker.current') },
        ...schemes.map((scheme) => ({
          value: String(scheme.id),
          label: scheme.inForce ? t('picker.optionInForce', words(scheme)) : t('picker.option', words(scheme)),
        })),
      ]}
      aria-label={t('picker.label')}
      popupMatchSelectWidth={false}
      className="scheme-picker"
      data-testid="scheme-picker"
    />
  )
}

/** The scheme of a request: left out for the one in force. */
export const schemeRequest = (id: number | null): { readonly schemeId?: number } =>
  id === null ? {} : { schemeId: id }
