// A job is entered or corrected, and gets a fixed price from a day on. Hours are typed in hundredths, parts one a line.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { jobs, type JobRow } from '../../../shared/modules/jobs/contract.ts'
import type { Proposal } from '../../../shared/modules/jobs/contract/packages.ts'
import { carAreas, jobKinds, priceClasses, type CarArea, type JobKind, type PriceClass } from '../../../shared/modules/jobs/rules.ts'
import { call } from '../../api.ts'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { Proposed } from './MadeOf.tsx'
import { partLinesOf, readPartLines } from './part-lines.ts'

type About = JobRow | 'new' | null
/** `proposal`: a new one is called what customers asked for, and keeps of which need it was made. */
export function JobDialog({ about, proposal, onClose }: { about: About; proposal: Proposal | null; onClose: () => void }) {
  const { t } = useTranslation('jobs')
  return (
    <Dialog open={about !== null} onClose={onClose} title={t(about === 'new' ? 'new' : 'change')} width="wide" dismissable={false}>
      {about && (
        <KeepJob
          key={about === 'new' ? 'new' : about.id}
          row={about === 'new' ? null : about}
          proposal={about === 'new' ? proposal : null}
          onClose={onClose}
        />
      )}
    </Dialog>
  )
}

function KeepJob({ row, proposal, onClose }: { row: JobRow | null; proposal: Proposal | null; onClose: () => void }) {
  const { t } = useTranslation('jobs')
  const [initial] = useState(() => ({
    code: row?.code ?? '',
    name: row?.name ?? proposal?.name ?? '',
    brand: row?.brand ?? '',
    series: row?.series ?? '',
    area: row?.area ?? ('whole' as CarArea),
    kind: row?.kind ?? ('repair' as JobKind),
    hundredths: row ? Math.round((row.minutes * 100) / 60) : (100 as number | null),
    parts: partLinesOf(row?.parts ?? []),
    note: row?.note ?? '',
  }))
  const form = useForm({
    module: 'jobs',
    schema: jobs.keep.input,
    initial,
    read: ({ hundredths, parts, ...values }) => ({
      ...values,
      fromNeed: proposal?.fromNeed ?? null,
      minutes: hundredths === null ? undefined : Math.round((hundredths * 60) / 100),
      parts: readPartLines(parts),
    }),
    fieldOf: (path) => (path === 'minutes' ? 'hundredths' : path.replace(/\..*$/, '')),
    send: (input, attempt) => call('jobs.keep', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('save')} wide>
      {proposal && <Proposed proposal={proposal} />}
      <div className="pair">
        <TextField
          label={t('column.code')}
          {...form.field('code')}
          mono
          upper
          autoFocus={row === null}
          disabled={row !== null}
          maxLength={40}
        />
        <TextField label={t('column.name')} {...form.field('name')} autoFocus={row !== null} maxLength={120} />
      </div>
      <div className="pair">
        <TextField
          label={t('column.brand')}
          optional
          {...form.field('brand')}
          disabled={row !== null}
          maxLength={40}
          hint={t('fields.fitsHint')}
        />
        <TextField label={t('column.series')} optional {...form.field('series')} disabled={row !== null} maxLength={40} />
      </div>
      <div className="pair">
        <SelectField
          label={t('column.area')}
          {...form.field('area')}
          options={carAreas.map((value) => ({ value, label: t(`areas.${value}`) }))}
        />
        <SelectField
          label={t('column.kind')}
          {...form.field('kind')}
          options={jobKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
      </div>
      <NumberField label={t('column.minutes')} unit={t('hundredths')} {...form.field('hundredths')} />
      <TextArea label={t('pane.parts')} optional hint={t('fields.partsHint')} {...form.field('parts')} rows={3} />
      <TextField label={t('fields.note')} optional {...form.field('note')} maxLength={300} />
    </Form>
  )
}

export function JobPriceDialog({ row, onClose }: { row: JobRow | null; onClose: () => void }) {
  const { t } = useTranslation('jobs')
  return (
    <Dialog open={row !== null} onClose={onClose} title={t('pane.price')} width="small">
      {row && <SetPrice row={row} onClose={onClose} />}
    </Dialog>
  )
}

function SetPrice({ row, onClose }: { row: JobRow; onClose: () => void }) {
  const { t } = useTranslation('jobs')
  const [initial] = useState(() => ({
    class: 'any' as PriceClass | 'any',
    validFromOn: null as string | null,
    priceFen: row.priceFen,
    source: '',
  }))
  const form = useForm({
    module: 'jobs',
    schema: jobs.setPrice.input,
    initial,
    read: ({ class: of, validFromOn, ...values }) => ({
      ...values,
      jobId: row.id,
      class: of === 'any' ? null : of,
      validFromOn: validFromOn ?? undefined,
    }),
    send: (input, attempt) => call('jobs.setPrice', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('save')}>
      <SelectField
        label={t('fields.class')}
        {...form.field('class')}
        options={(['any', ...priceClasses] as const).map((value) => ({ value, label: t(`classes.${value}`) }))}
      />
      <MoneyField label={t('fields.priceFen')} optional hint={t('fields.priceHint')} {...form.field('priceFen')} autoFocus />
      <DateField label={t('fields.validFromOn')} {...form.field('validFromOn')} />
      <TextField label={t('fields.source')} optional {...form.field('source')} maxLength={120} />
    </Form>
  )
}
