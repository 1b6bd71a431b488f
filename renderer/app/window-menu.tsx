import { MoonOutlined, PrinterOutlined, SearchOutlined, SunOutlined } from '@ant-design/icons'
import { Button, Dropdown, Tooltip } from 'antd'
import { openPalette } from './palette-signal.ts'
import { THEME_CHOICES, usePreferences } from './preferences.tsx'
import { printPage } from './print.ts'
import { useText } from './text.tsx'

/** Search, print, language and theme: what belongs to the window and not to the data. */
export function WindowMenu({ search = true, print = false }: { readonly search?: boolean; readonly print?: boolean }) {
  const { t } = useText()
  const { language, theme, dark, setLanguage, setTheme } = usePreferences()
  return (
    <div className="window-menu">
      {search && (
        <Tooltip title={t('menu.palette')}>
          <Button
            type="text"
            icon={<SearchOutlined />}
            onClick={openPalette}
            aria-label={t('menu.palette')}
            data-testid="open-palette"
          />
        </Tooltip>
      )}
      {print && (
        <Tooltip title={t('print.button')}>
          <Button
            type="text"
            icon={<PrinterOutlined />}
            onClick={() => void printPage()}
            aria-label={t('print.button')}
            data-testid="print"
          />
        </Tooltip>
      )}
      <Tooltip title={t('menu.language')}>
        <Button
          type="text"
          onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
          aria-label={t('menu.language')}
          data-testid="toggle-language"
        >
          {t('menu.languageShort')}
        </Button>
      </Tooltip>
      <Dropdown
        trigger={['click']}
        menu={{
          selectable: true,
          selectedKeys: [theme],
          items: THEME_CHOICES.map((choice) => ({
            key: choice,
            label: t(`menu.theme.${choice}`),
            onClick: () => setTheme(choice),
          })),
        }}
      >
        <Button
          type="text"
          icon={dark ? <MoonOutlined /> : <SunOutlined />}
          aria-label={t('menu.theme')}
          title={t('menu.theme')}
          data-testid="theme-menu"
        />
      </Dropdown>
    </div>
  )
}
