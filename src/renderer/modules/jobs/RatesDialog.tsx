// What an hour costs at this site, class by class, from which day; whoever keeps the catalogue sets a new rate beneath.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { jobs } from '../../../shared/modules/jobs/contract.ts'
import { priceClasses, type PriceClass } from '../../../shared/modules/jobs/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Money } from '../../ui/Money.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import './jobs.css'

export function RatesDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('jobs')
  const may = useMay()
  return (
    <Dialog open={open} onClose={onClose} title={t('rates.title')} width="wide">
      {open && (
        <>
          <p className="cap">{t('rates.says')}</p>
          <Rates />
          {may('jobs.edit') && <SetRate onClose={onClose} />}
        </>
      )}
    </Dialog>
  )
}

function Rates() {
  const { t } = useTranslation('jobs')
  const { data } = useLive('jobs.rates', {})
  if (data?.length === 0) return <p className="cap">{t('rates.none')}</p>
  return (
    <ul className="job-rates" aria-label={t('rates.title')} tabIndex={0}>
      {data?.map((rate) => (
        <li key={rate.id} className="row">
          <span className="grow">
            {t(`classes.${rate.class}`)} {rate.now && <span className="cap">{t('rates.now')}</span>}
          </span>
          <span className="cap">{[rate.validFromOn, rate.source, rate.by].filter(Boolean).join(' · ')}</span>
          <Money fen={rate.rateFen} />
        </li>
      ))}
    </ul>
  )
}

function SetRate({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('jobs')
  const [initial] = useState(() => ({
    class: 'retail' as PriceClass,
    validFromOn: null as string | null,
    rateFen: null as number | null,
    source: '',
  }))
  const form = useForm({
    module: 'jobs',
    schema: jobs.setRate.input,
    initial,
    read: ({ validFromOn, rateFen, ...values }) => ({ ...values, validFromOn: validFromOn ?? undefined, rateFen: rateFen ?? undefined }),
    send: (input, attempt) => call('jobs.setRate', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('rates.save')} wide>
      <div className="pair">
        <SelectField
          label={t('fields.class')}
          {...form.field('class')}
          options={priceClasses.map((value) => ({ value, label: t(`classes.${value}`) }))}
        />
        <MoneyField label={t('fields.rateFen')} {...form.field('rateFen')} />
      </div>
      <div className="pair">
        <DateField label={t('fields.validFromOn')} {...form.field('validFromOn')} />
        <TextField label={t('fields.source')} optional {...form.field('source')} maxLength={120} />
      </div>
    </Form>
  )
}
