// The ways out as full-width choices: the best one filled, each with its key, each one press (money and cancelling ask once).
import SwapIcon from 'lucide-react/icons/arrow-left-right'
import OpenIcon from 'lucide-react/icons/file-text'
import KeepIcon from 'lucide-react/icons/check'
import MineIcon from 'lucide-react/icons/pencil'
import UndoIcon from 'lucide-react/icons/undo-2'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseCard, Remedy } from '../../../shared/modules/sync/contract/case-card.ts'
import { formatYuan } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/Dialog.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import { CancelDrive, MoveDrive } from './DriveRemedies.tsx'
import { ConfirmHandover, KeepCar } from './HandoverRemedies.tsx'
import { Frame, type ChoiceProps, type Of } from './Remedy.tsx'
import { useDeed } from '../../ui/use-deed.ts'

export function Remedies({ card }: { card: CaseCard }) {
  const { t } = useTranslation('sync')
  const choices = card.remedies.filter((r) => r.kind !== 'hand-over')
  // An order whose lost step cannot be written anew by itself is done again at the order.
  const redo =
    card.kind === 'expect' && card.subject?.table === 'orders' && card.stop === null && !choices.some((r) => r.kind === 'take-mine')
  return (
    <div className="remedies">
      <h3 className="label">{t('remedy.title')}</h3>
      {redo && card.subject && <Redo order={card.subject.id} title={card.subject.name} />}
      {choices.map((remedy, at) => (
        <Choice key={remedy.kind} remedy={remedy} card={card} nth={at + (redo ? 2 : 1)} best={at === 0 && !redo && remedy.needs === null} />
      ))}
    </div>
  )
}

function Choice(props: { remedy: Remedy; card: CaseCard; nth: number; best: boolean }) {
  const { remedy } = props
  if (remedy.kind === 'change-car') return <ChangeCar {...props} remedy={remedy} />
  if (remedy.kind === 'cancel-order') return <CancelOrder {...props} remedy={remedy} />
  if (remedy.kind === 'move-drive') return <MoveDrive {...props} remedy={remedy} />
  if (remedy.kind === 'cancel-drive') return <CancelDrive {...props} remedy={remedy} />
  if (remedy.kind === 'confirm-handover') return <ConfirmHandover {...props} remedy={remedy} />
  if (remedy.kind === 'keep-car') return <KeepCar {...props} remedy={remedy} />
  if (remedy.kind === 'take-mine') return <TakeMine {...props} remedy={remedy} />
  if (remedy.kind === 'keep-theirs' || remedy.kind === 'understood') return <Leave {...props} remedy={remedy} />
  return null
}

function ChangeCar({ remedy, card, nth, best }: ChoiceProps<'change-car'>) {
  const { t } = useTranslation('sync')
  const deed = useDeed()
  const [chosen, setChosen] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const car = remedy.cars.find((c) => c.id === chosen) ?? remedy.cars[0]
  const asks = deed.failure?.code === 'reason-needed' || reason !== ''
  const exchange = (): void => {
    if (!car) return
    deed.run(
      (attempt) => call('sync.changeCar', { id: card.id, vehicleId: car.id as never, reason: reason.trim() || null }, { attempt }),
      () => sayBriefly(t('remedy.changed', { stockNo: car.stockNo })),
    )
  }
  return (
    <Frame
      icon={SwapIcon}
      name={t('remedy.change-car.name')}
      tag={t('remedy.change-car.best')}
      says={car ? t('remedy.change-car.says') : t('remedy.change-car.none')}
      best={best && car !== undefined}
      needs={remedy.needs}
      go={
        car ? (
          <Button kind={best ? 'primary' : 'plain'} shortcut={String(nth)} busy={deed.busy} onPress={exchange}>
            {t('remedy.change-car.do', { stockNo: car.stockNo })}
          </Button>
        ) : (
          <Button shortcut={String(nth)} onPress={() => open('vehicles')}>
            {t('remedy.change-car.look')}
          </Button>
        )
      }
    >
      {remedy.cars.length > 0 && (
        <div className="row wrap cars" role="radiogroup" aria-label={t('remedy.change-car.name')}>
          {remedy.cars.map((each) => (
            <button
              key={each.id}
              type="button"
              role="radio"
              aria-checked={each.id === car?.id}
              className="car-chip"
              onClick={() => setChosen(each.id)}
            >
              <b>{each.stockNo}</b> {carWords(each)}
            </button>
          ))}
        </div>
      )}
      {asks && <TextField label={t('remedy.change-car.reason')} value={reason} onChange={setReason} autoFocus />}
      {deed.failure && deed.failure.code !== 'reason-needed' && <Refused error={deed.failure} module="sync" />}
    </Frame>
  )

  function carWords(each: Of<'change-car'>['cars'][number]): string {
    const difference = each.differenceFen ?? 0
    const price =
      difference === 0
        ? null
        : t(difference > 0 ? 'remedy.change-car.dearer' : 'remedy.change-car.cheaper', { amount: formatYuan(Math.abs(difference)) })
    return [
      each.exterior,
      each.sameColour ? t('remedy.change-car.same') : null,
      each.state === 'in-transit' ? t('remedy.change-car.transit') : each.location,
      price,
    ]
      .filter(Boolean)
      .join(t('dot'))
  }
}

