import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button, Drawer } from 'antd'
import { useCallback, useEffect } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { Async } from '#renderer/components/async.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { CaseView } from './case-view.tsx'

/** One case over the list: Esc closes, Alt+← and Alt+→ go to its neighbours in the list. */
export function CaseDrawer({
  caseNo,
  previous,
  next,
  onShow,
  onClose,
}: {
  readonly caseNo: string | null
  readonly previous: string | null
  readonly next: string | null
  readonly onShow: (caseNo: string) => void
  readonly onClose: () => void
}) {
  const { t } = useText()
  const open = caseNo !== null
  const step = useCallback(
    (to: string | null): void => {
      if (to !== null) onShow(to)
    },
    [onShow],
  )
  useEffect(() => {
    if (!open) return
    const onKey = (event: KeyboardEvent): void => {
      if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return
      event.preventDefault() // a browser would go back a page
      step(event.key === 'ArrowLeft' ? previous : next)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [open, previous, next, step])
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size="min(980px, 92vw)"
      title={caseNo === null ? '' : t('case.open', { caseNo })}
      closable={{ 'aria-label': t('common.close') }}
      destroyOnHidden
      data-testid="case-drawer"
      extra={
        <span className="drawer-steps">
          <Button
            size="small"
            icon={<LeftOutlined />}
            disabled={previous === null}
            onClick={() => step(previous)}
            data-testid="case-previous"
          >
            {t('case.previous')}
          </Button>
          <Button
            size="small"
            icon={<RightOutlined />}
            iconPlacement="end"
            disabled={next === null}
            onClick={() => step(next)}
            data-testid="case-next"
          >
            {t('case.next')}
          </Button>
        </span>
      }
    >
      {caseNo !== null && <CaseBody key={caseNo} caseNo={caseNo} />}
    </Drawer>
  )
}

function CaseBody({ caseNo }: { readonly caseNo: string }) {
  const query = useCall('cases.get', { caseNo })
  return (
    <Async query={query} rows={12}>
      {(detail) => <CaseView detail={detail} />}
    </Async>
  )
}
