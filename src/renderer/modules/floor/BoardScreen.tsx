// 派工看板: technicians or bays over a day, what is planned in each, and what waits. A piece of work is dragged or moved by arrows;
// Enter opens its order. F8 gives the first that waits to whoever is free first, and the arrows move it on from there.
import NextIcon from 'lucide-react/icons/chevron-right'
import PreviousIcon from 'lucide-react/icons/chevron-left'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, CHINA_OFFSET_MINUTES } from '../../../shared/dates.ts'
import type { Board, FloorJob } from '../../../shared/modules/floor/contract.ts'
import { nextFree } from '../../../shared/modules/floor/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { useShortcut } from '../../ui/keys.ts'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { useToday } from '../../ui/today.ts'
import { useDeed } from '../../ui/use-deed.ts'
import { BayDialog } from './BayDialog.tsx'
import { OPENS } from './board.ts'
import { clockText, LackMark } from './looks.tsx'
import { Rows, type By } from './Rows.tsx'
import { useMoves } from './use-moves.ts'
import './floor.css'

const MINUTE = 60_000
const dayAtOf = (on: string): number => Date.parse(`${on}T00:00:00Z`) - CHINA_OFFSET_MINUTES * MINUTE

export function BoardScreen(_: ScreenProps) {
  const { t } = useTranslation('floor')
  const may = useMay()
  const today = useToday()
  const [on, setOn] = useState(today)
  const [by, setBy] = useState<By>('technician')
  const [adding, setAdding] = useState(false)
  const [taken, setTaken] = useState<{ id: string } | null>(null)
  const { data, error, again } = useLive('floor.board', { on })
  const deed = useDeed()
  const plans = may('workshop.dispatch')
  const dayAt = dayAtOf(on)
  const { shown, failure, move } = useMoves(data)
  const wrong = error ?? deed.failure ?? failure
  return (
    <div className="screen">
      <div className="screen-head">
        <div className="grow">
          <h1>{t('board')}</h1>
          <p>{t('boardSays')}</p>
        </div>
        <div className="row" role="group" aria-label={t('day')}>
          <Button icon={PreviousIcon} label={t('earlier')} shortcut="alt+ArrowLeft" onPress={() => setOn(addDays(on, -1))} />
          <DateField label={t('day')} value={on} onChange={(day) => day && setOn(day)} />
          <Button icon={NextIcon} label={t('later')} shortcut="alt+ArrowRight" onPress={() => setOn(addDays(on, 1))} />
          <Button kind="quiet" shortcut="T" disabled={on === today} onPress={() => setOn(today)}>
            {t('ui:today')}
          </Button>
          <Button pressed={by === 'technician'} onPress={() => setBy('technician')}>
            {t('technicians')}
          </Button>
          <Button pressed={by === 'bay'} onPress={() => setBy('bay')}>
            {t('bays')}
          </Button>
          {plans && <Button onPress={() => setAdding(true)}>{t('bay.add')}</Button>}
        </div>
      </div>
      {wrong && <Refused error={wrong} module="floor" onRetry={again} />}
      {!data && !error && <Loading />}
      {data && data.technicians.length === 0 && <Empty drawing="people">{t('nobody')}</Empty>}
      {shown && shown.technicians.length > 0 && (
        <div className="split">
          <div className="main floor-main">
            <Rows
              board={shown}
              by={by}
              dayAt={dayAt}
              moves={plans}
              taken={taken}
              onMove={move}
              onOpen={(slot) => open('workOrder', { record: slot.orderId, title: slot.plate ?? slot.orderNo })}
              onSplit={(slot) =>
                deed.run((attempt) =>
                  call('floor.split', { id: slot.id, afterMinutes: Math.max(15, Math.round(slot.slotMinutes / 30) * 15) }, { attempt }),
                )
              }
              onDrop={(slot) => deed.run((attempt) => call('floor.unplan', { id: slot.id }, { attempt }))}
            />
          </div>
          <aside className="side">
            <Lacking board={shown} />
            <Waiting board={shown} plans={plans} dayAt={dayAt} run={deed.run} onPlanned={setTaken} />
          </aside>
        </div>
      )}
      <BayDialog open={adding} onClose={() => setAdding(false)} />
    </div>
  )
}

