import { DownOutlined, RightOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { useSetting } from '#renderer/data/use-setting.ts'

/** Whether a picture is folded away to leave the room to the table below; remembered. */
export function useFolded(setting: string): readonly [open: boolean, setOpen: (open: boolean) => void] {
  const [folded, setFolded] = useSetting(setting)
  return [folded !== true, (open) => setFolded(!open)]
}

export function FoldButton({
  open,
  onChange,
  testId,
}: {
  readonly open: boolean
  readonly onChange: (open: boolean) => void
  readonly testId: string
}) {
  const { t } = useText()
  return (
    <Button
      size="small"
      type="text"
      icon={open ? <DownOutlined /> : <RightOutlined />}
      aria-expanded={open}
      onClick={() => onChange(!open)}
      data-testid={testId}
    >
      {t('common.chart')}
    </Button>
  )
}
