// Several cars change hands at once: whose right to be sold is taken, returned or given on, which travel to another site
// or arrive. Each car says whether it can, and why not; the button says how many will.
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import { vehicles } from '../../../shared/modules/vehicles/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Glyph } from '../../ui/Glyph.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { sayBriefly } from '../../ui/toast.tsx'

export const handDeeds = ['take', 'return', 'give', 'transfer', 'receive'] as const
export type HandDeed = (typeof handDeeds)[number]
export type Handing = { deed: HandDeed; ids: readonly string[] }
type Cars = Output<'vehicles.handing'>['cars']

/** `handing` null: closed. `onDone` after the deed, when nothing needs to stay ticked. */
export function HandDialog({ handing, onClose, onDone }: { handing: Handing | null; onClose: () => void; onDone?: () => void }) {
  const { t } = useTranslation('vehicles')
  return (
    <Dialog open={handing !== null} onClose={onClose} title={handing ? t(`hand.${handing.deed}.title`) : ''}>
      {handing && (
        <Asking
          {...handing}
          onClose={onClose}
          onDone={() => {
            onClose()
            onDone?.()
          }}
        />
      )}
    </Dialog>
  )
}

function Asking({ deed, ids, onClose, onDone }: Handing & { onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation('vehicles')
  const { data } = useLive('vehicles.handing', { ids: [...ids] })
  // What is listed is what was there when the dialog asked: a car that just changed hands stays in the list it was sent in.
  const [cars, setCars] = useState<Cars | null>(null)
  if (data && cars === null) setCars(data.cars)
  const { data: status } = useLive('sync.status', {})
  if (!cars || !status) return <Loading />
  const able = cars.filter((car) => car[deed] === null)
  const part: Part = {
    ids: able.map((car) => car.id),
    onClose,
    onDone: (count) => {
      sayBriefly(t(`hand.${deed}.done`, { count }))
      onDone()
    },
  }
  return (
    <div className="stack wide">
      <p className="ink2">{t(`hand.${deed}.says`)}</p>
      <ul className="hand-cars">
        {cars.map((car) => (
          <HandCar key={car.id} car={car} why={car[deed]} />
        ))}
      </ul>
      {!status.online && status.joined && <Notice kind="pencil">{t(`hand.${deed}.offline`)}</Notice>}
      {able.length === 0 ? (
        <div className="form-foot">
          <span className="cap grow">{t('hand.none')}</span>
          <Button kind="quiet" onPress={onClose} autoFocus>
            {t('ui:close')}
          </Button>
        </div>
      ) : (
        <Deed deed={deed} {...part} />
      )}
    </div>
  )
}

function HandCar({ car, why }: { car: Cars[number]; why: Cars[number]['take'] }) {
  const { t } = useTranslation('vehicles')
  return (
    <li className={why ? 'cannot' : undefined}>
      <span className={why ? 'warn' : 'good'}>
        <Glyph shape={why ? 'cross' : 'tick'} />
      </span>
      <span className="mid">{car.stockNo}</span>
      <span className="grow trunc">{car.title}</span>
      {why && <span className="cap">{t([`hand.why.${why.code}`, 'hand.why.other'] as never, why.details)}</span>}
    </li>
  )
}

type Part = { ids: string[]; onClose: () => void; onDone: (count: number) => void }

function Deed({ deed, ...part }: Part & { deed: HandDeed }) {
  if (deed === 'give') return <Giving {...part} />
  if (deed === 'transfer') return <Sending {...part} />
  if (deed === 'receive') return <Receiving {...part} />
  return <Plain deed={deed} {...part} />
}

function Leave({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation('ui')
  return (
    <Button kind="quiet" onPress={onClose}>
      {t('cancel')}
    </Button>
  )
}

function Plain({ deed, ids, onClose, onDone }: Part & { deed: 'take' | 'return' }) {
  const { t } = useTranslation('vehicles')
  const form = useForm({
    module: 'vehicles',
    schema: vehicles.takeRights.input,
    initial: { ids },
    send: (input, attempt) => call(deed === 'take' ? 'vehicles.takeRights' : 'vehicles.returnRights', input, { attempt }),
    onDone: ({ count }) => onDone(count),
  })
  return (
    <Form form={form} submit={t(`hand.${deed}.go`, { count: ids.length })} side={<Leave onClose={onClose} />}>
      {null}
    </Form>
  )
}

function Giving({ ids, onClose, onDone }: Part) {
  const { t } = useTranslation('vehicles')
  const { data: words } = useLive('vehicles.words', {})
  const desks = words?.desks.filter((desk) => desk.own && !desk.here) ?? []
  const form = useForm({
    module: 'vehicles',
    schema: vehicles.giveRights.input,
    initial: { ids, to: null as string | null },
    read: (values) => ({ ...values, to: values.to ?? desks[0]?.id ?? '' }),
    send: (input, attempt) => call('vehicles.giveRights', input, { attempt }),
    onDone: ({ count }) => onDone(count),
  })
  return (
    <Form form={form} submit={t('hand.give.go', { count: ids.length })} side={<Leave onClose={onClose} />}>
      <SelectField
        label={t('hand.give.to')}
        name="to"
        value={form.values.to ?? desks[0]?.id ?? null}
        onChange={(to) => form.set('to', to)}
        options={desks.map((desk) => ({ value: desk.id, label: desk.name }))}
        hint={desks.length === 0 ? t('hand.give.nobody') : undefined}
      />
    </Form>
  )
}

function Sending({ ids, onClose, onDone }: Part) {
  const { t } = useTranslation('vehicles')
  const { data: words } = useLive('vehicles.words', {})
  const sites = words?.sites.filter((site) => !site.own) ?? []
  const form = useForm({
    module: 'vehicles',
    schema: vehicles.transfer.input,
    initial: { ids, siteId: null as string | null, reason: '' },
    read: (values) => ({ ...values, siteId: values.siteId ?? sites[0]?.id ?? '' }),
    send: (input, attempt) => call('vehicles.transfer', input, { attempt }),
    onDone: ({ count }) => onDone(count),
  })
  return (
    <Form form={form} submit={t('hand.transfer.go', { count: ids.length })} side={<Leave onClose={onClose} />}>
      <SelectField
        label={t('hand.transfer.to')}
        name="siteId"
        value={form.values.siteId ?? sites[0]?.id ?? null}
        onChange={(siteId) => form.set('siteId', siteId)}
        options={sites.map((site) => ({ value: site.id, label: site.name }))}
        hint={sites.length === 0 ? t('hand.transfer.nowhere') : undefined}
      />
      <TextField label={t('hand.transfer.reason')} hint={t('hand.transfer.reasonHint')} {...form.field('reason')} maxLength={200} />
    </Form>
  )
}

function Receiving({ ids, onClose, onDone }: Part) {
  const { t } = useTranslation('vehicles')
  const form = useForm({
    module: 'vehicles',
    schema: vehicles.receive.input,
    initial: { ids, location: '', state: 'in-stock' as 'in-stock' | 'for-sale' },
    send: (input, attempt) => call('vehicles.receive', input, { attempt }),
    onDone: ({ count }) => onDone(count),
  })
  return (
    <Form form={form} submit={t('hand.receive.go', { count: ids.length })} side={<Leave onClose={onClose} />}>
      <TextField label={t('column.location')} optional {...form.field('location')} autoFocus maxLength={80} />
      <ChoiceField
        label={t('column.state')}
        {...form.field('state')}
        options={(['in-stock', 'for-sale'] as const).map((value) => ({ value, label: t(`ui:vehicle.${value}`) }))}
      />
    </Form>
  )
}
