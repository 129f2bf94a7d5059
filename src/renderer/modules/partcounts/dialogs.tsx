// The questions of a stocktake of parts: which bins are counted, and what becomes of the differences that were ticked.
import { useTranslation } from 'react-i18next'
import { type PartCountLine, partcounts } from '../../../shared/modules/partcounts/contract.ts'
import { countDecisions, countDecisionsFor, type CountDecision } from '../../../shared/modules/partcounts/rules.ts'
import { SCANS_AT_ONCE } from '../../../shared/modules/stocktakes/rules.ts'
import { call } from '../../api.ts'
import { open as openTab } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Notice } from '../../ui/Notice.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { TextField } from '../../ui/TextField.tsx'

function Leave({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('ui')
  return (
    <Button kind="quiet" onPress={onClose}>
      {t('cancel')}
    </Button>
  )
}

export function BeginPartCountDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('partcounts')
  return (
    <Dialog open={open} onClose={onClose} title={t('open.title')} width="small">
      {open && <Beginning onClose={onClose} />}
    </Dialog>
  )
}

function Beginning({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('partcounts')
  const form = useForm({
    module: 'partcounts',
    schema: partcounts.open.input,
    initial: { location: '', note: '' },
    send: (input, attempt) => call('partcounts.open', input, { attempt }),
    onDone: ({ id, no }) => {
      onClose()
      openTab('partCount', { record: id, title: no })
    },
  })
  return (
    <Form form={form} submit={t('stocktakes:open.save')} side={<Leave onClose={onClose} />}>
      <p className="cap">{t('stocktakes:open.says')}</p>
      <TextField label={t('open.location')} hint={t('open.hint')} optional autoFocus upper {...form.field('location')} maxLength={20} />
      <TextField label={t('stocktakes:open.note')} optional {...form.field('note')} maxLength={200} />
    </Form>
  )
}

type About = { id: string; lines: readonly PartCountLine[]; onClose: () => void; onDone: () => void }
/** `lines`: the differences it is about; null while nothing is asked. */
export function DecidePartsDialog({ lines, ...about }: Omit<About, 'lines'> & { lines: readonly PartCountLine[] | null }) {
  const { t } = useTranslation('partcounts')
  return (
    <Dialog open={lines !== null} onClose={about.onClose} title={t('stocktakes:decide.title')} width="small" dismissable={false}>
      {lines && <DecidingParts lines={lines} {...about} />}
    </Dialog>
  )
}

function DecidingParts({ id, lines, onClose, onDone }: About) {
  const { t } = useTranslation('partcounts')
  const possible = countDecisions.filter(
    (decision) => lines.length > 0 && lines.every((line) => countDecisionsFor(line.verdict).includes(decision)),
  )
  const [only] = lines
  const twice = lines.length === 1 && only?.verdict === 'twice' ? only : null
  const form = useForm({
    module: 'partcounts',
    schema: partcounts.decide.input,
    initial: { decision: possible[0] ?? ('keep' as CountDecision), reason: '', units: null as number | null },
    read: (values: { decision: CountDecision; reason: string; units: number | null }) => ({
      ...values,
      id,
      subjects: lines.map((line) => line.id),
    }),
    send: (input, attempt) => call('partcounts.decide', input, { attempt }),
    onDone: () => {
      onClose()
      onDone()
    },
  })
  if (lines.length > SCANS_AT_ONCE || possible.length === 0)
    return (
      <Notice kind="act">{possible.length === 0 ? t('stocktakes:decide.mixed') : t('decide.tooMany', { count: SCANS_AT_ONCE })}</Notice>
    )
  return (
    <Form form={form} submit={t('decide.save', { count: lines.length })} side={<Leave onClose={onClose} />}>
      <ChoiceField
        label={t('column.decision')}
        {...form.field('decision')}
        options={possible.map((value) => ({ value, label: t(`decisions.${value}`) }))}
      />
      {twice && (
        <NumberField
          label={t('decide.units')}
          hint={t('decide.hint', { units: twice.countedUnits ?? 0, unit: twice.unit ?? '' })}
          {...form.field('units')}
          unit={twice.unit ?? ''}
        />
      )}
      <TextField label={t('column.reason')} {...form.field('reason')} autoFocus maxLength={200} />
    </Form>
  )
}
