// 新索赔: of what orders charge insurers and makers and nobody asked for yet, one is chosen; whom, how much and why stand in it.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { claims, type Unclaimed } from '../../../shared/modules/claims/contract.ts'
import type { Evidence } from '../../../shared/modules/documents/contract.ts'
import { formatYuan } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { SuggestField } from '../../ui/people/SuggestField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { EvidenceField } from '../../ui/sign/PictureField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'

export function ClaimDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('claims')
  const { data } = useLive('claims.unclaimed', open ? {} : null)
  return (
    <Dialog open={open} onClose={onClose} title={t('add.title')} dismissable={false}>
      {open && data?.length === 0 && <Empty drawing="paper">{t('add.none')}</Empty>}
      {open && data && data.length > 0 && <Claiming charges={data} onClose={onClose} />}
    </Dialog>
  )
}

const keyOf = ({ workOrderId, payer }: Unclaimed): string => `${workOrderId} ${payer}`

function Claiming({ charges, onClose }: { charges: readonly Unclaimed[]; onClose: () => void }) {
  const { t } = useTranslation('claims')
  const [initial] = useState(() => ({
    charge: charges[0] ? keyOf(charges[0]) : '',
    party: '',
    about: charges[0]?.complaint ?? '',
    claimedFen: (charges[0]?.amountFen ?? null) as number | null,
    theirNo: '',
    note: '',
    evidence: [] as Evidence[],
  }))
  const form = useForm({
    module: 'claims',
    schema: claims.open.input,
    initial,
    read: ({ charge, ...values }) => {
      const [workOrderId, payer] = charge.split(' ')
      return { ...values, workOrderId, payer }
    },
    fieldOf: (path) => (path === 'workOrderId' || path === 'payer' ? 'charge' : path),
    send: (input, attempt) => call('claims.open', input, { attempt }),
    onDone: onClose,
  })
  const chosen = charges.find((each) => keyOf(each) === form.values.charge)
  const { data: parties } = useLive('claims.parties', chosen ? { payer: chosen.payer } : null)
  return (
    <Form
      form={form}
      submit={t('add.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <SelectField
        label={t('add.charge')}
        {...form.field('charge')}
        onChange={(charge) => {
          const next = charges.find((each) => keyOf(each) === charge)
          form.change({ charge, about: next?.complaint ?? '', claimedFen: next?.amountFen ?? null })
        }}
        options={charges.map((each) => ({
          value: keyOf(each),
          label: [each.plate ?? each.carName, t(`workshop:payers.${each.payer}`), formatYuan(each.amountFen)].join(t('dot')),
          more: [each.workOrderNo, each.customerName, each.settledOn].join(t('dot')),
        }))}
      />
      <div className="pair">
        <SuggestField label={t('column.party')} {...form.field('party')} words={parties ?? []} maxLength={80} />
        <MoneyField label={t('column.claimedFen')} {...form.field('claimedFen')} />
      </div>
      <TextArea label={t('column.about')} {...form.field('about')} rows={2} />
      <div className="pair">
        <TextField label={t('column.theirNo')} optional {...form.field('theirNo')} maxLength={60} />
        <TextField label={t('note')} optional {...form.field('note')} maxLength={300} />
      </div>
      <EvidenceField label={t('evidence')} value={form.values.evidence} onChange={(evidence) => form.set('evidence', evidence)} />
    </Form>
  )
}
