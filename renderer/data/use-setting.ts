import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { RequestOf } from '#shared/contract/contract.ts'
import { callValue } from './call.ts'
import { useCore } from './provider.tsx'
import { useCall } from './use-call.ts'

type SettingValue = RequestOf<'settings.set'>['value']
const SETTINGS_KEY = ['settings.get', {}]

/**
 * One remembered setting: its value (undefined until the settings are read or when it was never set) and a way to
 * change it, which shows at once and is written behind.
 */
export function useSetting(key: string): readonly [value: unknown, set: (value: SettingValue) => void] {
  const { bridge } = useCore()
  const client = useQueryClient()
  const settings = useCall('settings.get', {}).data
  const set = useCallback(
    (value: SettingValue) => {
      client.setQueryData(SETTINGS_KEY, (old: Readonly<Record<string, unknown>> | undefined) => ({
        ...old,
        [key]: value,
      }))
      callValue(bridge, 'settings.set', { key, value }).catch(() => {
        // Not worth interrupting anyone: the setting holds for this window and is asked again at the next start.
      })
    },
    [bridge, client, key],
  )
  return [settings?.[key], set]
}
