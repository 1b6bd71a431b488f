import { useCallback, useMemo, useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { callValue, problemOf } from '#renderer/data/call.ts'
import { runJob } from '#renderer/data/jobs.ts'
import { useCore } from '#renderer/data/provider.tsx'
import { type OfferedFile, useOfferFile } from '#renderer/data/use-file.ts'
import { useJobs } from '#renderer/data/use-job.ts'
import type { Job } from '#shared/contract/jobs.ts'
import type { Problem } from '#shared/domain/problem.ts'
import type { RecogniseStage, Recognition, Source, Stage } from './flow-stage.ts'
import { completeOnly, holdsPolicy, holdsScheme, refusedScheme, routeOf } from './mapping.ts'
import { holdsTemplate, readTemplate } from './template-text.ts'

export interface ImportFlow {
  readonly stage: Stage
  readonly problem: Problem | null
  /** The check or commit under way. */
  readonly job: Job | null
  readonly busy: boolean
  begin(file: File): Promise<void>
  /** A file that the core reads where it lies. */
  beginAt(file: OfferedFile): Promise<void>
  /** A table from a spreadsheet, or a template as text. */
  paste(text: string): Promise<void>
  /** Adds a scheme file once more, with corrections that its load report offered. */
  correct(file: OfferedFile, corrections: readonly string[]): Promise<void>
  recognise(recognition: Recognition): Promise<void>
  setTemplate(template: RecogniseStage['template']): void
  preview(): Promise<void>
  backToMapping(): void
  commit(skipRejected: boolean): Promise<void>
  reset(): void
  clearProblem(): void
}

const CHOOSE: Stage = { step: 'choose' }

/** The way of one file from the person's hand into the book; each step can be gone back on until the commit. */
export function useImportFlow(): ImportFlow {
  const { bridge, jobs } = useCore()
  const { t, say } = useText()
  const offer = useOfferFile()
  const all = useJobs()
  const [stage, setStage] = useState<Stage>(CHOOSE)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [jobId, setJobId] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  /** Runs one step; a problem or a cancel leaves the stage that `otherwise` says (by default where it was). */
  const attempt = useCallback(async (step: () => Promise<Stage>, otherwise?: () => Stage) => {
    setProblem(null)
    setJobId(null)
    setBusy(true)
    try {
      setStage(await step())
    } catch (error) {
      const found = problemOf(error)
      if (found.code !== 'cancelled') setProblem(found)
      if (otherwise !== undefined) setStage(otherwise())
    } finally {
      setBusy(false)
      setJobId(null)
    }
  }, [])

  const inspect = useCallback(
    async (file: OfferedFile, recognition: Recognition): Promise<RecogniseStage> => {
      const { path, name } = file
      const inspection = await callValue(bridge, 'imports.inspect', { path, name, ...recognition })
      return { step: 'recognise', file, recognition, inspection, template: inspection.template }
    },
    [bridge],
  )

  const addScheme = useCallback(
    async ({ path, name }: OfferedFile, corrections: readonly string[] = []): Promise<Stage> => {
      const request = { path, name, corrections: [...corrections] }
      const scheme = await runJob(bridge, jobs, 'schemes.add', request, setJobId)
      return { step: 'added', kind: 'scheme', file: { path, name }, scheme }
    },
    [bridge, jobs],
  )

  const addTemplate = useCallback(
    async (text: string): Promise<Stage> => {
      const { name, version } = await callValue(bridge, 'templates.save', { template: readTemplate(text) })
      return { step: 'added', kind: 'template', name, version }
    },
    [bridge],
  )

  const addPolicy = useCallback(
    async ({ path, name }: OfferedFile): Promise<Stage> => {
      const added = await callValue(bridge, 'policies.add', { path, name })
      return { step: 'added', kind: 'policy', name: say(added.name) }
    },
    [bridge, say],
  )

  /** A table, or a workbook that turns out to be a scheme or a policy; one that is refused can be told what it is. */
  const takeTable = useCallback(
    (name: string, find: () => Promise<{ readonly file: OfferedFile; readonly recognition: Recognition }>) => {
      let refused: Stage = CHOOSE
      setStage({ step: 'inspecting', name })
      return attempt(
        async () => {
          const { file, recognition } = await find()
          refused = { step: 'refused', file, recognition }
          const recognised = await inspect(file, recognition).catch((error: unknown) => {
            if (!refusedScheme(problemOf(error))) throw error
            return null
          })
          const sheets = recognised?.inspection.format.sheets
          if (holdsPolicy(sheets)) {
            refused = CHOOSE
            return addPolicy(file)
          }
          if (recognised !== null && !holdsScheme(sheets)) return recognised
          refused = CHOOSE
          return addScheme(file)
        },
        () => refused,
      )
    },
    [addPolicy, addScheme, attempt, inspect],
  )

  const begin = useCallback(
    (file: File) => {
      const route = routeOf(file.name)
      if (route === 'table') return takeTable(file.name, async () => ({ file: await offer(file), recognition: {} }))
      setStage({ step: 'inspecting', name: file.name })
      return attempt(
        async () => {
          if (route === 'scheme') return addScheme(await offer(file))
          const text = await file.text()
          if (holdsTemplate(text)) return addTemplate(text)
          return addPolicy(await offer(file))
        },
        () => CHOOSE,
      )
    },
    [addPolicy, addScheme, addTemplate, attempt, offer, takeTable],
  )

  const beginAt = useCallback(
    (file: OfferedFile) => takeTable(file.name, async () => ({ file, recognition: {} })),
    [takeTable],
  )

  const paste = useCallback(
    (text: string) => {
      if (holdsTemplate(text)) {
        return attempt(
          () => addTemplate(text),
          () => CHOOSE,
        )
      }
      const name = t('paste.name')
      return takeTable(name, async () => {
        const { path, format } = await callValue(bridge, 'imports.paste', { text })
        return { file: { path, name }, recognition: format === undefined ? {} : { format } }
      })
    },
    [addTemplate, attempt, bridge, t, takeTable],
  )

  const correct = useCallback(
    async (file: OfferedFile, corrections: readonly string[]) => {
      setStage({ step: 'inspecting', name: file.name })
      await attempt(
        () => addScheme(file, corrections),
        () => stage,
      )
    },
    [addScheme, attempt, stage],
  )

  const recognise = useCallback(
    async (recognition: Recognition) => {
      if (stage.step !== 'recognise' && stage.step !== 'refused') return
      await attempt(
        () => inspect(stage.file, recognition),
        () => (stage.step === 'refused' ? { ...stage, recognition } : stage),
      )
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
        source,
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
      beginAt,
      paste,
      correct,
      recognise,
      setTemplate: (template) => setStage((now) => (now.step === 'recognise' ? { ...now, template } : now)),
      preview,
      backToMapping: () => setStage((now) => (now.step === 'preview' ? now.from : now)),
      commit,
      reset: () => {
        setProblem(null)
        setStage(CHOOSE)
      },
      clearProblem: () => setProblem(null),
    }),
    [stage, problem, all, jobId, busy, begin, beginAt, paste, correct, recognise, preview, commit],
  )
}
