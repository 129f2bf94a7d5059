// 新客户: name, phone and how near to buying, in the time of a handshake. Who may be known already shows while one types;
// the rest folds. What was typed survives a crash.
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { customers as contract } from '../../../shared/modules/customers/contract.ts'
import type { Similar } from '../../../shared/modules/customers/contract/shapes.ts'
import {
  checkIdCard,
  type CustomerKind,
  type FollowUpChannel,
  followUpChannels,
  type Gender,
  type IdKind,
  type IntentionLevel,
} from '../../../shared/modules/customers/rules.ts'
import type { BuyKind, PayWay, UseKind } from '../../../shared/modules/customers/rules/needs.ts'
import type { Energy } from '../../../shared/modules/vehicles/rules.ts'
import { addDays } from '../../../shared/dates.ts'
import type { Fen } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMe } from '../../session.ts'
import { open as openTab } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToday } from '../../ui/today.ts'
import { LikelySame } from '../../ui/people/LikelySame.tsx'
import { MoreFields } from './MoreFields.tsx'
import { SuggestField } from '../../ui/people/SuggestField.tsx'
import { typingIssue } from '../../ui/people/typing.ts'

export type PersonValues = {
  kind: CustomerKind
  name: string
  phone: string
  phone2: string
  idKind: IdKind | null
  idNumber: string
  gender: Gender | null
  birthdayOn: string | null
  province: string
  city: string
  district: string
  address: string
  wechat: string
  email: string
  contact: string
  source: string
  level: IntentionLevel | null
  wants: string
  budgetFen: Fen | null
  useKind: UseKind | null
  buyKind: BuyKind | null
  buysEvery: number | null
  pays: PayWay | null
  energyWish: Energy | null
  seatsWish: number | null
  likes: string
  consultantId: string | null
  note: string
  evenSo: string
}
type Values = PersonValues & { planOn: string | null; planBy: FollowUpChannel; planNote: string }

export const blankPerson: PersonValues = {
  kind: 'person',
  name: '',
  phone: '',
  phone2: '',
  idKind: null,
  idNumber: '',
  gender: null,
  birthdayOn: null,
  province: '',
  city: '',
  district: '',
  address: '',
  wechat: '',
  email: '',
  contact: '',
  source: '',
  level: null,
  wants: '',
  budgetFen: null,
  useKind: null,
  buyKind: null,
  buysEvery: null,
  pays: null,
  energyWish: null,
  seatsWish: null,
  likes: '',
  consultantId: null,
  note: '',
  evenSo: '',
}
const levels = ['H', 'A', 'B', 'C', 'N'] as const
/** 下次联系 by level, in days: H tomorrow, A in three, B in a week, C in two; a new contact tomorrow. */
const cadence: Readonly<Record<string, number>> = { H: 1, A: 3, B: 7, C: 15, N: 1 }

const read = ({ planOn, planBy, planNote, evenSo, ...values }: Values) => ({
  ...values,
  ...(evenSo.trim() ? { evenSo } : {}),
  ...(planOn ? { plan: { dueOn: planOn, channel: planBy, note: planNote } } : {}),
})

export function CaptureDialog({ open, onClose, onAdded }: { open: boolean; onClose: () => void; onAdded?: (id: string) => void }) {
  const { t } = useTranslation('customers')
  return (
    <Dialog open={open} onClose={onClose} title={t('add.title')} width="wide" dismissable={false}>
      {open && <Capture onClose={onClose} onAdded={onAdded} />}
    </Dialog>
  )
}

function Capture({ onClose, onAdded }: { onClose: () => void; onAdded: ((id: string) => void) | undefined }) {
  const { t } = useTranslation('customers')
  const me = useMe()
  const today = useToday()
  const { data: words } = useLive('customers.words', {})
  const [more, setMore] = useState(false)
  const form = useForm({
    module: 'customers',
    schema: contract.add.input,
    initial: { ...blankPerson, consultantId: me.id, planOn: null, planBy: 'phone', planNote: '' } as Values,
    draft: 'customers.add',
    read,
    send: (input, attempt) => call('customers.add', input, { attempt }),
    fieldOf: (path) => (path === 'plan.dueOn' ? 'planOn' : path),
    onDone: ({ id }, values) => {
      onClose()
      if (onAdded) onAdded(id)
      else openTab('customer', { record: id, title: values.name })
    },
  })
  const { values } = form
  const asked = useDeferredValue(
    JSON.stringify({ name: values.name, phone: values.phone, phone2: values.phone2, idKind: values.idKind, idNumber: values.idNumber }),
  )
  const { data: live } = useLive(
    'customers.similar',
    values.phone.length > 6 || values.idNumber.length > 6 ? (JSON.parse(asked) as { name: string }) : null,
  )
  const refused = form.failure?.code === 'duplicate' ? (form.failure.details as { found: Similar[] }).found : []
  const found = refused.length > 0 ? refused : values.phone.length > 6 || values.idNumber.length > 6 ? (live ?? []) : []
  const setLevel = (level: IntentionLevel): void =>
    form.change({ level, ...(values.planOn === null || values.level !== null ? { planOn: addDays(today, cadence[level] ?? 3) } : {}) })
  const setIdNumber = (idNumber: string): void => {
    const card = values.idKind === 'id-card' ? checkIdCard(idNumber, today) : null
    form.change({ idNumber, ...(card?.ok ? { gender: card.gender, birthdayOn: card.birthOn } : {}) })
  }
  return (
    <Form
      form={form}
      submit={t('add.submit')}
      wide
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <div className="person-fields">
        <TextField label={t('field.name')} {...form.field('name')} autoFocus maxLength={80} />
        <TextField
          label={t('field.phone')}
          type="tel"
          inputMode="tel"
          width="phone"
          {...form.field('phone')}
          error={form.errors['phone'] ?? typingIssue(t, 'phone', values.phone)}
          maxLength={40}
        />
        {found.length > 0 && (
          <div className="whole stack">
            <LikelySame found={found} title={t('same.title')} onOpen={onClose} />
            <TextField label={t('field.evenSo')} {...form.field('evenSo')} hint={t('add.evenSoHint')} maxLength={200} />
          </div>
        )}
        <div className="whole">
          <ChoiceField
            label={t('field.level')}
            optional
            {...form.field('level')}
            onChange={setLevel}
            options={levels.map((value) => ({ value, label: t(`levels.${value}`), more: t(`levelMeans.${value}`) }))}
          />
        </div>
        <SuggestField label={t('field.wants')} optional {...form.field('wants')} words={words?.wants ?? []} maxLength={200} />
        <SuggestField label={t('field.source')} optional {...form.field('source')} words={words?.sources ?? []} maxLength={200} />
        <DateField label={t('field.planOn')} optional {...form.field('planOn')} min={today} />
        <SelectField
          label={t('field.planBy')}
          {...form.field('planBy')}
          options={followUpChannels.map((value) => ({ value, label: t(`channels.${value}`) }))}
          disabled={values.planOn === null}
        />
      </div>
      {more ? (
        <MoreFields form={form} people={words?.consultants ?? []} onIdNumber={setIdNumber} />
      ) : (
        <Button kind="quiet" size="small" className="folded" onPress={() => setMore(true)}>
          {t('add.more')}
        </Button>
      )}
    </Form>
  )
}
