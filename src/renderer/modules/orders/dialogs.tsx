// The questions an order asks before its terms are placed, and before it ends. Signature and delivery are in signing.tsx.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { orders } from '../../../shared/modules/orders/contract.ts'
import type { OrderCard } from '../../../shared/modules/orders/contract/card.ts'
import { cancelKinds, settleCancelled, type CancelKind } from '../../../shared/modules/orders/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField, ChoiceField } from '../../ui/CheckField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Money } from '../../ui/Money.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import { spokenReply } from './words.ts'

type Asked = { card: OrderCard; open: boolean; onClose: () => void }

export function PlaceDialog({ card, open, onClose }: Asked) {
  const { t } = useTranslation('orders')
  return (
    <Dialog open={open} onClose={onClose} title={t('place.title')} width="small">
      {open && <Placing card={card} onClose={onClose} />}
    </Dialog>
  )
}

function Placing({ card, onClose }: Omit<Asked, 'open'>) {
  const { t } = useTranslation('orders')
  const { price, vehicle } = card
  const needs = useLive('approvals.needs', {
    listFen: price.listFen,
    priceFen: price.carFen,
    totalFen: price.totalFen,
    vehicleId: vehicle?.id ?? null,
  })
  const form = useForm({
    module: 'orders',
    schema: orders.place.input,
    initial: { id: card.id, reason: '' },
    send: async (input, attempt) => spokenReply(await call('orders.place', input as never, { attempt }), t),
    onDone: onClose,
  })
  const levels = (needs.data?.levels ?? []).map((level) => level.roles.join(t('comma'))).join(t('place.then'))
  return (
    <Form
      form={form}
      submit={t('place.submit')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      {levels !== '' && <p>{t('place.levels', { levels })}</p>}
      {needs.data?.belowCost === true && <Notice kind="act">{t('place.belowCost')}</Notice>}
      <TextArea
        label={t('place.reason')}
        optional={needs.data?.belowCost !== true}
        hint={t('place.reasonHint')}
        {...form.field('reason')}
        autoFocus
        rows={3}
      />
    </Form>
  )
}

export function CancelDialog({ card, open, onClose }: Asked) {
  const { t } = useTranslation('orders')
  return (
    <Dialog open={open} onClose={onClose} title={t('cancel.title')}>
      {open && <Cancelling card={card} onClose={onClose} />}
    </Dialog>
  )
}

type Values = { kind: CancelKind; reason: string; keepEarnest: boolean }

function Cancelling({ card, onClose }: Omit<Asked, 'open'>) {
  const { t } = useTranslation('orders')
  const may = useMay()
  const { money, vehicle } = card
  const earnestFen = useMemo(
    () =>
      money.payments
        .flatMap((payment) => payment.parts)
        .filter((part) => part.kind === 'earnest')
        .reduce((sum, part) => sum + part.amountFen, 0),
    [money.payments],
  )
  const form = useForm({
    module: 'orders',
    schema: orders.cancel.input,
    initial: { kind: card.stage === 'car-lost' ? 'car-lost' : 'customer', reason: '', keepEarnest: false } as Values,
    read: (values) => ({ id: card.id, ...values }),
    send: async (input, attempt) => spokenReply(await call('orders.cancel', input as never, { attempt }), t),
    onDone: () => {
      // Whose order ended needs no other car: the case that said so is settled too.
      if (may('sync.resolve'))
        for (const lost of card.cases) if (lost.kind === 'hold') void call('sync.resolveCase', { id: lost.id, resolution: 'understood' })
      onClose()
    },
  })
  const { kind, keepEarnest } = form.values
  const { data: standing } = useLive('receivables.standing', { orderId: card.id as never })
  const limitFen = standing?.earnestLimitFen ?? null
  const { keptFen, refundFen, compensationFen } = settleCancelled({ kind, keepEarnest, earnestFen, netFen: money.netFen, limitFen })
  return (
    <Form
      form={form}
      submit={t('cancel.submit')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('cancel.back')}
        </Button>
      }
    >
      <ChoiceField
        label={t('cancel.kind')}
        {...form.field('kind')}
        options={cancelKinds
          .filter((value) => value !== 'car-lost' || card.stage === 'car-lost')
          .map((value) => ({ value, label: t(`cancel.kinds.${value}`) }))}
      />
      <TextArea label={t('cancel.reason')} hint={t('cancel.reasonHint')} {...form.field('reason')} autoFocus rows={2} />
      {earnestFen > 0 && kind === 'customer' && (
        <CheckField
          label={t('cancel.keepEarnest')}
          hint={t('cancel.keepHint')}
          value={keepEarnest}
          onChange={(on) => form.set('keepEarnest', on)}
        />
      )}
      {earnestFen > 0 && kind === 'store' && <Notice>{t('cancel.storeHint')}</Notice>}
      {money.netFen === 0 ? (
        <p className="cap">{t('cancel.nothing')}</p>
      ) : (
        <KeyValue
          wide
          pairs={[
            [
              t('cancel.refund'),
              <b key="back">
                <Money fen={refundFen} />
              </b>,
            ],
            keptFen > 0 && [t('cancel.kept'), <Money key="kept" fen={keptFen} />],
            compensationFen > 0 && [t('cancel.compensation'), <Money key="twice" fen={compensationFen} />],
          ]}
        />
      )}
      {card.hold !== 'none' && vehicle && <p className="cap">{t('cancel.frees', { car: `${vehicle.stockNo} ${vehicle.name}` })}</p>}
    </Form>
  )
}
