import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { callValue } from '#renderer/data/call.ts'
import { runJob } from '#renderer/data/jobs.ts'
import { useCore } from '#renderer/data/provider.tsx'
import { useBook } from './book.tsx'

/** Long enough for the first page to be read and shown before the disk is busy. */
const AFTER_MS = 4_000

/** Backs the book up once a day, some seconds after it was opened. Silent: the backup page tells of a failure. */
export function DailyBackup() {
  const { bridge, jobs } = useCore()
  const client = useQueryClient()
  const { path, demonstration, readOnly, cases, chargeLines } = useBook()
  const wanted = !demonstration && !readOnly && (cases > 0 || chargeLines > 0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each book that is opened
  useEffect(() => {
    if (!wanted) return
    const backUp = async (): Promise<void> => {
      const { due } = await callValue(bridge, 'backups.list', {})
      if (due) await runJob(bridge, jobs, 'backups.create', { reason: 'daily' })
    }
    const tell = (): void => void client.invalidateQueries({ queryKey: ['backups.list'] })
    const timer = setTimeout(() => void backUp().catch(tell), AFTER_MS)
    return () => clearTimeout(timer)
  }, [path])
  return null
}
