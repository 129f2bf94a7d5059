// The first step: what kind of rows, which file; and the imports there were, each of which can be taken back as one.
import FileIcon from 'lucide-react/icons/file-spreadsheet'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Batch } from '../../../shared/modules/imports/contract.ts'
import { importKinds, type ImportKind } from '../../../shared/modules/imports/rules/kinds.ts'
import type { Failure } from '../../../shared/errors.ts'
import { call, newAttempt } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { ConfirmDialog } from '../../ui/Dialog.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Refused } from '../../ui/Refused.tsx'

export function ChoosePart({
  kind,
  busy,
  onKind,
  onChoose,
}: {
  kind: ImportKind
  busy: boolean
  onKind: (kind: ImportKind) => void
  onChoose: (kind: ImportKind) => void
}) {
  const { t } = useTranslation('imports')
  return (
    <>
      <div className="imports-choose">
        <ChoiceField
          label={t('choose.kind')}
          value={kind}
          onChange={onKind}
          options={importKinds.map((value) => ({ value, label: t(`kinds.${value}`), more: t(`choose.${value}`) }))}
        />
        <div className="row">
          <Button kind="primary" size="large" icon={FileIcon} shortcut="mod+O" busy={busy} onPress={() => onChoose(kind)}>
            {t('choose.file')}
          </Button>
          <span className="cap">{t('choose.formats')}</span>
        </div>
        <ul className="imports-promises cap">
          {(['encoding', 'columns', 'errors', 'whole'] as const).map((promise) => (
            <li key={promise}>{t(`choose.promises.${promise}`)}</li>
          ))}
        </ul>
      </div>
      <Earlier />
    </>
  )
}

const looks = { valid: ['tick', 'done'], undone: ['cross', 'plain'], running: ['halfRing', 'warn'] } as const

function Earlier() {
  const { t } = useTranslation('imports')
  const { data } = useLive('imports.batches', {})
  const [undoing, setUndoing] = useState<Batch | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const attempt = useRef(newAttempt())
  const undo = async (): Promise<void> => {
    if (!undoing) return
    const reply = await call('imports.undo', { batchId: undoing.id }, { attempt: attempt.current })
    attempt.current = newAttempt()
    setUndoing(null)
    setFailure(reply.ok ? null : reply.error)
  }
  if (!data || data.length === 0) return null
  return (
    <section className="stack">
      <h2 className="title">{t('earlier.title')}</h2>
      {failure && <Refused error={failure} module="imports" />}
      <table className="facts">
        <thead>
          <tr>
            <th style={{ width: 130 }}>{t('earlier.day')}</th>
            <th style={{ width: 72 }}>{t('earlier.kind')}</th>
            <th>{t('earlier.file')}</th>
            <th className="num" style={{ width: 80 }}>
              {t('earlier.rows')}
            </th>
            <th style={{ width: 80 }}>{t('earlier.by')}</th>
            <th style={{ width: 90 }}>{t('earlier.state')}</th>
            <th style={{ width: 72 }} aria-label={t('earlier.undo')} />
          </tr>
        </thead>
        <tbody>
          {data.map((batch) => (
            <tr key={batch.id}>
              <td>
                <DateText at={batch.startedAt} />
              </td>
              <td>{t(`kinds.${batch.kind}`)}</td>
              <td title={batch.fileName}>{batch.fileName}</td>
              <td className="num">{batch.rows}</td>
              <td>{batch.startedBy ?? '—'}</td>
              <td>
                <Mark shape={looks[batch.state][0]} tone={looks[batch.state][1]} word={t(`states.${batch.state}`)} />
              </td>
              <td>
                {batch.state !== 'undone' && (
                  <Button kind="quiet" size="small" onPress={() => setUndoing(batch)}>
                    {t('earlier.undo')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ConfirmDialog
        open={undoing !== null}
        onClose={() => setUndoing(null)}
        title={t('undo.title', { file: undoing?.fileName ?? '' })}
        confirm={t('undo.confirm', { count: undoing?.rows ?? 0 })}
        onConfirm={() => void undo()}
      >
        {t('undo.says')}
      </ConfirmDialog>
    </section>
  )
}
