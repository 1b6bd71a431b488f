import { useCallback, useMemo, useState } from 'react'
import { problemOf } from '#renderer/data/call.ts'
import { runJob } from '#renderer/data/jobs.ts'
import { useCore } from '#renderer/data/provider.tsx'
import { type OfferedFile, useOfferFile } from '#renderer/data/use-file.ts'
import { useJobs } from '#renderer/data/use-job.ts'
import type { Job } from '#shared/contract/jobs.ts'
import type { PackageEntry, PackagePreview } from '#shared/contract/sync.ts'
import type { Problem } from '#shared/domain/problem.ts'

export interface PreviewStage {
  readonly step: 'preview'
  readonly file: OfferedFile
  readonly preview: PackagePreview
  /** A person confirmed that its sender starts a new chain of numbers. */
  readonly newChain: boolean
}

export interface RefusedStage {
  readonly step: 'refused'
  readonly name: string
  /** Null: not even handed over. */
  readonly file: OfferedFile | null
  readonly problem: Problem
}

type Stage =
  | { readonly step: 'choose' }
  | { readonly step: 'verifying'; readonly name: string }
  | PreviewStage
  | RefusedStage
  | { readonly step: 'applied'; readonly entry: PackageEntry }

export interface PackageFlow {
  readonly stage: Stage
  /** The verification or application under way. */
  readonly job: Job | null
  readonly applying: boolean
  /** Why the package that lies open was not applied. */
  readonly problem: Problem | null
  begin(file: File): Promise<void>
  verify(file: OfferedFile, newChain: boolean): Promise<void>
  apply(repeatedLines: boolean): Promise<void>
  reset(): void
}

/** The way of one package: verified whole, looked at, applied in one step or left; until then the book is as it was. */
export function usePackageFlow(): PackageFlow {
  const { bridge, jobs } = useCore()
  const offer = useOfferFile()
  const all = useJobs()
  const [stage, setStage] = useState<Stage>({ step: 'choose' })
  const [problem, setProblem] = useState<Problem | null>(null)
  const [jobId, setJobId] = useState<string | null>(null)
  const [applying, setApplying] = useState(false)

  const verify = useCallback(
    async (file: OfferedFile, newChain: boolean) => {
      const { name } = file
      setProblem(null)
      setStage({ step: 'verifying', name })
      try {
        const preview = await runJob(bridge, jobs, 'sync.preview', { ...file, newChain }, setJobId)
        setStage({ step: 'preview', file, preview, newChain })
      } catch (error) {
        const found = problemOf(error)
        setStage(found.code === 'cancelled' ? { step: 'choose' } : { step: 'refused', name, file, problem: found })
      } finally {
        setJobId(null)
      }
    },
    [bridge, jobs],
  )

  const begin = useCallback(
    async (file: File) => {
      setStage({ step: 'verifying', name: file.name })
      try {
        await verify(await offer(file), false)
      } catch (error) {
        setStage({ step: 'refused', name: file.name, file: null, problem: problemOf(error) })
      }
    },
    [offer, verify],
  )

  const apply = useCallback(
    async (repeatedLines: boolean) => {
      if (stage.step !== 'preview') return
      const { file, newChain, preview } = stage
      setProblem(null)
      setApplying(true)
      try {
        const request = { ...file, newChain, packageId: preview.packageId, repeatedLines }
        setStage({ step: 'applied', entry: await runJob(bridge, jobs, 'sync.apply', request, setJobId) })
      } catch (error) {
        const found = problemOf(error)
        if (found.code !== 'cancelled') setProblem(found)
      } finally {
        setApplying(false)
        setJobId(null)
      }
    },
    [bridge, jobs, stage],
  )

  return useMemo(
    () => ({
      stage,
      job: all.find((job) => job.id === jobId) ?? null,
      applying,
      problem,
      begin,
      verify,
      apply,
      reset: () => {
        setProblem(null)
        setStage({ step: 'choose' })
      },
    }),
    [stage, all, jobId, applying, problem, begin, verify, apply],
  )
}
