import { App as AntdApp, ConfigProvider, type ThemeConfig, theme } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { type ReactNode, useMemo } from 'react'
import { usePreferences } from './preferences.tsx'

/** Fonts that hospital PCs have; nothing is fetched. */
export const FONTS =
  '"Segoe UI", "Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif'

function antdTheme(dark: boolean, still: boolean): ThemeConfig {
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: dark ? '#4a9fd4' : '#1d5f8a',
      colorBgContainer: dark ? '#1b2027' : '#ffffff',
      colorBgElevated: dark ? '#232a33' : '#ffffff',
      colorBgLayout: dark ? '#14181d' : '#f4f5f7',
      colorError: dark ? '#ff7b6b' : '#bf2a1d',
      colorLink: dark ? '#6cb6e4' : '#1d5f8a',
      borderRadius: 4,
      fontSize: 13,
      controlHeight: 28,
      controlHeightSM: 24,
      paddingContentHorizontal: 12,
      paddingLG: 16,
      fontFamily: FONTS,
      motion: !still,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
      wireframe: false,
    },
    components: {
      Table: { cellPaddingBlockSM: 5, cellPaddingInlineSM: 8 },
      Drawer: { paddingLG: 16 },
      Tabs: { horizontalMargin: '0' },
    },
  }
}

export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const { language, dark, still } = usePreferences()
  const config = useMemo(() => antdTheme(dark, still), [dark, still])
  return (
    <ConfigProvider
      theme={config}
      locale={language === 'zh' ? zhCN : enUS}
      componentSize="middle"
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <AntdApp className="kh-root">{children}</AntdApp>
    </ConfigProvider>
  )
}
