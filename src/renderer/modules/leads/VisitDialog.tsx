// 到店登记: somebody came in. Without a name it counts a visit that left none; with one it opens a lead or moves the open one
// on. Arrival is now unless told.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { leads } from '../../../shared/modules/leads/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMe } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import { minuteText, readMinute } from '../../ui/people/minutes.ts'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToday } from '../../ui/today.ts'
import { sayBriefly } from '../../ui/toast.tsx'
import { nobody, readWhose, Whose, type WhoseValues } from './whose.tsx'
import { gradeOf, noWish, Wishes, type WishValues } from './wishes.tsx'
import { timeOf } from '../../../shared/dates.ts'

export function VisitDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('leads')
  return (
    <Dialog open={open} onClose={onClose} title={t('receive.title')} width="wide" dismissable={false}>
      {open && <Receiving onClose={onClose} />}
    </Dialog>
  )
}

type Values = WhoseValues &
  WishValues & {
    people: number | null
    needs: string
    answers: string
    impression: string
    came: string
    receivedBy: string
  }

function Receiving({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('leads')
  const me = useMe()
  const today = useToday()
  const { data: words } = useLive('leads.words', {})
  const [now] = useState(() => timeOf(Date.now()))
  const form = useForm({
    module: 'leads',
    schema: leads.receive.input,
    initial: { ...nobody, ...noWish, people: 1, needs: '', answers: '', impression: '', came: '', receivedBy: me.id } as Values,
    draft: 'leads.receive',
    read: (values: Values) => {
      const known = values.buysWithin !== null || values.level !== null
      const { level, reason } = gradeOf(t, values, words)
      const minute = values.came.trim() === '' ? null : readMinute(values.came)
      return {
        ...readWhose(values),
        channel: t('receive.channel'),
        model: values.model,
        budgetFen: values.budgetFen,
        buysWithin: values.buysWithin,
        // A visit that tells nothing of their wishes leaves the grade they have; a new face is a new contact.
        level: known ? level : values.customer === null && values.name !== '' ? 'N' : null,
        levelReason: known ? reason : null,
        people: values.people ?? 0,
        needs: values.needs,
        answers: values.answers,
        impression: values.impression,
        receivedBy: values.receivedBy,
        // An hour that cannot be read is an hour before there were days: the schema says so.
        arrivedAt: values.came.trim() === '' ? null : minute === null ? -1 : Date.parse(`${today}T${minuteText(minute)}:00+08:00`),
      }
    },
    fieldOf: (path) => (path === 'arrivedAt' ? 'came' : path),
    send: (input, attempt) => call('leads.receive', input, { attempt }),
    onDone: () => {
      onClose()
      sayBriefly(t('receive.done'))
    },
  })
  return (
    <Form
      form={form}
      wide
      submit={t('receive.submit')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <div className="person-fields">
        <Whose form={form} optional />
        <NumberField label={t('field.people')} width="short" {...form.field('people')} />
        <TextField
          label={t('field.came')}
          optional
          hint={t('receive.cameHint', { now })}
          {...form.field('came')}
          maxLength={10}
          width="short"
        />
        <Wishes form={form} words={words} source={false} />
        <TextField label={t('field.needs')} optional {...form.field('needs')} maxLength={2000} />
        <TextField label={t('field.answers')} optional {...form.field('answers')} maxLength={2000} />
        <TextField label={t('field.impression')} optional {...form.field('impression')} maxLength={2000} />
        <SelectField
          label={t('field.receivedBy')}
          {...form.field('receivedBy')}
          options={[
            { value: me.id, label: me.name },
            ...(words?.consultants ?? []).filter(({ id }) => id !== me.id).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </div>
    </Form>
  )
}
