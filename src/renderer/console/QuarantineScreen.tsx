// What headquarters could not accept, whole, oldest first: what it would have written, why not, and what shall become of it.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type QuarantineKind, quarantineKinds, type QuarantineLine } from '../../shared/console/contract/quarantine.ts'
import { Button } from '../ui/Button.tsx'
import { DateText } from '../ui/DateText.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Refused } from '../ui/Refused.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { Amend } from './Amend.tsx'
import { ask, useAsk } from './ask.ts'
import { EVERYTHING, Narrowed, type Narrowing, Onward } from './Narrowed.tsx'
import { Reasoned } from './Reasoned.tsx'
import { columnText, commandText, tableText, valueText, whyText } from './record-words.ts'
import { pathOf } from './route.ts'
import { Screen } from './Screen.tsx'
import { useMay } from './session.ts'

type Way = 'retry' | 'discard' | 'amend'
type Deciding = { line: QuarantineLine; what: Way; open: boolean }

export function QuarantineScreen() {
  const { t } = useTranslation('console')
  const [where, setWhere] = useState<Narrowing>(EVERYTHING)
  const [kind, setKind] = useState<QuarantineKind | null>(null)
  const { value, failure, again } = useAsk('quarantine.list', { ...where, kind })
  /** It stays while its dialog fades. */
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  const what = deciding?.what
  const close = (): void => setDeciding((before) => before && { ...before, open: false })
  return (
    <Screen title={t('places.quarantine')} says={t('quarantine.says')}>
      <div className="stack wide">
        <Narrowed value={where} onChange={setWhere}>
          <SelectField
            label={t('quarantine.kind')}
            value={kind ?? ''}
            onChange={(next) => {
              setKind(quarantineKinds.find((each) => each === next) ?? null)
              setWhere({ ...where, after: null })
            }}
            options={[
              { value: '', label: t('all') },
              ...quarantineKinds.map((each) => ({ value: each, label: whyText(t, { reason: each, about: '…' }) })),
            ]}
          />
        </Narrowed>
        {failure && <Refused error={failure} module="console" onRetry={again} />}
        {!value && !failure && <Loading />}
        {value && value.changesets.length === 0 && <Empty drawing="calm">{t('quarantine.none')}</Empty>}
        <ol className="history">
          {value?.changesets.map((line) => (
            <Line key={line.changeset} line={line} onDecide={(what) => setDeciding({ line, what, open: true })} />
          ))}
        </ol>
        <Onward value={where} next={value?.next ?? null} onChange={setWhere} />
      </div>
      {deciding?.what === 'amend' && <Amend key={deciding.line.changeset} line={deciding.line} open={deciding.open} onClose={close} />}
      {deciding && what && what !== 'amend' && (
        <Reasoned
          open={deciding.open}
          onClose={close}
          title={t(`quarantine.${what}Title`, { what: commandText(t, deciding.line.command) })}
          confirm={t(`quarantine.${what}`)}
          send={(reason) => ask('quarantine.decide', { changeset: deciding.line.changeset, what, reason })}
        >
          <p>{t(deciding.line.revoked ? 'quarantine.discardRevoked' : `quarantine.${what}Says`, { desktop: deciding.line.desktop })}</p>
        </Reasoned>
      )}
    </Screen>
  )
}

function Line({ line, onDecide }: { line: QuarantineLine; onDecide: (what: Way) => void }) {
  const { t } = useTranslation('console')
  const mayChange = useMay('operator')
  const what = commandText(t, line.command)
  return (
    <li className="act">
      <span className="cap">
        <DateText at={line.receivedAt} near /> ·{' '}
        <a className="link" href={pathOf('desktops', line.replica)}>
          {line.siteName} · {line.desktop}
        </a>
        {line.who && ` · ${line.who}`}
      </span>
      <b>{what}</b>
      <span className="block">{whyText(t, line)}</span>
      {line.changes.length > 0 && (
        <details>
          <summary>{t('quarantine.changes', { count: line.changes.length + line.more })}</summary>
          <ul>
            {line.changes.map((change, at) => (
              <li key={`${change.table} ${at}`}>
                {tableText(t, change.table)} · {t(`ops.${change.op}`)}{' '}
                <span className="muted">
                  {change.columns.map(({ name, value }) => `${columnText(t, name)} ${valueText(t, name, value)}`).join(t('trace.comma'))}
                </span>
              </li>
            ))}
          </ul>
          {line.more > 0 && <p className="muted">{t('quarantine.more', { count: line.more })}</p>}
        </details>
      )}
      {line.asked && <span className="block muted">{t(`quarantine.asked.${line.asked}`, { desktop: line.desktop })}</span>}
      <span className="row">
        {mayChange && !line.asked && !line.revoked && (
          <Button size="small" onPress={() => onDecide('retry')}>
            {t('quarantine.retry')}
          </Button>
        )}
        {mayChange && !line.asked && line.amendable && (
          <Button size="small" onPress={() => onDecide('amend')}>
            {t('quarantine.amend')}
          </Button>
        )}
        {mayChange && !line.asked && (
          <Button size="small" onPress={() => onDecide('discard')}>
            {t('quarantine.discard')}
          </Button>
        )}
        <a className="link" href={pathOf('trace', line.changeset)}>
          {t('cases.trace')}
        </a>
      </span>
    </li>
  )
}
