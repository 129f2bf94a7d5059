// What became of a paper: how far it is, where the file lies, under which number it is archived, whether it is provisional.
import CopyIcon from 'lucide-react/icons/copy'
import { useTranslation } from 'react-i18next'
import { Button } from '../Button.tsx'
import { ProgressLine } from '../Loading.tsx'
import { Notice } from '../Notice.tsx'
import { Refused } from '../Refused.tsx'
import { sayBriefly } from '../toast.tsx'
import type { Printing } from './use-print.ts'
import './paper.css'

export function Outcome({ state }: { state: Printing }) {
  const { t } = useTranslation('documents')
  if (state.phase === 'idle') return null
  if (state.phase === 'failed') return <Refused error={state.error} module="documents" />
  if (state.phase === 'working')
    return (
      <ProgressLine label={t([`printing.${state.note ?? 'preparing'}`, 'printing.preparing'])} done={state.done} onCancel={state.cancel} />
    )
  const { to, path, printed, paper } = state
  if (paper && !paper.archived)
    return (
      <div className="stack" role="status">
        <Notice kind="pencil">{t(printed || path ? 'done.unarchived' : 'done.nothing')}</Notice>
        {path && <span className="mono selectable">{path}</span>}
      </div>
    )
  const what = to === 'printer' ? (printed ? 'printed' : 'notPrinted') : to === 'file' ? (path ? 'saved' : 'notSaved') : 'archived'
  return (
    <div className="stack" role="status">
      <Notice kind={what === 'notPrinted' || what === 'notSaved' ? 'plain' : 'good'}>
        {paper ? t('done.withNo', { what: t(`done.${what}`), no: paper.archiveNo }) : t(`done.${what}`)}
      </Notice>
      {path && (
        <div className="paper-path">
          <span className="mono selectable">{path}</span>
          <Button
            kind="quiet"
            size="small"
            icon={CopyIcon}
            label={t('copyPath')}
            onPress={() => {
              void navigator.clipboard.writeText(path)
              sayBriefly(t('copied'))
            }}
          />
        </div>
      )}
      {paper?.provisional && <Notice kind="pencil">{t('printedProvisional')}</Notice>}
    </div>
  )
}
