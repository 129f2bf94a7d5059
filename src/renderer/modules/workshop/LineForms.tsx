// A job or a part for a work order, chosen from what the workshop has a price of, with where that price came from in sight.
// Whoever may price by hand can type one instead.
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { jobs, type JobOffer } from '../../../shared/modules/jobs/contract.ts'
import type { Payer } from '../../../shared/modules/workshop/rules.ts'
import { partFen } from '../../../shared/modules/workshop/rules.ts'
import { formatYuan } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { useMay } from '../../session.ts'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { ComboField, type Found } from '../../ui/ComboField.tsx'
import { Cancel } from '../../ui/form/Cancel.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Money } from '../../ui/Money.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { originWords } from '../../ui/price-origin.ts'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { ChoosePackage } from './ChoosePackage.tsx'
import { hoursText, quantityText } from './looks.tsx'
import { type Step, usePayers } from './step.tsx'
import { TypedJobForm, TypedPartForm } from './TypedLines.tsx'

type Way = 'job' | 'part' | 'package' | 'typed'

/** How a line comes to an order: chosen, or typed by those who may. */
function Ways({ forms }: { forms: Partial<Record<Way, ReactNode>> }) {
  const { t } = useTranslation('jobs')
  const may = useMay()
  const ways = (Object.keys(forms) as Way[]).filter((way) => way !== 'typed' || may('workshop.price'))
  const [chosen, setChosen] = useState(ways[0] as Way)
  return (
    <>
      {ways.length > 1 && (
        <ChoiceField
          label={t('choose.way')}
          value={chosen}
          onChange={setChosen}
          options={ways.map((value) => ({ value, label: t(`choose.ways.${value}`) }))}
        />
      )}
      {forms[chosen]}
    </>
  )
}

export const JobForm = (step: Step) => (
  <Ways forms={{ job: <ChooseJob {...step} />, package: <ChoosePackage {...step} />, typed: <TypedJobForm {...step} /> }} />
)
export const PartForm = (step: Step) => <Ways forms={{ part: <ChoosePart {...step} />, typed: <TypedPartForm {...step} /> }} />

const useDecisions = () => {
  const { t } = useTranslation('jobs')
  return (['agreed', 'proposed'] as const).map((value) => ({ value, label: t(`choose.${value}`) }))
}

function ChooseJob({ card, onClose }: Step) {
  const { t } = useTranslation('jobs')
  const orderId = card.order.id
  const [offers, setOffers] = useState<readonly JobOffer[]>([])
  const [initial] = useState(() => ({
    job: null as Found | null,
    payer: 'customer' as Payer,
    decision: 'agreed' as 'agreed' | 'proposed',
    note: '',
  }))
  const form = useForm({
    module: 'jobs',
    schema: jobs.choose.input,
    initial,
    read: ({ job, ...values }) => ({ ...values, orderId, jobId: job?.id ?? '' }),
    fieldOf: (path) => (path === 'jobId' ? 'job' : path),
    send: (input, attempt) => call('jobs.choose', input, { attempt }),
    onDone: onClose,
  })
  const { payer, job } = form.values
  const find = async (text: string, of: Payer = payer): Promise<readonly Found[]> => {
    const reply = await call('jobs.offered', { orderId, text, payer: of })
    if (!reply.ok) return []
    setOffers(reply.value)
    return reply.value.map(({ id, code, name, minutes, totalFen }) => ({
      id,
      label: `${code} ${name}`,
      more: [t('hours', { hours: hoursText(minutes) }), totalFen === null ? t('missing') : formatYuan(totalFen)].join(' · '),
    }))
  }
  const offer = offers.find(({ id }) => id === job?.id)
  return (
    <Form form={form} submit={t('choose.save')} side={<Cancel onClose={onClose} />}>
      <ComboField
        label={t('choose.find')}
        hint={t('choose.findHint')}
        chosen={job}
        onChange={(found) => form.set('job', found)}
        search={find}
        error={form.errors['job']}
        autoFocus
      />
      {offer && <Offered offer={offer} />}
      <SelectField
        label={t('workshop:payer')}
        {...form.field('payer')}
        onChange={(of) => {
          form.set('payer', of)
          if (job) void find(job.label.split(' ')[0] ?? '', of)
        }}
        options={usePayers()}
      />
      <ChoiceField label={t('choose.decision')} {...form.field('decision')} options={useDecisions()} />
      <TextField label={t('fields.note')} optional {...form.field('note')} maxLength={300} />
    </Form>
  )
}