function CancelOrder({ remedy, card, nth, best }: ChoiceProps<'cancel-order'>) {
  const { t } = useTranslation('sync')
  const deed = useDeed()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const amount = formatYuan(remedy.refundFen)
  const money = remedy.refundFen > 0
  const method = remedy.method ? t(`admin:words.values.method.${remedy.method}` as never) : ''
  const cancel = (): void =>
    deed.run(
      (attempt) => call('sync.cancelOrder', { id: card.id, reason: reason.trim() || t('remedy.cancel-order.reasonGiven') }, { attempt }),
      ({ refundedFen, leftFen }) => {
        setAsking(false)
        sayBriefly(
          leftFen > 0
            ? t('remedy.cancel-order.doneLater', { amount: formatYuan(leftFen) })
            : t('remedy.cancel-order.done', { amount: formatYuan(refundedFen) }),
        )
      },
    )
  return (
    <Frame
      icon={UndoIcon}
      name={money ? t('remedy.cancel-order.name', { amount }) : t('remedy.cancel-order.nameNoMoney')}
      says={
        money
          ? t(remedy.refundsNow ? 'remedy.cancel-order.saysNow' : 'remedy.cancel-order.saysLater', { method })
          : t('remedy.cancel-order.saysNoMoney')
      }
      best={best}
      needs={remedy.needs}
      go={
        <Button shortcut={String(nth)} onPress={() => setAsking(true)}>
          {t(money && remedy.refundsNow ? 'remedy.cancel-order.do' : 'remedy.cancel-order.doLater')}
        </Button>
      }
    >
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={money && remedy.refundsNow ? t('remedy.cancel-order.ask', { amount }) : t('remedy.cancel-order.askNoMoney')}
        confirm={t(money && remedy.refundsNow ? 'remedy.cancel-order.do' : 'remedy.cancel-order.doLater')}
        onConfirm={cancel}
        busy={deed.busy}
      >
        <TextField
          label={t('remedy.cancel-order.reason')}
          value={reason}
          placeholder={t('remedy.cancel-order.reasonGiven')}
          onChange={setReason}
          optional
        />
        {deed.failure && <Refused error={deed.failure} module="sync" />}
      </ConfirmDialog>
    </Frame>
  )
}

function TakeMine({ remedy, card, nth, best }: ChoiceProps<'take-mine'>) {
  const { t } = useTranslation('sync')
  const deed = useDeed()
  return (
    <Frame
      icon={MineIcon}
      name={t('remedy.take-mine.name')}
      says={t('remedy.take-mine.says')}
      best={best}
      needs={remedy.needs}
      go={
        <Button
          kind={best ? 'primary' : 'plain'}
          shortcut={String(nth)}
          busy={deed.busy}
          onPress={() =>
            deed.run(
              (attempt) => call('sync.takeMine', { id: card.id }, { attempt }),
              () => sayBriefly(t('remedy.taken')),
            )
          }
        >
          {t('remedy.take-mine.do')}
        </Button>
      }
    >
      {deed.failure && <Refused error={deed.failure} module="sync" />}
    </Frame>
  )
}

function Leave({ remedy, card, nth, best }: ChoiceProps<'keep-theirs' | 'understood'>) {
  const { t } = useTranslation('sync')
  const deed = useDeed()
  const resolution = remedy.kind === 'keep-theirs' ? 'kept-theirs' : 'understood'
  return (
    <Frame
      icon={KeepIcon}
      name={t(`remedy.${remedy.kind}.name`)}
      says={t(`remedy.${remedy.kind}.says`)}
      best={best}
      needs={remedy.needs}
      go={
        <Button
          kind={best ? 'primary' : 'plain'}
          shortcut={String(nth)}
          busy={deed.busy}
          onPress={() =>
            deed.run(
              (attempt) => call('sync.resolveCase', { id: card.id, resolution }, { attempt }),
              () => sayBriefly(t('remedy.kept')),
            )
          }
        >
          {t(`remedy.${remedy.kind}.do`)}
        </Button>
      }
    >
      {deed.failure && <Refused error={deed.failure} module="sync" />}
    </Frame>
  )
}

function Redo({ order, title }: { order: string; title: string | null }) {
  const { t } = useTranslation('sync')
  return (
    <Frame
      icon={OpenIcon}
      name={t('remedy.openOrder.name')}
      says={t('remedy.openOrder.says')}
      best
      needs={null}
      go={
        <Button kind="primary" shortcut="1" onPress={() => open('order', { record: order, ...(title ? { title } : {}) })}>
          {t('remedy.openOrder.do')}
        </Button>
      }
    />
  )
}
