// Takes the sale right from a desktop that cannot give it. Says first what that may break, asks for a statement that stays
// with the right, and afterwards tells what will happen over there.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { vehicles } from '../../../shared/modules/vehicles/contract.ts'
import type { VehicleCard } from '../../../shared/modules/vehicles/contract/shapes.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField, ChoiceField } from '../../ui/CheckField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Notice } from '../../ui/Notice.tsx'
import { TextArea } from '../../ui/TextField.tsx'

export function OverrideDialog({ card, open, onClose }: { card: VehicleCard; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('vehicles')
  return (
    <Dialog open={open} onClose={onClose} title={t('override.title', { stockNo: card.vehicle.stockNo })} dismissable={false}>
      {open && <Asking card={card} onClose={onClose} />}
    </Dialog>
  )
}

function Asking({ card, onClose }: { card: VehicleCard; onClose: () => void }) {
  const { t } = useTranslation('vehicles')
  const { data: status } = useLive('sync.status', {})
  // Who had it when the dialog was opened: afterwards the card tells of the new one.
  const [device] = useState(card.vehicle.right?.device ?? '')
  const [done, setDone] = useState(false)
  const form = useForm({
    module: 'vehicles',
    schema: vehicles.overrideRight.input,
    initial: { id: card.vehicle.id, for: 'here' as 'here' | 'everyone', reason: '', papersMayExist: false },
    send: (input, attempt) => call('vehicles.overrideRight', input, { attempt }),
    onDone: () => setDone(true),
  })
  if (done)
    return (
      <div className="stack wide">
        <Notice kind={status?.online ? 'good' : 'pencil'}>{t(status?.online ? 'override.done' : 'override.doneOffline')}</Notice>
        <p className="mid">{t('override.nextTitle', { device })}</p>
        <ul className="plain-list">
          <li>{t('override.nextNothing')}</li>
          <li>{t('override.nextSold')}</li>
          <li>{t('override.nextPapers')}</li>
        </ul>
        <div className="form-foot">
          <Button kind="primary" onPress={onClose} autoFocus>
            {t('ui:close')}
          </Button>
        </div>
      </div>
    )
  return (
    <Form
      form={form}
      submit={t('override.submit')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <Notice kind="act">{t('override.warning', { device, no: card.vehicle.right?.fence ?? 0 })}</Notice>
      <p className="ink2">{t('override.ask', { device })}</p>
      {status && !status.online && <Notice kind="pencil">{t('override.offline')}</Notice>}
      <ChoiceField
        label={t('override.for')}
        {...form.field('for')}
        options={[
          { value: 'here', label: t('override.here'), more: t('override.hereNote') },
          { value: 'everyone', label: t('override.everyone'), more: t('override.everyoneNote') },
        ]}
      />
      <TextArea label={t('override.reason')} hint={t('override.reasonHint')} {...form.field('reason')} autoFocus rows={2} />
      <CheckField label={t('override.sure')} {...form.field('papersMayExist')} />
    </Form>
  )
}
