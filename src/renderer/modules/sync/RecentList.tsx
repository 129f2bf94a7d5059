// What HQ answered lately, with the day's half hours as small bars; their numbers are readable without seeing them.
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import type { Output } from '../../../shared/contract.ts'
import { useLive } from '../../live.ts'
import { timeOf } from '../../ui/DateText.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Glyph, type Shape } from '../../ui/Glyph.tsx'
import { Title, When } from './WaitingList.tsx'
import { commandText, deedText, spanText } from './words.ts'

type Recent = Output<'sync.recent'>
type Row = Recent['rows'][number]

const looks: Record<Row['kind'], readonly [Shape, string]> = {
  accepted: ['tickedDisc', 'good'],
  adjusted: ['tickedDisc', 'warn'],
  lost: ['diamond', 'act'],
  discarded: ['cross', 'muted'],
  amended: ['cross', 'muted'],
  resolved: ['tickedDisc', 'good'],
  contact: ['tickedDisc', 'good'],
  repaired: ['tickedDisc', 'warn'],
}

export function RecentList() {
  const { t } = useTranslation('sync')
  const { data } = useLive('sync.recent', { limit: 20 })
  if (!data) return null
  const note = data.open > 0 ? t('recent.noteOpen', { count: data.today, open: data.open }) : t('recent.note', { count: data.today })
  return (
    <Section title={t('recent.title')} note={data.today > 0 ? note : undefined}>
      {data.bars.length > 1 && <Bars bars={data.bars} />}
      {data.rows.length === 0 && <p className="cap">{t('recent.none')}</p>}
      <ul className="deeds">
        {data.rows.map((row) => (
          <li key={row.id}>
            <span className={looks[row.kind][1]}>
              <Glyph shape={looks[row.kind][0]} />
            </span>
            <span className="grow">
              <Title subject={row.subject}>{titleOf(t, row)}</Title>
              <span className="cap">{noteOf(t, row)}</span>
            </span>
            <When at={row.at} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function titleOf(t: TFunction<'sync'>, row: Row): string {
  if (row.kind === 'contact')
    return (
      t('recent.contact', { count: row.received ?? 0 }) + ((row.sites ?? 0) > 1 ? t('recent.contactSites', { count: row.sites ?? 0 }) : '')
    )
  if (row.kind === 'repaired') return t('recent.repaired', { count: row.received ?? 0 })
  if (row.kind === 'resolved') return t('recent.resolved', { what: row.caseKind ? t(`kind.${row.caseKind}`) : '' })
  return deedText(t, row)
}

function noteOf(t: TFunction<'sync'>, row: Row): string {
  if (row.kind === 'contact') return row.tookMs === null ? '' : t('recent.contactTook', { span: spanText(t, row.tookMs, true) })
  if (row.kind === 'repaired') return t('recent.repairedNote', { incident: row.incident ?? '' })
  if (row.kind === 'resolved')
    return [row.subject?.name, t([`resolution.${row.resolution}`, 'resolution.understood'] as never)].filter(Boolean).join(t('dot'))
  const took = row.tookMs === null ? null : spanText(t, row.tookMs, true)
  // An order is named, not what was done to it: then the deed stands here.
  const deed = row.subject?.table === 'orders' ? commandText(t, row.command) : ''
  return [deed, t(`recent.${row.kind}`), took].filter(Boolean).join(t('dot'))
}

function Bars({ bars }: { bars: Recent['bars'] }) {
  const { t } = useTranslation('sync')
  const most = Math.max(1, ...bars.map((bar) => bar.count))
  return (
    <ul className="half-hours" aria-label={t('recent.bars')}>
      {bars.map((bar, at) => {
        const says = t('recent.bar', { time: timeOf(bar.at), count: bar.count })
        return (
          <li
            key={bar.at}
            title={says}
            className={at === bars.length - 1 ? 'now' : undefined}
            style={{ height: `${Math.max(6, Math.round((bar.count / most) * 100))}%` }}
          >
            <span className="visually-hidden">{says}</span>
          </li>
        )
      })}
    </ul>
  )
}
