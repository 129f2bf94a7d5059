// 经过: everything that happened to the order, in the words people use for it.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import type { OrderCard } from '../../../shared/modules/orders/contract/card.ts'
import { formatYuan } from '../../../shared/money.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Timeline } from '../../ui/Timeline.tsx'
import { kindsText } from './words.ts'

type Happening = OrderCard['timeline'][number]
const FEW = 12

/** What happened, as a short sentence without its who and when. */
function whatOf({ command, facts, provisional }: Happening, t: TFunction): string {
  const say = (key: string, options: Record<string, unknown> = {}): string =>
    t([`orders:history.${key}`, `admin:words.commands.${key}`, 'orders:history.other'] as never, options)
  const amount = facts.amountFen === undefined ? '' : formatYuan(Math.abs(facts.amountFen))
  const moved = (facts.moved ?? [])
    .map((each) => say('moved', { what: t(`orders:price.${each.what}`), from: formatYuan(each.from), to: formatYuan(each.to) }))
    .join(t('orders:comma'))
  switch (command) {
    case 'orders.change':
      return [facts.termsFrom === undefined ? say(command) : say('orders.changeTerms', { from: facts.termsFrom, to: facts.termsTo }), moved]
        .filter(Boolean)
        .join(t('orders:comma'))
    case 'orders.sign':
      return say(command)
    case 'orders.reserve':
      return say(provisional ? 'orders.reserveProvisional' : command)
    case 'approvals.decide':
      return facts.state === 'approved' || facts.state === 'rejected' ? say(`approvals.${facts.state}`, { role: facts.role }) : say(command)
    case 'receivables.receive':
    case 'receivables.refund':
    case 'receivables.reverse':
      return say(command, { kinds: facts.kinds ? kindsText(facts.kinds, t) : '', amount })
    case 'documents.archive':
      return say(facts.state === 'provisional' ? 'documents.provisional' : command, { title: facts.title ?? '' })
    default:
      return say(command)
  }
}

function notesOf({ facts, command, device }: Happening, t: TFunction): string[] {
  const how = facts.method ? [t(`receivables:methods.${facts.method}`), facts.methodRef].filter(Boolean).join(' ') : null
  const paper = facts.archiveNo ? t('orders:history.archiveNo', { no: facts.archiveNo }) : null
  return [device, how, command.startsWith('receivables.') ? facts.no : null, paper, facts.comment].filter((note): note is string =>
    Boolean(note),
  )
}

export function HistorySection({ card }: { card: OrderCard }) {
  const { t } = useTranslation('orders')
  const [all, setAll] = useState(false)
  const shown = all ? card.timeline : card.timeline.slice(0, FEW)
  return (
    <Section title={t('history.title')}>
      <Timeline
        items={shown.map((each) => ({
          id: each.id,
          what: whatOf(each, t),
          who: each.who || undefined,
          standing: each.provisional ? ('provisional' as const) : each.standing === 'alone' ? ('confirmed' as const) : each.standing,
          note: (
            <>
              <DateText at={each.at} near />
              {notesOf(each, t).map((note) => (
                <span key={note}>
                  {t('dot')}
                  <span className="nowrap">{note}</span>
                </span>
              ))}
            </>
          ),
        }))}
      />
      {card.timeline.length > shown.length && (
        <Button kind="quiet" size="small" onPress={() => setAll(true)}>
          {t('history.older')}
        </Button>
      )}
    </Section>
  )
}
