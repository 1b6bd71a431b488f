import { App, Button } from 'antd'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCopy } from '#renderer/components/use-copy.ts'
import { problemOf } from '#renderer/data/call.ts'
import { useCommand } from '#renderer/data/use-command.ts'
import { useDeliverFile } from '#renderer/data/use-file.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { useFreshCall } from '../use-fresh-call.ts'
import { fileNameOf } from './mapping.ts'
import { templateText } from './template-text.ts'
import { useRemoveTemplate } from './use-remove-template.ts'

/** Templates saved in this book, to be handed on or deleted; nothing while there are none. */
export function TemplatesPanel() {
  const { t, say } = useText()
  const { notification } = App.useApp()
  const { readOnly } = useBook()
  const copy = useCopy()
  const query = useFreshCall('templates.list', {})
  const remove = useRemoveTemplate()
  const write = useCommand('templates.export')
  const deliver = useDeliverFile()
  const exportFile = async (name: string): Promise<void> => {
    const written = await write.run({ name })
    if (written === null) return
    try {
      await deliver(written.value.path, fileNameOf(written.value.path))
    } catch (error) {
      notification.error({ title: say(problemOf(error).message) })
    }
  }
  const templates = query.data ?? []
  if (templates.length === 0) return null
  return (
    <section className="panel" data-testid="templates">
      <header>
        <h2>{t('templates.title')}</h2>
        <span className="muted panel-note">{t('templates.teach')}</span>
      </header>
      {remove.problem !== null && <ProblemAlert problem={remove.problem} onClose={remove.clear} />}
      {write.problem !== null && <ProblemAlert problem={write.problem} onClose={write.clear} />}
      <div className="simple-table">
        <table aria-label={t('templates.title')}>
          <thead>
            <tr>
              <th scope="col">{t('templates.name')}</th>
              <th scope="col">{t('import.kind')}</th>
              <th scope="col" className="num-header">
                {t('templates.version')}
              </th>
              <th scope="col" className="num-header">
                {t('templates.columns')}
              </th>
              <th scope="col" aria-label={t('templates.actions')} />
            </tr>
          </thead>
          <tbody>
            {templates.map((template) => (
              <tr key={template.name} data-testid={`template-${template.name}`}>
                <td className="breakable">{template.name}</td>
                <td>{t(`kind.${template.kind}`)}</td>
                <td className="num-cell">{template.version}</td>
                <td className="num-cell">{formatCount(Object.keys(template.columns).length)}</td>
                <td className="num-cell">
                  <Button
                    size="small"
                    type="link"
                    disabled={write.running}
                    onClick={() => void exportFile(template.name)}
                    data-testid={`export-template-${template.name}`}
                  >
                    {t('import.template.export')}
                  </Button>
                  <Button
                    size="small"
                    type="link"
                    onClick={() => copy(templateText(template), t('import.template.copied'))}
                  >
                    {t('import.template.copy')}
                  </Button>
                  <Button
                    size="small"
                    type="link"
                    disabled={readOnly || remove.running}
                    onClick={() => remove.ask(template.name, () => void query.refetch())}
                  >
                    {t('import.template.remove')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
