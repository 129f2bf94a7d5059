// The first screen of the day: a verdict, why, the next thing to do, then the figures behind it. Every figure opens the
// rows it counts; without anything waiting it says so and stays calm.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../live.ts'
import { commands } from '../../nav/commands.ts'
import { open } from '../../state.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Money } from '../../ui/Money.tsx'
import { FinishDialog, type Planned } from '../../ui/people/FollowUpDialogs.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { Figures } from './Figures.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import { Waiting } from './Waiting.tsx'
import { openCase, openCustomer, openOrder, toApprovals, toFollowUps, toReceipts, type Team, type Today } from './ways.ts'
import './home.css'
import { weekdayOf } from '../../../shared/dates.ts'

export function HomeScreen() {
  const { data, error, again } = useLive('home.today', {})
  // Asked once the day is there: where contacts are many, another thread counts them, and its start would hold this one up.
  const { data: team = [] } = useLive('home.team', data ? {} : null)
  if (error)
    return (
      <div className="screen">
        <div className="screen-head">
          <Refused error={error} module="home" onRetry={again} />
        </div>
      </div>
    )
  return data ? <Day today={data} team={team} /> : <Loading lines={[28, 52, 90, 90, 64, 58]} />
}

/** Stock that does not fit sales, beyond the limits of the store. */
function Pressure({ about: { stock, coefficient, level } }: { about: NonNullable<Today['stock']>['pressure'] }) {
  const { t } = useTranslation('home')
  if (level !== 'high' && level !== 'severe') return null
  return (
    <div className="home-pressure">
      <Notice
        kind={level === 'severe' ? 'act' : 'plain'}
        action={
          <Button size="small" onPress={() => open('yard')}>
            {t('pressure.open')}
          </Button>
        }
      >
        {coefficient === null ? t('pressure.none', { stock }) : t(`pressure.${level}`, { value: (coefficient / 100).toFixed(2) })}
      </Notice>
    </div>
  )
}

/** How many things need this person now. */
const waitingOf = ({ cases, approvals, deliveries, followUps }: Today): number =>
  (cases?.count ?? 0) +
  (approvals?.count ?? 0) +
  (deliveries ? deliveries.late + deliveries.today : 0) +
  (followUps ? followUps.overdue + followUps.today : 0)

function Day({ today, team }: { today: Today; team: Team }) {
  const { t } = useTranslation('home')
  const may = useMay()
  const [finishing, setFinishing] = useState<Planned | null>(null)
  const count = waitingOf(today)
  // A store without cars and orders has no figures yet, only first steps.
  const bare = today.start !== null && (today.stock?.total ?? 0) === 0 && (today.orders?.states.length ?? 0) === 0
  const weekday = weekdayOf(today.today)
  return (
    <div className="screen home">
      <header className="screen-head">
        <div className="grow">
          <p className="cap">{t('day', { day: today.today, weekday: t(`weekdays.${weekday}`) })}</p>
          <h1>{count > 0 ? t('verdict.waiting', { count }) : today.start ? t('verdict.start') : t('verdict.calm')}</h1>
          <p>{today.start && count === 0 ? t('start.says') : <Why today={today} team={team} />}</p>
        </div>
        <Next today={today} onTick={may('customers.edit') ? setFinishing : undefined} />
      </header>
      <div className="screen-body">
        {today.stock && <Pressure about={today.stock.pressure} />}
        {!bare && <Figures today={today} />}
        <div className={`home-body${bare ? ' bare' : ''}`}>
          <div className="home-main">
            {today.start && <FirstSteps start={today.start} />}
            <Waiting today={today} onTick={may('customers.edit') ? setFinishing : undefined} />
          </div>
          {!bare && <Side today={today} team={team} />}
        </div>
      </div>
      <FinishDialog followUp={finishing} onClose={() => setFinishing(null)} />
    </div>
  )
}

function Why({ today: { cases, approvals, deliveries, followUps, asked }, team }: { today: Today; team: Team }) {
  const { t } = useTranslation('home')
  const counts = [
    ['cases', cases?.count],
    ['approvals', approvals?.count],
    ['late', deliveries?.late],
    ['today', deliveries?.today],
    ['overdue', followUps?.overdue],
    ['due', followUps?.today],
  ] as const
  const parts = counts.flatMap(([word, count]) => (count ? [t(`why.${word}`, { count })] : []))
  const due = team.reduce((sum, { count }) => sum + count, 0)
  const others = [asked ? t('why.asked', { count: asked }) : '', due ? t('why.others', { count: due }) : ''].filter(Boolean)
  if (parts.length + others.length === 0) return t('why.nothing')
  return [...parts, ...others].join(t('why.join'))
}

/** The one filled button: the most pressing thing, by its name. */
function Next({
  today: { cases, approvals, deliveries, followUps },
  onTick,
}: {
  today: Today
  onTick: ((contact: Planned) => void) | undefined
}) {
  const { t } = useTranslation('home')
  const first = { case: cases?.first[0], approval: approvals?.first[0], delivery: deliveries?.first.at(-1), contact: followUps?.first[0] }
  const way = first.case
    ? { words: t('act.case'), go: openCase.bind(null, first.case) }
    : first.approval
      ? { words: t('act.approval'), go: toApprovals }
      : first.delivery
        ? { words: t('act.delivery'), go: openOrder.bind(null, first.delivery.orderId, first.delivery.no) }
        : first.contact
          ? {
              words: first.contact.customer ? t('act.contact', { name: first.contact.customer }) : t('act.contactNext'),
              go: onTick ? onTick.bind(null, first.contact) : openCustomer.bind(null, first.contact.customerId, first.contact.customer),
            }
          : null
  if (!way) return null
  return (
    <Button kind="primary" shortcut="T" onPress={way.go}>
      {way.words}
    </Button>
  )
}

function Side({ today: { receipts, today }, team }: { today: Today; team: Team }) {
  const { t } = useTranslation('home')
  const may = useMay()
  // Deeds of the business; what concerns the window itself has its own keys everywhere.
  const offered = commands.filter((command) => !command.title.startsWith('shell:') && may(command.permission)).slice(0, 6)
  return (
    <aside className="home-side">
      {offered.length > 0 && (
        <section>
          <h2 className="title">{t('side.quick')}</h2>
          <div className="stack">
            {offered.map((command, at) => (
              <Button key={command.id} icon={command.icon} onPress={command.run} shortcut={String(at + 1)}>
                {t(command.title)}
              </Button>
            ))}
          </div>
        </section>
      )}
      {receipts && (
        <section>
          <h2 className="title">{t(receipts.own ? 'figures.receiptsOwn' : 'side.receipts')}</h2>
          {receipts.methods.length === 0 ? (
            <p className="cap">{t('side.noReceipts')}</p>
          ) : (
            <ul className="lines">
              {receipts.methods.map(({ method, fen, count }) => (
                <li key={method}>
                  <button type="button" onClick={() => toReceipts(today, today, method)}>
                    <span className="grow">
                      {t(`receivables:methods.${method}`, { defaultValue: method })}{' '}
                      <span className="cap">{t('figures.receiptsNote', { count })}</span>
                    </span>
                    <Money fen={fen} />
                  </button>
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
      {team.length > 0 && (
        <section>
          <h2 className="title">{t('side.team')}</h2>
          <ul className="lines">
            {team.map(({ id, name, count }) => (
              <li key={id}>
                <button type="button" onClick={() => toFollowUps(today, id)}>
                  <span className="grow">{name}</span>
                  <span className="mid">{count}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  )
}
