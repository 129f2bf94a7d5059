// A certificate is noted, renewed by the one that follows it, corrected, or withdrawn with why.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../shared/dates.ts'
import { floor, type StaffCertificate } from '../../../shared/modules/floor/contract.ts'
import { call } from '../../api.ts'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Cancel } from '../../ui/form/Cancel.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { SuggestField } from '../../ui/people/SuggestField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { useToday } from '../../ui/today.ts'

export type CertificateDeed = { what: 'add' } | { what: 'renew' | 'change' | 'withdraw'; of: StaffCertificate }
type Known = { people: readonly { id: string; name: string }[]; names: readonly string[]; onClose: () => void }

export function CertificateDialog({ doing, ...known }: Known & { doing: CertificateDeed | null }) {
  const { t } = useTranslation('floor')
  const title =
    doing === null || doing.what === 'add'
      ? t('certificates.add')
      : t(`certificates.${doing.what === 'change' ? 'change' : doing.what === 'renew' ? 'renewOf' : 'withdrawOf'}`, {
          name: doing.of.name,
          person: doing.of.userName,
        })
  return (
    <Dialog open={doing !== null} onClose={known.onClose} title={title} width="small" dismissable={false}>
      {doing?.what === 'withdraw' && <Withdrawing of={doing.of} onClose={known.onClose} />}
      {doing && doing.what !== 'withdraw' && <Keeping doing={doing} {...known} />}
    </Dialog>
  )
}

function Keeping({ doing, people, names, onClose }: Known & { doing: Exclude<CertificateDeed, { what: 'withdraw' }> }) {
  const { t } = useTranslation('floor')
  const today = useToday()
  const [initial] = useState(() => {
    const of = doing.what === 'add' ? null : doing.of
    const follows = doing.what === 'renew' && of?.validUntilOn ? addDays(of.validUntilOn, 1) : null
    return {
      id: doing.what === 'change' ? doing.of.id : null,
      userId: of?.userId ?? (null as string | null),
      name: of?.name ?? '',
      no: of?.no ?? '',
      issuer: of?.issuer ?? '',
      validFromOn: follows ?? of?.validFromOn ?? (today as string | null),
      validUntilOn: follows ? null : (of?.validUntilOn ?? null),
      note: of?.note ?? '',
    }
  })
  const form = useForm({
    module: 'floor',
    schema: floor.keepCertificate.input,
    initial,
    send: (input, attempt) => call('floor.keepCertificate', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('certificates.save')} side={<Cancel onClose={onClose} />}>
      <SelectField
        label={t('certificates.person')}
        {...form.field('userId')}
        autoFocus={doing.what === 'add'}
        disabled={doing.what !== 'add'}
        options={people.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <SuggestField label={t('certificates.name')} {...form.field('name')} words={doing.what === 'renew' ? [] : names} maxLength={40} />
      <TextField label={t('certificates.no')} optional {...form.field('no')} maxLength={60} />
      <TextField label={t('certificates.issuer')} optional {...form.field('issuer')} maxLength={60} />
      <DateField label={t('certificates.from')} {...form.field('validFromOn')} />
      <DateField label={t('certificates.until')} optional hint={t('certificates.untilHint')} {...form.field('validUntilOn')} />
      <TextField label={t('certificates.note')} optional {...form.field('note')} maxLength={200} />
    </Form>
  )
}

function Withdrawing({ of, onClose }: { of: StaffCertificate; onClose: () => void }) {
  const { t } = useTranslation('floor')
  const [initial] = useState(() => ({ id: of.id, reason: '' }))
  const form = useForm({
    module: 'floor',
    schema: floor.withdrawCertificate.input,
    initial,
    send: (input, attempt) => call('floor.withdrawCertificate', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('certificates.withdraw')} side={<Cancel onClose={onClose} />}>
      <TextArea label={t('certificates.reason')} {...form.field('reason')} rows={2} autoFocus />
    </Form>
  )
}