/** What was planned for somebody whose certificate ended since: it is given to another before it begins. */
function Lacking({ board }: { board: Board }) {
  const { t } = useTranslation('floor')
  const nameOf = (id: string): string => board.technicians.find((one) => one.id === id)?.name ?? ''
  const lacking = board.slots.filter(({ lacks }) => lacks !== null)
  if (lacking.length === 0) return null
  return (
    <section className="sec">
      <h3>
        {t('lacking')} <span className="cap">{lacking.length}</span>
      </h3>
      <ul className="stack" aria-label={t('lacking')}>
        {lacking.map((slot) => (
          <li key={slot.id}>
            <div className="row">
              <button
                type="button"
                className="link"
                onClick={() => open('workOrder', { record: slot.orderId, title: slot.plate ?? slot.orderNo })}
              >
                {slot.plate ?? slot.carName}
              </button>
              <span className="grow">{slot.name}</span>
              <span className="cap">{clockText(slot.startsAt)}</span>
            </div>
            <p>
              {nameOf(slot.technicianId)} {slot.lacks && <LackMark lacks={slot.lacks} />}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Jobs nobody planned yet; one press gives one to whoever is free first. */
function Waiting({
  board,
  plans,
  dayAt,
  run,
  onPlanned,
}: {
  board: Board
  plans: boolean
  dayAt: number
  run: ReturnType<typeof useDeed>['run']
  onPlanned: (slot: { id: string }) => void
}) {
  const { t } = useTranslation('floor')
  const from = Math.max(board.now, dayAt + OPENS * MINUTE)
  const minutesOf = (job: FloorJob): number => Math.max(15, Math.ceil(job.minutes / 15) * 15)
  const rowOf = (id: string) =>
    board.slots.filter((slot) => slot.technicianId === id).map(({ startsAt, slotMinutes }) => ({ startsAt, minutes: slotMinutes }))
  const give = (job: FloorJob): void => {
    const minutes = minutesOf(job)
    const [best] = board.technicians.map(({ id }) => ({ id, at: nextFree(rowOf(id), from, minutes) })).toSorted((a, b) => a.at - b.at)
    if (best)
      run(
        (attempt) => call('floor.plan', { jobId: job.jobId, technicianId: best.id, bayId: null, startsAt: best.at, minutes }, { attempt }),
        onPlanned,
      )
  }
  const [first] = board.waiting
  useShortcut('F8', () => first && give(first), { enabled: plans && first !== undefined, label: t('give') })
  /** Up and down lead from one that waits to the next, so that the last of sixty is no hundred Tabs away. */
  const walk = (event: KeyboardEvent<HTMLUListElement>): void => {
    if ((event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || event.ctrlKey || event.altKey || event.shiftKey) return
    const gives = [...event.currentTarget.querySelectorAll<HTMLElement>('.btn')]
    const at = gives.findIndex((give) => give.closest('li')?.contains(document.activeElement))
    gives[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
    event.preventDefault()
  }
  return (
    <section className="sec">
      <h3>
        {t('waiting')} <span className="cap">{board.waiting.length}</span>
      </h3>
      {board.waiting.length === 0 && <p className="cap">{t('nothingWaits')}</p>}
      <ul className="stack" aria-label={t('waiting')} onKeyDown={walk}>
        {board.waiting.slice(0, 60).map((job, at) => (
          <li key={job.jobId}>
            <div className="row">
              <button
                type="button"
                className="link"
                onClick={() => open('workOrder', { record: job.orderId, title: job.plate ?? job.orderNo })}
              >
                {job.plate ?? job.carName}
              </button>
              <span className="grow">{job.name}</span>
              {plans && at === 0 && <Kbd keys="F8" />}
              {plans && (
                <Button size="small" label={t('giveTo', { name: `${job.plate ?? ''} ${job.name}` })} onPress={() => give(job)}>
                  {t('give')}
                </Button>
              )}
            </div>
            <p className="cap">
              {t('minutes', { minutes: job.minutes })}
              {job.promisedAt !== null && (
                <>
                  {' · '}
                  <DateText at={job.promisedAt} near />
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
