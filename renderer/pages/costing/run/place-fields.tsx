import { Select } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { Field } from './field.tsx'
import type { FieldsProps } from './settings-panel.tsx'

const AS_WRITTEN = ''

/** Performing departments of charge lines, and the cost center that books their work where it is called otherwise. */
export function PlaceFields({ config, settings, disabled, onChange }: FieldsProps) {
  const { t } = useText()
  const centers = settings.data.centers.map(({ center }) => center)
  const places = [...new Set([...settings.data.places, ...Object.keys(config.places)])].filter(
    (place) => !centers.includes(place),
  )
  if (places.length === 0) return <p className="muted">{t('run.placesNone')}</p>
  const set = (place: string, center: string): void => {
    const { [place]: _old, ...rest } = config.places
    onChange({ ...config, places: center === AS_WRITTEN ? rest : { ...rest, [place]: center } })
  }
  return (
    <div className="stack">
      <p className="muted panel-note">{t('run.placesWhat')}</p>
      <div className="settings-grid ratio-grid">
        {places.map((place) => (
          <Field key={place} label={place}>
            <Select
              showSearch
              value={config.places[place] ?? AS_WRITTEN}
              onChange={(center: string) => set(place, center)}
              options={[
                { value: AS_WRITTEN, label: t('run.placeAsWritten') },
                ...centers.map((center) => ({ value: center, label: center })),
              ]}
              disabled={disabled}
              aria-label={t('run.placeOf', { place })}
            />
          </Field>
        ))}
      </div>
    </div>
  )
}
