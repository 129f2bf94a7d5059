// 日历: appointments by their hour and tasks by their day, a week or a day at a time. Page Up and Page Down turn it, T goes back
// to today; Enter on an entry ticks it off or opens whom it is about. An entry is moved by dragging it to another day or hour,
// or with Shift: left and right by a day, up and down by an hour.
import NextIcon from 'lucide-react/icons/chevron-right'
import PreviousIcon from 'lucide-react/icons/chevron-left'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import type { Failure } from '../../../shared/errors.ts'
import { addDays, weekdayOf } from '../../../shared/dates.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay, useMe } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { Glyph } from '../../ui/Glyph.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { FinishDialog, type Planned } from '../../ui/people/FollowUpDialogs.tsx'
import { minuteText } from '../../ui/people/minutes.ts'
import { Refused } from '../../ui/Refused.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { useToday } from '../../ui/today.ts'
import './leads.css'

type Item = Output<'leads.agenda'>['items'][number]
const EVERYBODY = 'all'
const DRAGGED = 'application/x-forecourt-contact'
const HOURS = Array.from({ length: 13 }, (_, at) => at + 8)
const weekday = (day: string): number => (weekdayOf(day) + 6) % 7

export function AgendaScreen() {
  const { t } = useTranslation('leads')
  const may = useMay()
  const me = useMe()
  const today = useToday()
  const [view, setView] = useState<'week' | 'day'>('week')
  const [at, setAt] = useState(today)
  const [whose, setWhose] = useState<string>(me.reach === 'own' ? me.id : EVERYBODY)
  const [finishing, setFinishing] = useState<Planned | null>(null)
  const first = view === 'week' ? addDays(at, -weekday(at)) : at
  const days = Array.from({ length: view === 'week' ? 7 : 1 }, (_, n) => addDays(first, n))
  const last = days.at(-1) ?? first
  const { data, error } = useLive('leads.agenda', { from: first, to: last, ownerId: whose === EVERYBODY ? null : whose })
  const { data: words } = useLive('leads.words', may('leads.view') ? {} : null)
  const turn = (by: number): void => setAt(addDays(at, by * (view === 'week' ? 7 : 1)))
  const act = (item: Item): void =>
    item.doneAt === null && may('customers.edit')
      ? setFinishing(item)
      : item.leadId
        ? open('lead', { record: item.leadId, title: item.customer ?? '' })
        : open('customer', { record: item.customerId, title: item.customer ?? '' })
  const deed = useDeed()
  const sheet = useRef<HTMLDivElement>(null)
  const [carried, setCarried] = useState('')
  /** To another day, and another hour where one is meant; the eye and the focus go along. */
  const move = (item: Item, dueOn: string, dueMinute?: number | null): void => {
    if (item.doneAt !== null || (dueOn === item.dueOn && (dueMinute === undefined || dueMinute === item.dueMinute))) return
    setCarried(item.id)
    deed.run(
      (attempt) => call('customers.moveFollowUp', { id: item.id, dueOn, ...(dueMinute === undefined ? {} : { dueMinute }) }, { attempt }),
      () => (dueOn < first || dueOn > last) && setAt(dueOn),
    )
  }
  const now = data?.items.find(({ id }) => id === carried)
  const place = now ? `${now.dueOn} ${now.dueMinute}` : ''
  useEffect(() => {
    // The entry that stood elsewhere is gone, and the focus with it, to the sheet: unless a person took it elsewhere meanwhile.
    if (place !== '' && !document.activeElement?.closest('button, input, [role=dialog]'))
      sheet.current?.querySelector<HTMLElement>(`[data-entry="${carried}"]`)?.focus()
  }, [carried, place])
  const moving: Moving | null = may('customers.edit')
    ? {
        by: (item, days, minutes) =>
          minutes === 0
            ? move(item, addDays(item.dueOn, days))
            : item.dueMinute !== null && move(item, item.dueOn, Math.min(Math.max(item.dueMinute + minutes, 0), 1439)),
        onto: (day, minuteOf) => ({
          onDragOver: (event) => event.dataTransfer.types.includes(DRAGGED) && event.preventDefault(),
          onDrop: (event) => {
            const item = data?.items.find(({ id }) => id === event.dataTransfer.getData(DRAGGED))
            if (item) move(item, day, minuteOf?.(item))
          },
        }),
      }
    : null
  const on = (day: string): Item[] => data?.items.filter((item) => item.dueOn === day) ?? []
  return (
    <div className="screen agenda-screen" ref={sheet}>
      <header className="screen-head">
        <div className="grow">
          <h1>{t('agenda.title')}</h1>
          <p className="cap">
            {view === 'week' ? t('agenda.span', { from: first, to: last }) : first}
            {t('dot')}
            {data?.items.length === 0 ? t('agenda.nothing') : moving && t('agenda.keys')}
          </p>
        </div>
        {me.reach !== 'own' && (
          <SelectField
            label={t('field.consultant')}
            value={whose}
            onChange={setWhose}
            options={[
              { value: EVERYBODY, label: t('board.everybody') },
              { value: me.id, label: me.name },
              ...(words?.consultants ?? []).filter(({ id }) => id !== me.id).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
        <div className="row">
          <Button icon={PreviousIcon} label={t('agenda.back')} shortcut="PageUp" onPress={() => turn(-1)} />
          <Button shortcut="T" onPress={() => setAt(today)}>
            {t('ui:today')}
          </Button>
          <Button icon={NextIcon} label={t('agenda.on')} shortcut="PageDown" onPress={() => turn(1)} />
          <Button pressed={view === 'week'} shortcut="W" onPress={() => setView('week')}>
            {t('agenda.week')}
          </Button>
          <Button pressed={view === 'day'} shortcut="D" onPress={() => setView('day')}>
            {t('agenda.day')}
          </Button>
        </div>
      </header>
      {(error ?? deed.failure) && <Refused error={(error ?? deed.failure) as Failure} module={error ? 'leads' : 'customers'} />}
      {!data && !error && <Loading />}
      {data?.cut && <Notice>{t('agenda.cut')}</Notice>}
      {data && view === 'week' && (
        <div className="agenda">
          {days.map((day) => (
            <section key={day} className={`agenda-day${day === today ? ' now' : ''}`} aria-label={day} {...moving?.onto(day)}>
              <h2>
                <button type="button" className="link" onClick={() => (setAt(day), setView('day'))}>
                  {t(`home:weekdays.${weekdayOf(day)}`)} {day.slice(5)}
                </button>
                <span className="cap">{on(day).length}</span>
              </h2>
              <Entries items={on(day)} today={today} onAct={act} moving={moving} />
            </section>
          ))}
        </div>
      )}
      {data && view === 'day' && (
        <div className="agenda-hours">
          {HOURS.map((hour) => {
            const items = on(first).filter(({ dueMinute }) => dueMinute !== null && hourOf(dueMinute) === hour)
            return (
              <section
                key={hour}
                aria-label={minuteText(hour * 60)}
                {...moving?.onto(first, ({ dueMinute }) => hour * 60 + ((dueMinute ?? 0) % 60))}
              >
                <h2 className="cap">{minuteText(hour * 60)}</h2>
                <Entries items={items} today={today} onAct={act} moving={moving} />
              </section>
            )
          })}
          <section aria-label={t('agenda.noHour')} {...moving?.onto(first, () => null)}>
            <h2 className="cap">{t('agenda.noHour')}</h2>
            <Entries items={on(first).filter(({ dueMinute }) => dueMinute === null)} today={today} onAct={act} moving={moving} />
          </section>
        </div>
      )}
      <FinishDialog followUp={finishing} onClose={() => setFinishing(null)} />
    </div>
  )
}

/** The row an hour stands in: what is earlier or later than the store is open stands at its edge. */
const hourOf = (minute: number): number => Math.min(Math.max(Math.floor(minute / 60), 8), 20)

type Moving = {
  by(item: Item, days: number, minutes: number): void
  onto(day: string, minuteOf?: (item: Item) => number | null): Pick<React.HTMLAttributes<HTMLElement>, 'onDragOver' | 'onDrop'>
}
const STEPS: Readonly<Record<string, readonly [days: number, minutes: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -60],
  ArrowDown: [0, 60],
}

function Entries({
  items,
  today,
  onAct,
  moving,
}: {
  items: readonly Item[]
  today: string
  onAct: (item: Item) => void
  moving: Moving | null
}) {
  const { t } = useTranslation('leads')
  return (
    <ul>
      {items.map((item) => {
        const tone =
          item.doneAt !== null
            ? 'done'
            : item.dueOn < today
              ? 'late'
              : item.channel === 'visit' || item.channel === 'test-drive'
                ? 'visit'
                : ''
        return (
          <li key={item.id}>
            <button
              type="button"
              className={`agenda-entry ${tone}`}
              data-entry={item.id}
              draggable={moving !== null && item.doneAt === null}
              onClick={() => onAct(item)}
              onDragStart={({ dataTransfer }) => {
                dataTransfer.setData(DRAGGED, item.id)
                dataTransfer.effectAllowed = 'move'
              }}
              onKeyDown={(event) => {
                const step = event.shiftKey ? STEPS[event.key] : undefined
                if (!step || !moving) return
                event.preventDefault()
                moving.by(item, ...step)
              }}
            >
              <span className="row">
                {item.doneAt !== null && <Glyph shape="tick" label={t('agenda.done')} />}
                {item.dueMinute !== null && <b>{minuteText(item.dueMinute)}</b>}
                <span className="mid grow trunc">{item.customer}</span>
                <span className="cap">{t(`customers:channels.${item.channel}`)}</span>
              </span>
              <span className="cap trunc">{[item.note, item.owner].filter(Boolean).join(t('dot'))}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
