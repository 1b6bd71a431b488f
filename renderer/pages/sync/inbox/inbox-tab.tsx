import { InboxOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useIncoming } from '#renderer/app/incoming.tsx'
import { useText } from '#renderer/app/text.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { Loading } from '#renderer/components/loading.tsx'
import { useFileChooser } from '#renderer/components/use-file-chooser.tsx'
import { Ready } from '../identity/ready.tsx'
import { Applied } from './applied.tsx'
import { PackagePreviewView } from './package-preview.tsx'
import { Refused } from './refused.tsx'
import { usePackageFlow } from './use-package-flow.ts'

/** 收件: a package is verified, shown, and only then applied. */
export function InboxTab() {
  return <Ready>{() => <Inbox />}</Ready>
}

function Inbox() {
  const { t } = useText()
  const flow = usePackageFlow()
  const { files, offer, take } = useIncoming('package')
  const { stage, begin } = flow
  const ready = stage.step === 'choose' || stage.step === 'applied'
  const first = files[0]

  useEffect(() => {
    if (!ready || first === undefined) return
    take()
    void begin(first)
  }, [ready, first, take, begin])

  // A new step begins at its top, not where the last one was scrolled to.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the step is what changes
  useEffect(() => {
    document.getElementById('main')?.scrollTo(0, 0)
  }, [stage.step])

  return (
    <div className="stack" data-testid="inbox">
      {(stage.step === 'preview' || stage.step === 'refused') && files.length > 0 && (
        <p className="muted">{t('inbox.queue', { n: files.length })}</p>
      )}
      {stage.step === 'verifying' && (
        <section className="panel">
          <p className="muted">{t('inbox.verifying', { name: stage.name })}</p>
          {flow.job === null ? <Loading rows={2} /> : <JobProgressView job={flow.job} />}
        </section>
      )}
      {stage.step === 'preview' && <PackagePreviewView stage={stage} flow={flow} />}
      {stage.step === 'refused' && <Refused stage={stage} flow={flow} />}
      {stage.step === 'applied' && <Applied entry={stage.entry} />}
      {(ready || stage.step === 'refused') && (
        <PackageDrop
          onFiles={(chosen) => {
            if (stage.step === 'refused') flow.reset()
            offer(chosen)
          }}
        />
      )}
    </div>
  )
}

function PackageDrop({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const { t } = useText()
  const { readOnly } = useBook()
  const { choose, input } = useFileChooser(onFiles, '.khpkg,.age,.zip', true)
  return (
    <div className="drop-zone" data-testid="package-drop">
      <EmptyState
        title={t('inbox.drop')}
        teach={readOnly ? t('app.readOnlyHint') : t('inbox.dropTeach')}
        icon={<InboxOutlined />}
      >
        {input}
        <Button type="primary" onClick={choose} disabled={readOnly} data-testid="choose-package">
          {t('inbox.choose')}
        </Button>
      </EmptyState>
    </div>
  )
}
