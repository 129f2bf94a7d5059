// Who did what, when, at which desktop: searched by person, day, deed and record, read field by field, checked against
// tampering, taken out as a file.
import ExportIcon from 'lucide-react/icons/upload'
import VerifyIcon from 'lucide-react/icons/shield-check'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { AuditList } from './AuditList.tsx'
import { AuditPane } from './AuditPane.tsx'
import { ExportAudit, VerifyAudit } from './AuditWork.tsx'
import { deedFilters, useDeedWords } from './audit-words.ts'
import { useAudit } from './use-audit.ts'
import './admin.css'

const ALL = 'all'

export function AuditScreen({ params }: ScreenProps) {
  const { t } = useTranslation('admin')
  const words = useDeedWords()
  const known = useLive('admin.auditWords', {}).data
  const [actor, setActor] = useState(ALL)
  const [deed, setDeed] = useState(ALL)
  const [from, setFrom] = useState<string | null>(null)
  const [to, setTo] = useState<string | null>(null)
  const [record, setRecord] = useState<string | null>(null)
  const [chosen, setChosen] = useState<number | null>(null)
  const [work, setWork] = useState<'verify' | 'export' | null>(null)
  const [followed, setFollowed] = useState<ScreenProps['params']>(undefined)
  if (followed !== params) {
    setFollowed(params)
    if (typeof params?.['record'] === 'string') setRecord(params['record'])
  }
  const search = { actor: actor === ALL ? null : actor, from, to, commands: commandsOf(deed), record }
  const pages = useAudit(search)
  const { lines } = pages
  const shown = chosen ?? lines[0]?.n ?? null
  const line = lines.find((each) => each.n === shown) ?? null
  const deeds = [
    { value: ALL, label: t('audit.anyDeed') },
    ...Object.keys(deedFilters).map((id) => ({ value: `group:${id}`, label: t(`audit.deeds.${id}`) })),
    ...(known?.commands ?? [])
      .map((command) => ({ value: command, label: words(command) }))
      .toSorted((a, b) => a.label.localeCompare(b.label, 'zh-CN')),
  ]
  return (
    <div className="audit-screen">
      <header className="audit-head">
        <div className="row">
          <h1 className="grow">{t('audit.title')}</h1>
          <Button size="small" icon={VerifyIcon} onPress={() => setWork('verify')}>
            {t('audit.verify')}
          </Button>
          <Button size="small" icon={ExportIcon} onPress={() => setWork('export')}>
            {t('audit.export')}
          </Button>
        </div>
        <div className="audit-filters">
          <SelectField
            label={t('audit.person')}
            value={actor}
            onChange={setActor}
            options={[
              { value: ALL, label: t('audit.anyone') },
              ...(known?.actors ?? []).map((person) => ({ value: person.id, label: person.name })),
              { value: 'system', label: t('audit.system') },
            ]}
          />
          <SelectField label={t('audit.deed')} value={deed} onChange={setDeed} options={deeds} />
          <DateField label={t('audit.from')} value={from} onChange={setFrom} />
          <DateField label={t('audit.to')} value={to} onChange={setTo} />
          {record && (
            <Button size="small" pressed onPress={() => setRecord(null)}>
              {t('audit.record')} · {t('audit.dropRecord')}
            </Button>
          )}
          <span className="grow" />
          <span className="cap">{t('audit.keys')}</span>
        </div>
        {work === 'verify' && <VerifyAudit onShow={setChosen} onClose={() => setWork(null)} />}
        {work === 'export' && <ExportAudit search={search} commands={known?.commands ?? []} onClose={() => setWork(null)} />}
      </header>
      <div className="audit-body">
        <AuditList
          pages={pages}
          chosen={shown}
          onChoose={setChosen}
          filtered={actor !== ALL || deed !== ALL || from !== null || to !== null || record !== null}
        />
        <aside className="pane" aria-label={t('audit.changes')}>
          {shown !== null && <AuditPane n={shown} line={line} onRecord={setRecord} />}
        </aside>
      </div>
    </div>
  )
}

const commandsOf = (deed: string): string[] =>
  deed === ALL ? [] : deed.startsWith('group:') ? [...(deedFilters[deed.slice('group:'.length)] ?? [])] : [deed]
