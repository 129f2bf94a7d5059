// 单据模板: every kind of paper with its templates, and the one that is in use; choosing one opens it in the editor.
import AddIcon from 'lucide-react/icons/plus'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Template } from '../../../shared/modules/documents/contract.ts'
import { paperKinds } from '../../../shared/modules/documents/rules.ts'
import { useLive } from '../../live.ts'
import { useMe } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Glyph } from '../../ui/Glyph.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { NewTemplate } from './NewTemplate.tsx'
import { TemplateEditor } from './TemplateEditor.tsx'
import './documents.css'

export function TemplatesScreen() {
  const { t } = useTranslation('documents')
  const me = useMe()
  const { data, error, again } = useLive('documents.templates', {})
  const [chosen, setChosen] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  const locked = me.joined && me.reach !== 'group'
  const now = data?.find((template) => template.id === chosen) ?? data?.find((template) => template.active) ?? data?.[0]
  const add = (
    <Button icon={AddIcon} size="small" disabled={locked} shortcut="mod+N" onPress={() => setAdding(true)}>
      {t('newTemplate')}
    </Button>
  )
  if (error && !data) return <Refused error={error} module="documents" onRetry={again} />
  if (!data) return <Loading />
  return (
    <div className="templates">
      <nav className="template-list" aria-label={t('title')}>
        <header>
          <h1>{t('title')}</h1>
          {add}
        </header>
        {paperKinds.map((kind) => (
          <section key={kind}>
            <h3 className="label">{t(`kinds.${kind}`)}</h3>
            {data
              .filter((template) => template.kind === kind)
              .map((template) => (
                <Line key={template.id} template={template} on={template.id === now?.id} onChoose={() => setChosen(template.id)} />
              ))}
            {data.every((template) => template.kind !== kind) && <p className="cap none">{t('noneOfKind')}</p>}
          </section>
        ))}
      </nav>
      {now ? <TemplateEditor key={now.id} id={now.id} locked={locked} /> : <Empty action={add}>{t('empty')}</Empty>}
      <NewTemplate open={adding} templates={data} onClose={() => setAdding(false)} onMade={setChosen} />
    </div>
  )
}

function Line({ template, on, onChoose }: { template: Template; on: boolean; onChoose: () => void }) {
  const { t } = useTranslation('documents')
  return (
    <button type="button" className={`template-line${on ? ' on' : ''}`} aria-current={on || undefined} onClick={onChoose}>
      <span className="row">
        <span className="trunc grow mid">{template.name}</span>
        {template.active && (
          <span className="good row in-use">
            <Glyph shape="disc" />
            {t('inUse')}
          </span>
        )}
      </span>
      <span className="cap trunc">
        {t('version', { version: template.version })} · <DateText at={template.editedAt} near time={false} /> {template.editedBy}
      </span>
    </button>
  )
}
