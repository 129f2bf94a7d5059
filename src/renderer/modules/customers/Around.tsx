// What surrounds a customer, in blocks of the record: what fits their needs, cars of other makes, test drives and old cars,
// what is arranged with partners, what they said to us. Each block with its own next step.
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import type { Inquiry, OwnCar, PartnerTask } from '../../../shared/modules/customers/contract/around.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Figures } from '../../ui/KeyValue.tsx'
import { Money } from '../../ui/Money.tsx'
import { DueDay } from '../../ui/people/DueDay.tsx'
import { ArrangeDialog, AnswerDialog, CarDialog, HearDialog, SettleDialog } from './around-dialogs.tsx'

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

export function Inquiries({ data, customer, edits }: { data: AroundData; customer: Customer; edits: boolean }) {
  const { t } = useTranslation('customers')
  const [hearing, setHearing] = useState(false)
  const [answering, setAnswering] = useState<Inquiry | null>(null)
  return (
    <Block
      title={t('section.inquiries')}
      action={
        <>
          <Button kind="quiet" size="small" onPress={() => open('inquiries')}>
            {t('inquiry.all')}
          </Button>
          {edits && (
            <Button kind="quiet" size="small" onPress={() => setHearing(true)}>
              {t('inquiry.open')}
            </Button>
          )}
        </>
      }
    >
      {data.inquiries.length === 0 && <p className="cap">{t('noInquiries')}</p>}
      <ul>
        {data.inquiries.map((each) => (
          <li key={each.id} className="follow">
            <span className="grow">
              {each.settledAt === null ? <DueDay on={each.answerByOn} words /> : <span className="muted">{t('inquiry.settled')}</span>}{' '}
              <b className="mid">{t(`inquiryKinds.${each.kind}`)}</b>{' '}
              <span className="ink2">{[each.said, each.outcome, each.owner].filter(Boolean).join(t('dot'))}</span>
            </span>
            {each.settledAt === null && edits && (
              <Button size="small" onPress={() => setAnswering(each)}>
                {t('answer.open')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <HearDialog customer={customer} open={hearing} onClose={() => setHearing(false)} />
      <AnswerDialog inquiry={answering} onClose={() => setAnswering(null)} />
    </Block>
  )
}
