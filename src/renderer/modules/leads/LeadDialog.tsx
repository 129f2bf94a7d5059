// 新线索: a phone, a name, where they come from and what they want. Known people and open leads show while one types.
import { useTranslation } from 'react-i18next'
import { leads } from '../../../shared/modules/leads/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMe } from '../../session.ts'
import { open as openTab } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { nobody, readWhose, Whose, type WhoseValues } from './whose.tsx'
import { gradeOf, noWish, Wishes, type WishValues } from './wishes.tsx'

export function LeadDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('leads')
  return (
    <Dialog open={open} onClose={onClose} title={t('add.title')} width="wide" dismissable={false}>
      {open && <Adding onClose={onClose} />}
    </Dialog>
  )
}

type Values = WhoseValues & WishValues & { consultantId: string; note: string }
/** Nobody named: the table of rules decides. */
const BY_RULES = 'rules'

function Adding({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('leads')
  const me = useMe()
  const { data: words } = useLive('leads.words', {})
  const form = useForm({
    module: 'leads',
    schema: leads.add.input,
    initial: { ...nobody, ...noWish, consultantId: BY_RULES, note: '' } as Values,
    draft: 'leads.add',
    read: (values: Values) => {
      const { level, reason } = gradeOf(t, values, words)
      return {
        ...readWhose(values),
        channel: values.channel,
        campaign: values.campaign,
        model: values.model,
        budgetFen: values.budgetFen,
        buysWithin: values.buysWithin,
        level,
        levelReason: reason,
        consultantId: values.consultantId === BY_RULES ? null : values.consultantId,
        note: values.note,
      }
    },
    send: (input, attempt) => call('leads.add', input, { attempt }),
    onDone: ({ id }, { name, customer }) => {
      onClose()
      openTab('lead', { record: id, title: customer?.label ?? name })
    },
  })
  return (
    <Form
      form={form}
      wide
      submit={t('add.submit')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <div className="person-fields">
        <Whose form={form} />
        <Wishes form={form} words={words} />
        {me.reach !== 'own' && (
          <SelectField
            label={t('field.consultant')}
            {...form.field('consultantId')}
            options={[
              { value: BY_RULES, label: t('add.byRules') },
              ...(words?.consultants ?? []).map(({ id, name, open: count }) => ({ value: id, label: name, more: t('load', { count }) })),
            ]}
          />
        )}
        <TextField label={t('field.note')} optional {...form.field('note')} maxLength={2000} />
      </div>
    </Form>
  )
}
