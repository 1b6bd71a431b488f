import { Input, Tooltip } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { useSetting } from '#renderer/data/use-setting.ts'

/** The longest name that the log takes. */
const LONGEST = 100

/** Who the log names from now on. */
export function OwnName() {
  const { t } = useText()
  const [saved, save] = useSetting('userName')
  const name = typeof saved === 'string' ? saved : ''
  return (
    <Tooltip title={t('audit.meHint')}>
      <span className="labelled">
        {t('audit.me')}
        <Input
          key={name}
          defaultValue={name}
          maxLength={LONGEST}
          placeholder={t('audit.mePlaceholder')}
          aria-label={t('audit.me')}
          onBlur={(event) => {
            const typed = event.target.value.trim()
            if (typed !== name) save(typed)
          }}
          onPressEnter={(event) => event.currentTarget.blur()}
          style={{ width: 130 }}
          data-testid="own-name"
        />
      </span>
    </Tooltip>
  )
}
