// Photos of one point, through the files every picture goes through.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Photo } from '../../../shared/modules/documents/contract.ts'
import { inspections } from '../../../shared/modules/inspections/contract.ts'
import { call } from '../../api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Notice } from '../../ui/Notice.tsx'
import { PictureField } from '../../ui/sign/PictureField.tsx'

export function PointPhotos({ orderId, point, onClose }: { orderId: string; point: string | null; onClose: () => void }) {
  const { t } = useTranslation('inspections')
  return (
    <Dialog open={point !== null} onClose={onClose} title={point === null ? '' : t('photoOf', { name: point })} width="small">
      {point !== null && <Shoot orderId={orderId} point={point} onClose={onClose} />}
    </Dialog>
  )
}

function Shoot({ orderId, point, onClose }: { orderId: string; point: string; onClose: () => void }) {
  const { t } = useTranslation('inspections')
  const [initial] = useState(() => ({ photos: [] as Photo[] }))
  const form = useForm({
    module: 'inspections',
    schema: inspections.photograph.input,
    initial,
    read: ({ photos }) => ({ orderId, point, photos }),
    send: (input, attempt) => call('inspections.photograph', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('savePhotos')}>
      <PictureField label={t('choosePhotos')} value={form.values.photos} onChange={(photos) => form.set('photos', photos)} />
      {form.errors['photos'] && <Notice kind="act">{form.errors['photos']}</Notice>}
    </Form>
  )
}
