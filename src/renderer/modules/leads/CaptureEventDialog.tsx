// 活动快录: at a launch, a visiting day or a fair, five inputs a person; the event stays for the next one, and Enter saves.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Similar } from '../../../shared/modules/customers/contract/shapes.ts'
import { leads as contract } from '../../../shared/modules/leads/contract.ts'
import { eventKinds, type EventKind, gradedLevels, type GradedLevel } from '../../../shared/modules/leads/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField, ChoiceField } from '../../ui/CheckField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { LikelySame } from '../../ui/people/LikelySame.tsx'
import { SuggestField } from '../../ui/people/SuggestField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { sayBriefly } from '../../ui/toast.tsx'

type Event = { event: string; kind: EventKind }

export function CaptureEventDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('leads')
  const [event, setEvent] = useState<Event>({ event: '', kind: 'fair' })
  const [taken, setTaken] = useState(0)
  return (
    <Dialog open={open} onClose={onClose} title={t('capture.title')} width="small" dismissable={false}>
      {open && (
        <Capturing
          key={taken}
          at={event}
          onClose={onClose}
          onTaken={(where) => {
            setEvent(where)
            setTaken(taken + 1)
          }}
        />
      )}
    </Dialog>
  )
}

function Capturing({ at, onClose, onTaken }: { at: Event; onClose: () => void; onTaken: (event: Event) => void }) {
  const { t } = useTranslation('leads')
  const { data: words } = useLive('leads.words', {})
  const form = useForm({
    module: 'leads',
    schema: contract.capture.input,
    initial: { ...at, name: '', phone: '', model: '', level: 'N' as GradedLevel, agreed: true, evenSo: '' },
    read: ({ evenSo, ...values }) => ({ ...values, ...(evenSo.trim() ? { evenSo } : {}) }),
    send: (input, attempt) => call('leads.capture', input, { attempt }),
    onDone: (_done, { event, kind, name }) => {
      sayBriefly(t('capture.taken', { name }))
      onTaken({ event, kind })
    },
  })
  const found = form.failure?.code === 'duplicate' ? (form.failure.details as { found: Similar[] }).found : []
  return (
    <Form
      form={form}
      submit={t('capture.submit')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('capture.end')}
        </Button>
      }
    >
      <div className="pair">
        <TextField label={t('capture.event')} {...form.field('event')} autoFocus={at.event === ''} maxLength={60} />
        <ChoiceField
          label={t('capture.kind')}
          {...form.field('kind')}
          options={eventKinds.map((value) => ({ value, label: t(`capture.kinds.${value}`) }))}
        />
      </div>
      <div className="pair">
        <TextField label={t('customers:field.name')} {...form.field('name')} autoFocus={at.event !== ''} maxLength={80} />
        <TextField label={t('customers:field.phone')} type="tel" width="phone" {...form.field('phone')} maxLength={40} />
      </div>
      {found.length > 0 && (
        <>
          <LikelySame found={found} title={t('customers:same.title')} onOpen={onClose} />
          <TextField label={t('customers:field.evenSo')} {...form.field('evenSo')} maxLength={200} />
        </>
      )}
      <SuggestField
        label={t('column.model')}
        optional
        {...form.field('model')}
        words={words?.models.map(({ word }) => word) ?? []}
        maxLength={80}
      />
      <ChoiceField
        label={t('customers:field.level')}
        {...form.field('level')}
        options={gradedLevels.map((value) => ({ value, label: t(`customers:levels.${value}`) }))}
      />
      <CheckField label={t('capture.agreed')} {...form.field('agreed')} />
    </Form>
  )
}
