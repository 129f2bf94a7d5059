// 出车: the licence, the route, what the meters say, the car's marks, and the guest's signature under the agreement.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Photo } from '../../../shared/modules/documents/contract.ts'
import { testdrives, type DriveCard } from '../../../shared/modules/testdrives/contract.ts'
import { licenceClasses, type LicenceClass } from '../../../shared/modules/testdrives/rules.ts'
import { call, start } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Loading } from '../../ui/Loading.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { PictureField } from '../../ui/sign/PictureField.tsx'
import { SignaturePad } from '../../ui/sign/SignaturePad.tsx'
import { TextField } from '../../ui/TextField.tsx'

export function DepartDialog({ card, onClose }: { card: DriveCard | null; onClose: () => void }) {
  const { t } = useTranslation('testdrives')
  const { data: routes } = useLive('testdrives.routes', card ? {} : null)
  return (
    <Dialog open={card !== null} onClose={onClose} title={t('depart.title')} width="wide" dismissable={false}>
      {card && (routes ? <Departing key={card.id} card={card} routes={routes} onClose={onClose} /> : <Loading />)}
    </Dialog>
  )
}

type Values = {
  no: string
  class: LicenceClass
  expiresOn: string | null
  photos: Photo[]
  route: string
  km: number | null
  fuel: number | null
  damage: Photo[]
  path: string
  evenSo: string
}

/** Which field shows what the schema says of a part of the input. */
const FIELDS: Readonly<Record<string, string>> = {
  'licence.no': 'no',
  'licence.expiresOn': 'expiresOn',
  'signature.path': 'path',
  'signature.name': 'path',
}

function Departing({ card, routes, onClose }: { card: DriveCard; routes: readonly { name: string; km: number }[]; onClose: () => void }) {
  const { t } = useTranslation('testdrives')
  const may = useMay()
  const [initial] = useState((): Values => ({
    no: '',
    class: 'C1',
    expiresOn: null,
    photos: [],
    route: routes[0]?.name ?? '',
    km: card.lastKm,
    fuel: null,
    damage: [],
    path: '',
    evenSo: '',
  }))
  const form = useForm({
    module: 'testdrives',
    schema: testdrives.depart.input,
    initial,
    read: ({ no, class: licence, expiresOn, photos, path, ...values }: Values) => ({
      ...values,
      id: card.id,
      licence: { no, class: licence, expiresOn, photos },
      signature: { name: card.customerName, path },
    }),
    fieldOf: (path) => FIELDS[path] ?? path,
    send: (input, attempt) => call('testdrives.depart', input, { attempt }),
    onDone: () => {
      // What was signed is kept as paper at once; it can be printed from the drive at any time.
      if (may('documents.print')) void start('documents.print', { kind: 'drive', driveId: card.id, to: 'archive' }).done
      onClose()
    },
  })
  const asks = form.failure?.code === 'looks-wrong' || form.values.evenSo !== ''
  return (
    <Form
      form={form}
      wide
      submit={t('depart.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <p className="mid">{t('about', { customer: card.customerName, car: card.vehicleName })}</p>
      <div className="pair">
        <TextField label={t('licence.no')} {...form.field('no')} maxLength={40} autoFocus width="vin" />
        <SelectField
          label={t('licence.class')}
          {...form.field('class')}
          options={licenceClasses.map((value) => ({ value, label: value }))}
        />
        <DateField label={t('licence.expiresOn')} hint={t('licence.forEver')} optional {...form.field('expiresOn')} />
      </div>
      <div className="pair">
        <SelectField
          label={t('route')}
          {...form.field('route')}
          options={routes.map(({ name, km }) => ({ value: name, label: t('routeOf', { name, km }) }))}
        />
        <NumberField label={t('kmOut')} unit={t('kmUnit')} {...form.field('km')} />
        <NumberField label={t('fuel')} unit="%" width="short" {...form.field('fuel')} />
      </div>
      {asks && <TextField label={t('evenSo')} {...form.field('evenSo')} maxLength={200} autoFocus />}
      <div className="row top">
        <PictureField label={t('licence.photo')} value={form.values.photos} onChange={(photos) => form.set('photos', photos)} />
        <PictureField label={t('pictures.damage')} value={form.values.damage} onChange={(damage) => form.set('damage', damage)} />
      </div>
      <p className="cap">{t('depart.agrees')}</p>
      <SignaturePad
        label={t('depart.sign', { name: card.customerName })}
        value={form.values.path}
        onChange={(path) => form.set('path', path)}
        error={form.errors['path']}
      />
    </Form>
  )
}
