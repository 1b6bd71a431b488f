import { Skeleton } from 'antd'
import { useEffect, useState } from 'react'
import { useText } from '#renderer/app/text.tsx'

const QUIET_MS = 100

/** Nothing for the first tenth of a second, then a quiet skeleton. */
export function Loading({ rows = 6 }: { readonly rows?: number }) {
  const { t } = useText()
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), QUIET_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div role="status" aria-label={t('common.loading')} className="loading">
      {shown && <Skeleton active paragraph={{ rows }} title={false} />}
    </div>
  )
}
