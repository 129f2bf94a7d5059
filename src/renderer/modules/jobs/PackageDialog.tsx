// A package is entered or changed: the jobs and parts it holds, one a line, for which cars, at what price and from when to when.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { jobs } from '../../../shared/modules/jobs/contract.ts'
import type { PackageRow, Proposal } from '../../../shared/modules/jobs/contract/packages.ts'
import { call } from '../../api.ts'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { Proposed } from './MadeOf.tsx'
import { partLinesOf, readPartLines } from './part-lines.ts'

type About = PackageRow | 'new' | null
/** `proposal`: a new one begins with what a need of customers was about, and keeps of which. */
export function PackageDialog({ about, proposal, onClose }: { about: About; proposal: Proposal | null; onClose: () => void }) {
  const { t } = useTranslation('jobs')
  return (
    <Dialog
      open={about !== null}
      onClose={onClose}
      title={t(about === 'new' ? 'packages.new' : 'packages.change')}
      width="wide"
      dismissable={false}
    >
      {about && (
        <KeepPackage
          key={about === 'new' ? 'new' : about.id}
          row={about === 'new' ? null : about}
          proposal={about === 'new' ? proposal : null}
          onClose={onClose}
        />
      )}
    </Dialog>
  )
}

function KeepPackage({ row, proposal, onClose }: { row: PackageRow | null; proposal: Proposal | null; onClose: () => void }) {
  const { t } = useTranslation('jobs')
  const [initial] = useState(() => ({
    code: row?.code ?? '',
    name: row?.name ?? proposal?.name ?? '',
    brand: row?.brand ?? '',
    series: row?.series ?? '',
    jobs: (row?.jobs ?? proposal?.codes ?? []).join('\n'),
    parts: partLinesOf(row?.parts ?? []),
    priceFen: row?.priceFen ?? null,
    validFromOn: row?.validFromOn ?? null,
    validUntilOn: row?.validUntilOn ?? null,
    note: row?.note ?? '',
  }))
  const form = useForm({
    module: 'jobs',
    schema: jobs.keepPackage.input,
    initial,
    read: ({ jobs: codes, parts, validFromOn, priceFen, ...values }) => ({
      ...values,
      id: row?.id ?? null,
      fromNeed: proposal?.fromNeed ?? null,
      jobs: codes.split(/\s+/).filter((code) => code !== ''),
      parts: readPartLines(parts),
      priceFen: priceFen ?? undefined,
      validFromOn: validFromOn ?? undefined,
    }),
    fieldOf: (path) => path.replace(/\..*$/, ''),
    send: (input, attempt) => call('jobs.keepPackage', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('save')} wide>
      {proposal && <Proposed proposal={proposal} />}
      <div className="pair">
        <TextField label={t('column.code')} {...form.field('code')} mono upper autoFocus maxLength={40} />
        <TextField label={t('packages.name')} {...form.field('name')} maxLength={120} />
      </div>
      <div className="pair">
        <TextField label={t('column.brand')} optional {...form.field('brand')} maxLength={40} />
        <TextField label={t('column.series')} optional {...form.field('series')} maxLength={40} />
      </div>
      <div className="pair">
        <TextArea label={t('packages.jobs')} hint={t('packages.jobsHint')} {...form.field('jobs')} rows={3} />
        <TextArea label={t('packages.parts')} optional hint={t('fields.partsHint')} {...form.field('parts')} rows={3} />
      </div>
      <MoneyField label={t('packages.price')} {...form.field('priceFen')} />
      <div className="pair">
        <DateField label={t('fields.validFromOn')} {...form.field('validFromOn')} />
        <DateField label={t('packages.until')} optional {...form.field('validUntilOn')} />
      </div>
      <TextField label={t('fields.note')} optional {...form.field('note')} maxLength={300} />
    </Form>
  )
}
