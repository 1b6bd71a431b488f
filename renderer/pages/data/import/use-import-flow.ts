import { useCallback, useMemo, useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { callValue, problemOf } from '#renderer/data/call.ts'
import { runJob } from '#renderer/data/jobs.ts'
import { useCore } from '#renderer/data/provider.tsx'
import { type OfferedFile, useOfferFile } from '#renderer/data/use-file.ts'
import { useJobs } from '#renderer/data/use-job.ts'
import type { RequestOf, ValueOf } from '#shared/contract/contract.ts'
import type { AddedScheme } from '#shared/contract/grouping.ts'
import type { ImportTemplate } from '#shared/contract/imports.ts'
import type { Job } from '#shared/contract/jobs.ts'
import type { Problem } from '#shared/domain/problem.ts'
import { completeOnly, holdsScheme, refusedScheme, routeOf } from './mapping.ts'

type Source = RequestOf<'imports.inspect'>
type Format = NonNullable<Source['format']>
/** What a person changed about the recognition; the rest is recognised again. */
export interface Recognition {
  readonly kind?: NonNullable<Source['kind']>
  readonly format?: Format
  readonly templateName?: string
}

export interface RecogniseStage {
  readonly step: 'recognise'
  readonly file: OfferedFile
  readonly recognition: Recognition
  readonly inspection: ValueOf<'imports.inspect'>
  readonly template: ImportTemplate
}

export interface PreviewStage {
  readonly step: 'preview'
  readonly from: RecogniseStage
  readonly source: Source
  readonly preview: ValueOf<'imports.preview'>
}

export type AddedStage =
  | { readonly step: 'added'; readonly kind: 'scheme'; readonly file: OfferedFile; readonly scheme: AddedScheme }
  | { readonly step: 'added'; readonly kind: 'policy'; readonly name: string }

type Stage =
  | { readonly step: 'choose' }
  | { readonly step: 'inspecting'; readonly name: string }
  | RecogniseStage
  | PreviewStage
  | { readonly step: 'done'; readonly batch: ValueOf<'imports.commit'> }
  | AddedStage

export interface ImportFlow {
  readonly stage: Stage
  readonly problem: Problem | null
  /** The check or commit under way. */
  readonly job: Job | null
  readonly busy: boolean
  begin(file: File): Promise<void>
  /** Adds a scheme file once more, with corrections that its load report offered. */
  correct(file: OfferedFile, corrections: readonly string[]): Promise<void>
  recognise(recognition: Recognition): Promise<void>
  setTemplate(template: ImportTemplate): void
  preview(): Promise<void>
  backToMapping(): void
  commit(skipRejected: boolean): Promise<void>
  reset(): void
  clearProblem(): void
}

/** The way of one file from the person's hand into the book; each step can be gone back on until the commit. */
export function useImportFlow(): ImportFlow {
  const { bridge, jobs } = useCore()
  const { say } = useText()
  const offer = useOfferFile()
  const all = useJobs()
  const [stage, setStage] = useState<Stage>({ step: 'choose' })
  const [problem, setProblem] = useState<Problem | null>(null)
  const [jobId, setJobId] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  /** Runs one step; a problem or a cancel leaves the stage `otherwise` (by default where it was). */
  const attempt = useCallback(async (step: () => Promise<Stage>, otherwise?: Stage) => {
    setProblem(null)
    setJobId(null)
    setBusy(true)
    try {
      setStage(await step())
    } catch (error) {
      const found = problemOf(error)
      if (found.code !== 'cancelled') setProblem(found)
      if (otherwise !== undefined) setStage(otherwise)
    } finally {
      setBusy(false)
      setJobId(null)
    }
  }, [])

  const inspect = useCallback(
    async (file: OfferedFile, recognition: Recognition): Promise<RecogniseStage> => {
      const inspection = await callValue(bridge, 'imports.inspect', {
        path: file.path,
        name: file.name,
        ...recognition,
      })
      return { step: 'recognise', file, recognition, inspection, template: inspection.template }
    },
    [bridge],
  )

  const addScheme = useCallback(
    async (file: OfferedFile, corrections: readonly string[] = []): Promise<Stage> => {
      const scheme = await runJob(bridge, jobs, 'schemes.add', { ...file, corrections: [...corrections] }, setJobId)
      return { step: 'added', kind: 'scheme', file, scheme }
    },
    [bridge, jobs],
  )

  const begin = useCallback(
    (file: File) => {
      setStage({ step: 'inspecting', name: file.name })
      return attempt(
        async () => {
          const offered = await offer(file)
          const { path, name } = offered
          switch (routeOf(name)) {
            case 'scheme':
              return addScheme(offered)
            case 'policy': {
              const added = await callValue(bridge, 'policies.add', { path, name })
              return { step: 'added', kind: 'policy', name: say(added.name) }
            }
            case 'table': {
              const recognised = await inspect(offered, {}).catch((error: unknown) => {
                if (!refusedScheme(problemOf(error))) throw error
                return null
              })
              const isScheme = recognised === null || holdsScheme(recognised.inspection.format.sheets)
              return isScheme ? addScheme(offered) : recognised
            }
          }
        },
        { step: 'choose' },
      )
    },
    [addScheme, attempt, bridge, inspect, offer, say],
  )

  const correct = useCallback(
    async (file: OfferedFile, corrections: readonly string[]) => {
      setStage({ step: 'inspecting', name: file.name })
      await attempt(() => addScheme(file, corrections), stage)
    },
    [addScheme, attempt, stage],
  )

  const recognise = useCallback(
    async (recognition: Recognition) => {
      if (stage.step === 'recognise') await attempt(() => inspect(stage.file, recognition))
    },
    [attempt, inspect, stage],
  )

  const preview = useCallback(async () => {
    if (stage.step !== 'recognise') return
    const { file, inspection, recognition, template } = stage
    const source: Source = {
      path: file.path,
      name: file.name,
      kind: inspection.kind,
      template: completeOnly(template),
      ...(recognition.format === undefined ? {} : { format: recognition.format }),
    }
    await attempt(async () => ({
      step: 'preview',
      from: stage,
      source,
      preview: await runJob(bridge, jobs, 'imports.preview', source, setJobId),
    }))
  }, [attempt, bridge, jobs, stage])

  const commit = useCallback(
    async (skipRejected: boolean) => {
      if (stage.step !== 'preview') return
      const { source } = stage
      await attempt(async () => ({
        step: 'done',
        batch: await runJob(bridge, jobs, 'imports.commit', { source, skipRejected }, setJobId),
      }))
    },
    [attempt, bridge, jobs, stage],
  )

  return useMemo(
    () => ({
      stage,
      problem,
      job: all.find((job) => job.id === jobId) ?? null,
      busy,
      begin,
      correct,
      recognise,
      setTemplate: (template) => setStage((now) => (now.step === 'recognise' ? { ...now, template } : now)),
      preview,
      backToMapping: () => setStage((now) => (now.step === 'preview' ? now.from : now)),
      commit,
      reset: () => {
        setProblem(null)
        setStage({ step: 'choose' })
      },
      clearProblem: () => setProblem(null),
    }),
    [stage, problem, all, jobId, busy, begin, correct, recognise, preview, commit],
  )
}
