import { useEffect, useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import { useCall } from '#renderer/data/use-call.ts'
import { useCommand } from '#renderer/data/use-command.ts'
import { rowLabel } from '#renderer/pages/surplus/row-slice.ts'
import { PAGE_GROUPS } from './pages.ts'
import { usePreferences } from './preferences.tsx'
import { useText } from './text.tsx'
import { useGo } from './use-filters.ts'

export interface PaletteEntry {
  readonly id: string
  readonly kind: 'page' | 'view' | 'group' | 'case' | 'command'
  readonly label: string
  readonly hint?: string
  run(): void
}

const MAX_GROUPS = 8
const MAX_CASES = 5
const TYPING_MS = 150

/** What fits the text: pages and commands by name, groups by code or name, cases as the core finds them. */
export function usePaletteEntries(text: string): readonly PaletteEntry[] {
  const { t } = useText()
  const go = useGo()
  const navigate = useNavigate()
  const { language, dark, setLanguage, setTheme } = usePreferences()
  const { run: closeBook } = useCommand('book.close')
  const wanted = useSettled(text)
  const groups = useCall('surplus.table', { slice: {}, by: 'drg', basis: 'B1' }, text !== '').data
  const found = useCall('cases.page', { slice: { text: wanted }, offset: 0, limit: MAX_CASES }, wanted.length >= 2)

  const fixed = useMemo<readonly PaletteEntry[]>(
    () => [
      ...PAGE_GROUPS.flatMap((group) =>
        group.pages.map(
          (page): PaletteEntry => ({
            id: page.path,
            kind: 'page',
            label: t(`nav.${page.id}`),
            run: () => go.toPage(page.path),
          }),
        ),
      ),
      {
        id: 'import',
        kind: 'command',
        label: t('palette.import'),
        run: () => go.toPage('/data', { tab: 'import' }),
      },
      { id: 'months', kind: 'command', label: t('palette.months'), run: () => go.toPage('/data', { tab: 'months' }) },
      {
        id: 'backups',
        kind: 'command',
        label: t('palette.backups'),
        run: () => go.toPage('/data', { tab: 'backups' }),
      },
      { id: 'audit', kind: 'command', label: t('palette.audit'), run: () => go.toPage('/data', { tab: 'audit' }) },
      {
        id: 'costing-run',
        kind: 'command',
        label: t('palette.costingRun'),
        run: () => go.toPage('/costing', { tab: 'run' }),
      },
      {
        id: 'costing-statement',
        kind: 'command',
        label: t('palette.costingStatement'),
        run: () => go.toPage('/costing', { tab: 'statement' }),
      },
      {
        id: 'open-package',
        kind: 'command',
        label: t('palette.openPackage'),
        run: () => go.toPage('/sync', { tab: 'inbox' }),
      },
      {
        id: 'write-return',
        kind: 'command',
        label: t('palette.writeReturn'),
        run: () => go.toPage('/sync', { tab: 'outbox' }),
      },
      {
        id: 'language',
        kind: 'command',
        label: t('menu.language'),
        run: () => setLanguage(language === 'zh' ? 'en' : 'zh'),
      },
      {
        id: 'theme',
        kind: 'command',
        label: t('common.labelled', {
          label: t('menu.theme'),
          value: dark ? t('menu.theme.light') : t('menu.theme.dark'),
        }),
        run: () => setTheme(dark ? 'light' : 'dark'),
      },
      { id: 'close', kind: 'command', label: t('palette.closeBook'), run: () => void closeBook({}) },
    ],
    [t, go, language, dark, setLanguage, setTheme, closeBook],
  )

  const views = useCall('views.list', {}).data
  const viewEntries = useMemo<readonly PaletteEntry[]>(
    () =>
      (views ?? []).map(({ id, name, address }) => ({
        id: `view ${id}`,
        kind: 'view',
        label: name,
        run: () => void navigate(address),
      })),
    [views, navigate],
  )

  return useMemo(() => {
    const needle = text.toLowerCase()
    const fits = (label: string): boolean => label.toLowerCase().includes(needle)
    const entries = [...viewEntries, ...fixed].filter((entry) => needle === '' || fits(entry.label))
    if (needle === '') return entries
    const groupEntries = (groups?.rows ?? [])
      .filter((row) => fits(rowLabel(row, 'drg')))
      .slice(0, MAX_GROUPS)
      .map(
        (row): PaletteEntry => ({
          id: `group ${row.key}`,
          kind: 'group',
          label: rowLabel(row, 'drg'),
          hint: t('n.cases', { n: row.n }),
          run: () => go.toCases({ drg: row.key }),
        }),
      )
    const cases = wanted === text ? (found.data?.rows ?? []) : []
    const caseEntries = cases.map(
      (row): PaletteEntry => ({
        id: `case ${row.caseNo}`,
        kind: 'case',
        label: row.caseNo,
        hint: row.principalDxName ?? row.drgName ?? row.period,
        run: () => go.toCase(row.caseNo, { text: row.caseNo }),
      }),
    )
    return [...entries, ...groupEntries, ...(wanted.length >= 2 ? caseEntries : [])]
  }, [fixed, viewEntries, found.data, go, groups, t, text, wanted])
}

/** The text once typing has paused, so that not every key asks the core. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
