import { Checkbox } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import type { ImportTemplate, Inspection } from '#shared/contract/imports.ts'
import { sampleOf, withSource } from './mapping.ts'
import { SourceEditor } from './source-editor.tsx'

/** Canonical column by canonical column: where it comes from and what the first rows then hold. */
export function MappingTable({
  inspection,
  template,
  onChange,
}: {
  readonly inspection: Inspection
  readonly template: ImportTemplate
  readonly onChange: (template: ImportTemplate) => void
}) {
  const { t, say } = useText()
  const [onlyMapped, setOnlyMapped] = useState(false)
  const shown = onlyMapped
    ? inspection.columns.filter((column) => column.required || template.columns[column.name] !== undefined)
    : inspection.columns
  return (
    <section className="panel" data-testid="mapping">
      <header>
        <h2>{t('mapping.title')}</h2>
        <Checkbox checked={onlyMapped} onChange={(event) => setOnlyMapped(event.target.checked)}>
          {t('mapping.onlyMapped')}
        </Checkbox>
      </header>
      <div className="simple-table mapping-scroll">
        <table aria-label={t('mapping.title')}>
          <thead>
            <tr>
              <th scope="col">{t('mapping.target')}</th>
              <th scope="col">{t('mapping.source')}</th>
              <th scope="col">{t('mapping.sample')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((column) => {
              const source = template.columns[column.name]
              return (
                <tr key={column.name} data-testid={`map-${column.name}`}>
                  <td>
                    {say(column.label)}
                    {column.required && (
                      <span className="required" title={t('mapping.required')}>
                        *
                      </span>
                    )}{' '}
                    <code className="muted">{column.name}</code>
                  </td>
                  <td>
                    <SourceEditor
                      label={say(column.label)}
                      source={source}
                      header={inspection.header}
                      onChange={(next) => onChange(withSource(template, column.name, next))}
                    />
                  </td>
                  <td className="samples">{sampleOf(source, inspection).join(' · ')}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}