/** What would lie on the order: hours, price and where it came from, parts, and what they come to. */
function Offered({ offer: { minutes, priceFen, origin, parts, totalFen } }: { offer: JobOffer }) {
  const { t } = useTranslation('jobs')
  if (totalFen === null) return <Notice kind="act">{t('choose.noPrice')}</Notice>
  return (
    <div className="job-offer" role="status">
      <p className="row">
        <span className="grow">
          {t('hours', { hours: hoursText(minutes) })} <span className="cap">{origin && originWords(t, origin)}</span>
        </span>
        <Money fen={priceFen ?? 0} />
      </p>
      {parts.map(({ code, name, quantityMilli, amountFen }) => (
        <p key={code} className="row">
          <span className="grow">
            {name} × {quantityText(quantityMilli)} <span className="cap">{code}</span>
          </span>
          <Money fen={amountFen ?? 0} />
        </p>
      ))}
      <p className="row">
        <b className="grow">{t('choose.total')}</b>
        <b>
          <Money fen={totalFen} />
        </b>
      </p>
    </div>
  )
}

type PartChoice = Found & { code: string; priceFen: number | null }

function ChoosePart({ card, onClose }: Step) {
  const { t } = useTranslation('jobs')
  const [initial] = useState(() => ({
    part: null as PartChoice | null,
    quantity: '1',
    payer: 'customer' as Payer,
    decision: 'agreed' as 'agreed' | 'proposed',
    note: '',
  }))
  const form = useForm({
    module: 'jobs',
    schema: jobs.choosePart.input,
    initial,
    read: ({ part, quantity, ...values }) => ({
      ...values,
      orderId: card.order.id,
      code: part?.code ?? '',
      quantityMilli: /^\d{1,4}(\.\d{1,3})?$/.test(quantity.trim()) ? Math.round(Number(quantity) * 1000) : undefined,
    }),
    fieldOf: (path) => (path === 'quantityMilli' ? 'quantity' : path === 'code' ? 'part' : path),
    send: (input, attempt) => call('jobs.choosePart', input, { attempt }),
    onDone: onClose,
  })
  const { part, quantity } = form.values
  const find = async (text: string): Promise<readonly PartChoice[]> => {
    const reply = await call('parts.find', { text })
    if (!reply.ok) return []
    return reply.value.parts.map(({ id, code, name, priceFen, units, unit }) => ({
      ...{ id, code, priceFen },
      label: `${code} ${name}`,
      more: [priceFen === null ? t('missing') : formatYuan(priceFen), `${units} ${unit}`].join(' · '),
    }))
  }
  const milli = Math.round(Number(quantity) * 1000)
  return (
    <Form form={form} submit={t('choose.save')} side={<Cancel onClose={onClose} />}>
      <ComboField<PartChoice>
        label={t('choose.part')}
        hint={t('choose.partHint')}
        chosen={part}
        onChange={(found) => form.set('part', found)}
        search={find}
        error={form.errors['part']}
        autoFocus
      />
      {part && part.priceFen === null && <Notice kind="act">{t('choose.noPrice')}</Notice>}
      {part && part.priceFen !== null && Number.isSafeInteger(milli) && milli > 0 && (
        <p className="row" role="status">
          <span className="grow cap">{t('origin.counter')}</span>
          <Money fen={partFen({ quantityMilli: milli, priceFen: part.priceFen })} />
        </p>
      )}
      <TextField label={t('choose.quantity')} {...form.field('quantity')} maxLength={9} />
      <SelectField label={t('workshop:payer')} {...form.field('payer')} options={usePayers()} />
      <ChoiceField label={t('choose.decision')} {...form.field('decision')} options={useDecisions()} />
      <TextField label={t('fields.note')} optional {...form.field('note')} maxLength={300} />
    </Form>
  )
}
