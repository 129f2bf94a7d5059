// 代步车: which cars the store lends, who has each and until when; lending one, and taking it back. Every loan that was is a list of
// its own.
import AddIcon from 'lucide-react/icons/plus'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LoanerCar } from '../../../shared/modules/loaners/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { LendDialog } from './LendDialog.tsx'
import { LoanerDialog, MarkDialog, type LoanDeed } from './LoanDialogs.tsx'
import { LoanPane } from './LoanPane.tsx'
import './loaners.css'

export function LoanersScreen({ params }: ScreenProps) {
  const { t } = useTranslation('loaners')
  const may = useMay()
  const deed = useDeed()
  const [chosen, setChosen] = useState<string | null>(null)
  const [lending, setLending] = useState<LoanerCar | null>(null)
  const [marking, setMarking] = useState(false)
  const [doing, setDoing] = useState<LoanDeed | null>(null)
  const [heard, setHeard] = useState<ScreenProps['params']>(undefined)
  if (params !== heard) {
    setHeard(params)
    if (typeof params?.['loan'] === 'string') setChosen(params['loan'])
  }
  const { data, error, again } = useLive('loaners.cars', {})
  const { data: found } = useLive('loaners.card', chosen ? { id: chosen } : null)
  const card = found?.id === chosen ? found : null
  return (
    <div className="screen">
      <div className="screen-head">
        <div className="grow">
          <h1>{t('title')}</h1>
          <p>{t('says')}</p>
        </div>
        <div className="row">
          <Button onPress={() => open('loanList')}>{t('listTitle')}</Button>
          {may('workshop.dispatch') && (
            <Button kind="primary" icon={AddIcon} shortcut="mod+N" onPress={() => setMarking(true)}>
              {t('mark.open')}
            </Button>
          )}
        </div>
      </div>
      <div className="split fleet-split">
        <div className="main">
          {error && <Refused error={error} module="loaners" onRetry={again} />}
          {deed.failure && <Refused error={deed.failure} module="loaners" />}
          {!data && !error && <Loading />}
          {data?.cars.length === 0 && <Empty drawing="car">{t('noCars')}</Empty>}
          {data && data.overdue > 0 && <p className="act">{t('overdueCars', { count: data.overdue })}</p>}
          <ul className="fleet">
            {data?.cars.map((car) => (
              <li key={car.id} className={`fleet-car${car.out?.id === chosen ? ' chosen' : ''}`}>
                <span className="row">
                  <b className="grow">{car.plate ?? car.stockNo}</b>
                  {car.out === null && <Mark shape="disc" tone="good" word={t('here')} />}
                  {car.out && <Mark shape="chevrons" tone={car.out.overdue ? 'act' : 'teal'} word={t(stateOf(car))} />}
                </span>
                <span className="cap">{[car.name, car.km === null ? null : t('km', { km: car.km })].filter(Boolean).join(t('dot'))}</span>
                {car.note && <span className="cap">{car.note}</span>}
                {car.out && !car.out.driving && (
                  <span className={car.out.overdue ? 'act' : undefined}>
                    {t('has', { name: car.out.customerName })} <DateText at={car.out.dueAt} near />
                  </span>
                )}
                {car.out?.driving && <span>{car.out.customerName}</span>}
                <span className="row">
                  {car.out && !car.out.driving && (
                    <Button
                      size="small"
                      label={t('showOf', { car: car.plate ?? car.stockNo })}
                      pressed={car.out.id === chosen}
                      onPress={() => setChosen(car.out?.id === chosen ? null : (car.out?.id ?? null))}
                    >
                      {t('show')}
                    </Button>
                  )}
                  {car.out === null && !car.gone && may('workshop.edit') && (
                    <Button size="small" label={t('lendOf', { car: car.plate ?? car.stockNo })} onPress={() => setLending(car)}>
                      {t('lend.open')}
                    </Button>
                  )}
                  {car.out === null && may('workshop.dispatch') && (
                    <Button
                      size="small"
                      kind="quiet"
                      busy={deed.busy}
                      label={t('unmarkOf', { car: car.plate ?? car.stockNo })}
                      onPress={() =>
                        deed.run((attempt) => call('loaners.mark', { vehicleId: car.id, active: false, note: car.note ?? '' }, { attempt }))
                      }
                    >
                      {t('unmark')}
                    </Button>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </div>
        {card && (
          <aside className="side">
            <LoanPane card={card} onDeed={setDoing} />
          </aside>
        )}
      </div>
      <LendDialog car={lending} onClose={() => setLending(null)} onLent={setChosen} />
      <LoanerDialog deed={doing} card={card} onClose={() => setDoing(null)} />
      <MarkDialog open={marking} onClose={() => setMarking(false)} />
    </div>
  )
}

const stateOf = ({ out }: LoanerCar): 'driving' | 'stages.overdue' | 'stages.out' =>
  out?.driving ? 'driving' : out?.overdue ? 'stages.overdue' : 'stages.out'
