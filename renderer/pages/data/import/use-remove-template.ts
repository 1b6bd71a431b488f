import { App } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { useCommand } from '#renderer/data/use-command.ts'
import type { Problem } from '#shared/domain/problem.ts'

/** Deletes a saved template, once asked about. */
export function useRemoveTemplate(): {
  ask(name: string, onDone: () => void): void
  readonly running: boolean
  readonly problem: Problem | null
  clear(): void
} {
  const { t } = useText()
  const { modal } = App.useApp()
  const remove = useCommand('templates.remove')
  return {
    ...remove,
    ask: (name, onDone) => {
      modal.confirm({
        title: t('import.template.remove'),
        content: t('import.template.removeConfirm', { name }),
        okText: t('import.template.remove'),
        cancelText: t('common.cancel'),
        okButtonProps: { danger: true },
        onOk: async () => {
          if ((await remove.run({ name })) !== null) onDone()
        },
      })
    },
  }
}
