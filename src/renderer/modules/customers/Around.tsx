// What surrounds a customer, in blocks of the record: what fits their needs, cars of other makes, test drives and old cars,
// what is arranged with partners, what they asked for. Each block with its own next step.
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import type { OwnCar, PartnerTask } from '../../../shared/modules/customers/contract/around.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Figures } from '../../ui/KeyValue.tsx'
import { Money } from '../../ui/Money.tsx'
import { DueDay } from '../../ui/people/DueDay.tsx'
import { ArrangeDialog, CarDialog, SettleDialog } from './around-dialogs.tsx'

export type AroundData = Output<'customers.around'>
type Customer = { id: string; name: string }

function Block({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <h2 className="title">
        <span className="grow">{title}</span>
        {action}
      </h2>
      {children}
    </section>
  )
}

export function Matches({ data }: { data: AroundData }) {
  const { t } = useTranslation('customers')
  return (
    <Block title={t('section.matches')}>
      {data.matches.length === 0 && <p className="cap">{t('noMatches')}</p>}
      <ul>
        {data.matches.map((match) => (
          <li key={match.id} className="follow">
            <span className="grow">
              <b className="mid">{match.title}</b>{' '}
              <span className="cap">{match.reasons.map((reason) => t(`reasons.${reason}`, { count: match.inStock })).join(t('dot'))}</span>
            </span>
            <Money fen={match.listFen} />
          </li>
        ))}
      </ul>
    </Block>
  )
}

export function OwnMoney({ money }: { money: NonNullable<AroundData['money']> }) {
  const { t } = useTranslation('customers')
  return (
    <Figures
      pairs={[
        [t('money.paid'), <Money key="paid" fen={money.paidFen} />],
        [t('money.open'), <Money key="open" fen={money.openFen} />],
        [t('money.owing'), <Money key="owing" fen={money.owingFen} />],
      ]}
    />
  )
}

export function OwnCars({ data, customer, edits }: { data: AroundData; customer: Customer; edits: boolean }) {
  const { t } = useTranslation('customers')
  const [keeping, setKeeping] = useState<OwnCar | 'new' | null>(null)
  return (
    <Block
      title={t('section.ownCars')}
      action={
        edits && (
          <Button kind="quiet" size="small" onPress={() => setKeeping('new')}>
            {t('car.open')}
          </Button>
        )
      }
    >
      {data.cars.length === 0 && <p className="cap">{t('noOwnCars')}</p>}
      <ul>
        {data.cars.map((car) => (
          <li key={car.id} className="follow">
            <span className="grow">
              <b className="mid">{[car.brand, car.model].join(' ')}</b>{' '}
              <span className="cap">{[car.plate, car.vin?.slice(-6), car.note].filter(Boolean).join(t('dot'))}</span>
            </span>
            <span className="cap">
              {car.goneOn ? t('car.gone', { day: car.goneOn }) : car.boughtOn ? t('car.since', { day: car.boughtOn }) : ''}
            </span>
            {edits && (
              <Button kind="quiet" size="small" onPress={() => setKeeping(car)}>
                {t('car.change')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <CarDialog customer={customer} car={keeping} onClose={() => setKeeping(null)} />
    </Block>
  )
}

export function Drives({ data }: { data: AroundData }) {
  const { t } = useTranslation('customers')
  if (data.drives.length === 0 && data.tradeins.length === 0) return null
  return (
    <Block title={t('section.drives')}>
      <ul>
        {data.drives.map((drive) => (
          <li key={drive.id} className="follow">
            <b className="mid">{t('drive')}</b>
            <span className="grow cap trunc">
              {[drive.title, t(`testdrives:stages.${drive.state}`), drive.feedback].filter(Boolean).join(t('dot'))}
            </span>
            <span className="cap">
              <DateText on={drive.driveOn} /> {drive.slot}
            </span>
          </li>
        ))}
        {data.tradeins.map((old) => (
          <li key={old.id} className="follow">
            <b className="mid">{t('tradeIn')}</b>
            <span className="grow cap trunc">{[old.no, old.title, t(`tradeins:states.${old.state}`)].join(t('dot'))}</span>
            {old.allowanceFen !== null && <Money fen={old.allowanceFen} />}
          </li>
        ))}
      </ul>
    </Block>
  )
}

export function PartnerTasks({ data, customer, edits }: { data: AroundData; customer: Customer; edits: boolean }) {
  const { t } = useTranslation('customers')
  const [arranging, setArranging] = useState(false)
  const [settling, setSettling] = useState<PartnerTask | null>(null)
  return (
    <Block
      title={t('section.partners')}
      action={
        edits && (
          <Button kind="quiet" size="small" onPress={() => setArranging(true)}>
            {t('arrange.open')}
          </Button>
        )
      }
    >
      {data.tasks.length === 0 && <p className="cap">{t('noTasks')}</p>}
      <ul>
        {data.tasks.map((task) => (
          <li key={task.id} className="follow">
            <span className="grow">
              {task.state === 'open' ? <DueDay on={task.dueOn} words /> : <span className="muted">{t(`taskStates.${task.state}`)}</span>}{' '}
              <b className="mid">{t(`partnerKinds.${task.kind}`)}</b>{' '}
              <span className="ink2">{[task.partner, task.result ?? task.note, task.owner].filter(Boolean).join(t('dot'))}</span>
            </span>
            {task.state === 'open' && edits && (
              <Button size="small" onPress={() => setSettling(task)}>
                {t('settle.open')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ArrangeDialog customer={customer} open={arranging} onClose={() => setArranging(false)} />
      <SettleDialog task={settling} onClose={() => setSettling(null)} />
    </Block>
  )
}

/** What they wanted of the store; taken down and led to its end at the service desk. */
export function Tickets({ data, customer, edits }: { data: AroundData; customer: Customer; edits: boolean }) {
  const { t } = useTranslation('customers')
  const may = useMay()
  return (
    <Block
      title={t('section.tickets')}
      action={
        may('care.view') && (
          <>
            <Button kind="quiet" size="small" onPress={() => open('care')}>
              {t('ticket.all')}
            </Button>
            {edits && may('care.edit') && (
              <Button kind="quiet" size="small" onPress={() => open('care', { params: { ask: { id: customer.id, name: customer.name } } })}>
                {t('ticket.open')}
              </Button>
            )}
          </>
        )
      }
    >
      {data.tickets.length === 0 && <p className="cap">{t('noTickets')}</p>}
      <ul>
        {data.tickets.map((each) => (
          <li key={each.id} className="follow">
            <span className="grow">
              {each.doneAt === null ? <DateText at={each.dueAt} near /> : <span className="muted">{t('ticket.done')}</span>}{' '}
              <b className="mid">{t(`care:kinds.${each.kind}`)}</b>{' '}
              <span className="ink2">{[each.question, each.result, each.owner].filter(Boolean).join(t('dot'))}</span>
            </span>
          </li>
        ))}
      </ul>
    </Block>
  )
}
