// What was done here and HQ has not answered to: first what waits for the network, then what was sent before it broke.
import { useTranslation } from 'react-i18next'
import type { Deed } from '../../../shared/modules/sync/contract/deeds.ts'
import { useLive } from '../../live.ts'
import { open } from '../../state.ts'
import { DateText, dayOf, timeOf } from '../../ui/DateText.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Glyph } from '../../ui/Glyph.tsx'
import { useToday } from '../../ui/today.ts'
import { deedNote, deedText, screenFor } from './words.ts'

const SHOWN = 30

export function WaitingList() {
  const { t } = useTranslation('sync')
  const { data } = useLive('sync.waiting', { limit: SHOWN })
  if (!data) return null
  const local = data.rows.filter((row) => !row.sent)
  const sent = data.rows.filter((row) => row.sent)
  const more = data.total - data.others - data.rows.length
  return (
    <>
      <Section title={t('waiting.title')} note={data.total > data.sent ? t('waiting.note', { count: data.total - data.sent }) : undefined}>
        {data.total === 0 && <p className="cap">{t('waiting.none')}</p>}
        <Deeds rows={local} />
        {more > 0 && <p className="cap">{t('waiting.more', { count: more })}</p>}
        {data.others > 0 && <p className="cap">{t('waiting.others', { count: data.others })}</p>}
      </Section>
      {sent.length > 0 && (
        <Section title={t('waiting.sentTitle')} note={t('items', { count: data.sent })}>
          <Deeds rows={sent} />
        </Section>
      )}
    </>
  )
}

function Deeds({ rows }: { rows: readonly Deed[] }) {
  const { t } = useTranslation('sync')
  if (rows.length === 0) return null
  return (
    <ul className="deeds">
      {rows.map((deed) => (
        <li key={deed.id}>
          <span className={deed.provisional ? 'warn' : deed.sent ? 'accent' : 'muted'}>
            <Glyph shape={deed.provisional ? 'dashedDiamond' : deed.sent ? 'halfRing' : 'dashedRing'} />
          </span>
          <span className="grow">
            <Title subject={deed.subject}>{deedText(t, deed)}</Title>
            <span className="cap">{deed.sent ? t('waiting.sent') : deedNote(t, deed)}</span>
          </span>
          <When at={deed.at} />
        </li>
      ))}
    </ul>
  )
}

/** The time alone for what was today. */
export function When({ at }: { at: number }) {
  const today = useToday()
  return <span className="cap">{dayOf(at) === today ? timeOf(at) : <DateText at={at} near />}</span>
}

/** A line's title: a way to the record where there is one. */
export function Title({ subject, children }: { subject: Deed['subject']; children: string }) {
  const target = screenFor(subject)
  if (!target) return <span className="deed-title">{children}</span>
  return (
    <button
      type="button"
      className="deed-title to-record"
      onClick={() => open(target.kind, { record: target.record, ...(subject?.name ? { title: subject.name } : {}) })}
    >
      {children}
    </button>
  )
}
