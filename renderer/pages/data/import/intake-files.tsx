import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import type { OfferedFile } from '#renderer/data/use-file.ts'
import type { InboxFile } from '#shared/contract/imports.ts'
import { formatMoment } from '#shared/format/date.ts'
import { formatBytes } from '#shared/format/size.ts'

const SHOWN = 8

/** New files of the inbox, the newest first, each one click from being recognised. */
export function IntakeFiles({
  files,
  disabled,
  onTake,
}: {
  readonly files: readonly InboxFile[]
  readonly disabled: boolean
  readonly onTake: (file: OfferedFile) => void
}) {
  const { t } = useText()
  const [all, setAll] = useState(false)
  const shown = all ? files : files.slice(0, SHOWN)
  return (
    <>
      <p>{t('intake.files', { n: files.length })}</p>
      <div className="simple-table">
        <table aria-label={t('intake.title')} data-testid="intake-files">
          <thead>
            <tr>
              <th scope="col">{t('intake.file')}</th>
              <th scope="col" className="num-header">
                {t('intake.size')}
              </th>
              <th scope="col">{t('intake.modified')}</th>
              <th scope="col" aria-label={t('intake.take')} />
            </tr>
          </thead>
          <tbody>
            {shown.map(({ path, name, bytes, modifiedAt }) => (
              <tr key={path}>
                <td className="breakable">{name}</td>
                <td className="num-cell">{formatBytes(bytes)}</td>
                <td className="no-wrap">{formatMoment(modifiedAt)}</td>
                <td className="num-cell">
                  <Button
                    size="small"
                    disabled={disabled}
                    onClick={() => onTake({ path, name })}
                    data-testid={`take-${name}`}
                  >
                    {t('intake.take')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < files.length && (
        <Button type="link" size="small" onClick={() => setAll(true)}>
          {t('intake.more', { n: files.length })}
        </Button>
      )}
    </>
  )
}
