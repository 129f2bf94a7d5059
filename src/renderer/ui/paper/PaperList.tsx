// What was printed of a record, newest first: archive number, which version of the terms, by whom; each can be had again.
import MoreIcon from 'lucide-react/icons/ellipsis'
import FileIcon from 'lucide-react/icons/file-down'
import PrinterIcon from 'lucide-react/icons/printer'
import { useTranslation } from 'react-i18next'
import type { Asked } from '../../../shared/contract.ts'
import type { Printed } from '../../../shared/modules/documents/contract.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../Button.tsx'
import { DateText } from '../DateText.tsx'
import { Section } from '../DetailPane.tsx'
import { Loading } from '../Loading.tsx'
import { Mark, SyncBadge } from '../Mark.tsx'
import { Menu } from '../Menu.tsx'
import { Refused } from '../Refused.tsx'
import { Outcome } from './Outcome.tsx'
import { usePrint } from './use-print.ts'
import './paper.css'

/** As a section of a record's pane, which is there once something of it was printed. */
export function PapersSection({ recordId }: { recordId: string }) {
  const { t } = useTranslation('documents')
  const may = useMay()
  const { data } = useLive('documents.list', may('documents.print') ? { recordId } : null)
  if (!data || data.length === 0) return null
  return (
    <Section title={t('papersPrinted')}>
      <Papers of={data} />
    </Section>
  )
}

export function PaperList({ of }: { of: Asked<'documents.list'> }) {
  const { t } = useTranslation('documents')
  const { data, error, loading, again } = useLive('documents.list', of)
  if (error && !data) return <Refused error={error} module="documents" onRetry={again} />
  if (loading || !data) return <Loading lines={[60, 44]} />
  if (data.length === 0) return <p className="cap">{t('nothingPrinted')}</p>
  return <Papers of={data} />
}

function Papers({ of }: { of: readonly Printed[] }) {
  const { t } = useTranslation('documents')
  const { state, reprint } = usePrint()
  return (
    <div className="stack">
      <ul className="papers">
        {of.map((paper) => (
          <li key={paper.id}>
            <div className="grow">
              <div className="row">
                <span className="trunc" title={paper.title}>
                  {paper.title}
                </span>
                {paper.provisional && <Mark shape="dashedDiamond" tone="warn" word={t('provisional')} />}
              </div>
              <div className="cap trunc">
                {paper.archiveNo} · <DateText at={paper.printedAt} near /> · {paper.printedBy}
                {paper.rev !== null && ` · ${t('rev', { rev: paper.rev })}`}
                {paper.rightNo !== null && ` · ${t('rightNo', { no: paper.rightNo })}`}
              </div>
              {!paper.here && <div className="cap">{t('notHere')}</div>}
            </div>
            <SyncBadge standing={paper.standing} bare />
            <Menu
              label={t('againWhat', { title: paper.title })}
              entries={[
                { id: 'printer', label: t('again.printer'), icon: PrinterIcon, onPress: () => reprint({ id: paper.id, to: 'printer' }) },
                { id: 'file', label: t('again.file'), icon: FileIcon, onPress: () => reprint({ id: paper.id, to: 'file' }) },
              ]}
            >
              <Button
                kind="quiet"
                size="small"
                icon={MoreIcon}
                label={t('againWhat', { title: paper.title })}
                disabled={state.phase === 'working'}
              />
            </Menu>
          </li>
        ))}
      </ul>
      <Outcome state={state} />
    </div>
  )
}
