// 试驾: who drives which car when, for a day or a week, and beside it the drive that was chosen.
import ListIcon from 'lucide-react/icons/list'
import NextIcon from 'lucide-react/icons/chevron-right'
import PreviousIcon from 'lucide-react/icons/chevron-left'
import { useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../shared/dates.ts'
import type { DriveCard } from '../../../shared/modules/testdrives/contract.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import type { Found } from '../../ui/ComboField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { useToday } from '../../ui/today.ts'
import { BookDialog } from './BookDialog.tsx'
import { Calendar, type Slot } from './Calendar.tsx'
import { DepartDialog } from './DepartDialog.tsx'
import { EndDialog, MoveDialog } from './dialogs.tsx'
import { DrivePane, type Deed } from './DrivePane.tsx'
import { ReturnDialog } from './ReturnDialog.tsx'
import './testdrives.css'

export function TestDrivesScreen({ params }: ScreenProps) {
  const { t } = useTranslation('testdrives')
  const may = useMay()
  const today = useToday()
  const [from, setFrom] = useState(today)
  const [days, setDays] = useState<1 | 7>(1)
  const [chosen, setChosen] = useState<string | null>(null)
  const [slot, setSlot] = useState<Slot | null>(null)
  /** Who was invited, by whoever comes from the invitation. */
  const [guest, setGuest] = useState<Found | null>(null)
  const [doing, setDoing] = useState<{ deed: Deed; card: DriveCard } | null>(null)
  const head = useRef<HTMLButtonElement>(null)
  const { data, error, again } = useLive('testdrives.calendar', { fromOn: from, days })
  const { data: card } = useLive('testdrives.card', chosen ? { id: chosen } : null)
  const edits = may('testdrives.edit')
  // Who comes from the list or a case looks at one drive.
  const [heard, setHeard] = useState<ScreenProps['params']>(undefined)
  if (params !== heard) {
    setHeard(params)
    if (typeof params?.['drive'] === 'string') setChosen(params['drive'])
    if (typeof params?.['on'] === 'string') setFrom(params['on'])
    setGuest((params?.['guest'] as Found | undefined) ?? null)
  }
  const over = useCallback(() => setDoing(null), [])
  const about = (deed: Deed): DriveCard | null => (doing?.deed === deed ? doing.card : null)
  const go = (on: string): void => {
    setFrom(on)
    setDays(1)
  }
  return (
    <div className="screen">
      <div className="screen-head">
        <div className="grow">
          <h1>{t('title')}</h1>
          <p>{t('says')}</p>
        </div>
        <div className="row" role="group" aria-label={t('day')}>
          <Button icon={PreviousIcon} label={t('earlier')} shortcut="alt+ArrowLeft" onPress={() => setFrom(addDays(from, -days))} />
          <DateField label={t('day')} value={from} onChange={(on) => on && setFrom(on)} />
          <Button icon={NextIcon} label={t('later')} shortcut="alt+ArrowRight" onPress={() => setFrom(addDays(from, days))} />
          <Button kind="quiet" shortcut="T" disabled={from === today} onPress={() => setFrom(today)}>
            {t('ui:today')}
          </Button>
          <Button ref={head} pressed={days === 1} shortcut="D" onPress={() => setDays(1)}>
            {t('oneDay')}
          </Button>
          <Button pressed={days === 7} shortcut="W" onPress={() => setDays(7)}>
            {t('week')}
          </Button>
          <Button icon={ListIcon} onPress={() => open('driveList')}>
            {t('list')}
          </Button>
        </div>
      </div>
      <div className="split drive-split">
        <div className="main">
          {error && <Refused error={error} module="testdrives" onRetry={again} />}
          {!data && !error && <Loading />}
          {data && data.cars.length === 0 && <Empty drawing="car">{t('noCars')}</Empty>}
          {data && data.cars.length > 0 && data.days.every(({ slots }) => slots.length === 0) && <Empty>{t('noHours')}</Empty>}
          {data && data.cars.length > 0 && data.days.some(({ slots }) => slots.length > 0) && (
            <Calendar
              key={days}
              calendar={data}
              chosen={chosen}
              mayBook={edits}
              onBook={setSlot}
              onShow={(drive) => setChosen(drive.id)}
              onDay={go}
              onLeave={() => (chosen ? setChosen(null) : head.current?.focus())}
            />
          )}
        </div>
        {chosen && card?.id === chosen && (
          <aside className="side">
            <DrivePane card={card} onDeed={(deed) => setDoing({ deed, card })} />
          </aside>
        )}
      </div>
      <BookDialog slot={slot} guest={guest} onClose={() => setSlot(null)} onBooked={setChosen} />
      <DepartDialog card={about('depart')} onClose={over} />
      <ReturnDialog card={about('bringBack') ?? about('score')} scoring={doing?.deed === 'score'} onClose={over} />
      <MoveDialog card={about('move')} onClose={over} onMoved={setChosen} />
      <EndDialog card={about('end')} onClose={over} />
    </div>
  )
}
