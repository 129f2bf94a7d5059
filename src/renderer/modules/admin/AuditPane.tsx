// One line of the log, read field by field: what it was, what it became.
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import { useLive } from '../../live.ts'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section } from '../../ui/DetailPane.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Money } from '../../ui/Money.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { sayColumn, sayCommand, sayTable, sayTitle } from './audit-words.ts'
import type { Line } from './use-audit.ts'

type Whole = Output<'admin.auditLine'>
type Changed = Whole['rows'][number]
type Field = Changed['fields'][number]

export function AuditPane({ n, line, onRecord }: { n: number; line: Line | null; onRecord: (id: string) => void }) {
  const { t } = useTranslation('admin')
  const { data, error } = useLive('admin.auditLine', { n })
  const whole = data?.n === n ? data : null
  const head = whole ?? line
  if (error && !whole) return <Refused error={error} module="admin" />
  if (!head) return null
  return (
    <DetailPane number={t('audit.line', { n })} title={sayCommand(t, head.command)} caption={<DateText at={head.at} near />}>
      <Section>
        <KeyValue
          pairs={[
            [t('audit.person'), head.actor?.name ?? t('audit.system')],
            [t('audit.device'), head.device],
          ]}
        />
      </Section>
      {whole && <Changes whole={whole} onRecord={onRecord} />}
      {whole?.hash && (
        <Section title={whole.seq === null ? t('audit.hash') : `${t('audit.hash')} · ${t('audit.seq', { seq: whole.seq })}`}>
          <p className="cap mono audit-hash selectable">{whole.hash}</p>
        </Section>
      )}
    </DetailPane>
  )
}

function Changes({ whole, onRecord }: { whole: Whole; onRecord: (id: string) => void }) {
  const { t } = useTranslation('admin')
  const lists = (list: string): string => (list === 'audit' ? t('audit.title') : sayTable(t, list))
  return (
    <>
      {whole.elsewhere && (
        <Section>
          <Notice>{t('audit.elsewhere')}</Notice>
        </Section>
      )}
      {whole.deeds.map((deed) => (
        <Section key={`${deed.word} ${deed.what} ${deed.of}`}>
          <p>
            {deed.word === 'revealed'
              ? t('audit.revealed', { name: deed.of, what: t(`audit.revealedWhat.${deed.what}`, { defaultValue: deed.what }) })
              : t('audit.exportedDeed', { list: lists(deed.what), file: deed.of, count: deed.count ?? 0 })}
          </p>
        </Section>
      ))}
      {whole.elsewhere &&
        whole.subjects.map((subject) => (
          <Section key={subject.id} title={sayTable(t, subject.table)}>
            <button type="button" className="link" onClick={() => onRecord(subject.id)}>
              {sayTitle(t, subject.table, subject.title) ?? subject.id}
            </button>
          </Section>
        ))}
      {!whole.elsewhere && whole.rows.length === 0 && whole.deeds.length === 0 && (
        <Section>
          <p className="ink2">{t('audit.nothingChanged')}</p>
        </Section>
      )}
      {whole.rows.map((row) => (
        <Section
          key={`${row.table} ${row.id} ${row.op}`}
          title={<RowTitle row={row} />}
          note={
            row.op === 'insert'
              ? t('audit.inserted')
              : row.op === 'delete'
                ? t('audit.removed')
                : row.op === 'erase'
                  ? t('audit.erased')
                  : undefined
          }
        >
          <button type="button" className="link small" onClick={() => onRecord(row.id)}>
            {t('audit.record')}
          </button>
          <table className="diff">
            <tbody>
              {row.fields.map((field) => (
                <tr key={field.column}>
                  <th scope="row">{sayColumn(t, field.column)}</th>
                  <td>
                    <Difference field={field} op={row.op} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      ))}
    </>
  )
}

function RowTitle({ row }: { row: Changed }) {
  const { t } = useTranslation('admin')
  return <span>{[sayTable(t, row.table), sayTitle(t, row.table, row.title)].filter(Boolean).join(' · ')}</span>
}

function Difference({ field, op }: { field: Field; op: Changed['op'] }) {
  const { t } = useTranslation('admin')
  if (field.kind === 'secret') return <span className="muted">{t('audit.secret')}</span>
  if (op !== 'update') return <Shown field={field} value={op === 'insert' ? field.now : field.was} />
  return (
    <>
      <span className="was">
        <span className="visually-hidden">{t('audit.was')} </span>
        <Shown field={field} value={field.was} />
      </span>
      <span className="arrow" aria-hidden>
        →
      </span>
      <span className="visually-hidden">{t('audit.becomes')} </span>
      <Shown field={field} value={field.now} />
    </>
  )
}

function Shown({ field, value }: { field: Field; value: Field['now'] }) {
  const { t } = useTranslation('admin')
  if (value === null) return <span className="muted">—</span>
  if (Array.isArray(value))
    return (
      value
        .map((each) => (field.column === 'permissions' ? t(`perms.${each}`, { defaultValue: each }) : each))
        .join(t('ui:filter.comma')) || '—'
    )
  switch (field.kind) {
    case 'money':
      return <Money fen={Number(value)} />
    case 'instant':
      return <DateText at={Number(value)} near />
    case 'flag':
      return t(Number(value) === 1 ? 'audit.yes' : 'audit.no')
    case 'word':
      return t(`words.values.${field.column}.${value}`, { defaultValue: String(value) })
    default:
      return (
        <span className="selectable">{field.column === 'key' ? t(`keys.${value}`, { defaultValue: String(value) }) : String(value)}</span>
      )
  }
}
