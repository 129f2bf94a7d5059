// The questions of a stocktake: what is counted, and what becomes of the differences that were ticked.
import { useTranslation } from 'react-i18next'
import { type StocktakeLine, stocktakes } from '../../../shared/modules/stocktakes/contract.ts'
import { decisions, decisionsFor, type Decision, SCANS_AT_ONCE } from '../../../shared/modules/stocktakes/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { open as openTab } from '../../state.ts'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Cancel } from '../../ui/form/Cancel.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Notice } from '../../ui/Notice.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'

export function OpenDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('stocktakes')
  return (
    <Dialog open={open} onClose={onClose} title={t('open.title')} width="small">
      {open && <Opening onClose={onClose} />}
    </Dialog>
  )
}

function Opening({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('stocktakes')
  const { data: words } = useLive('vehicles.words', {})
  const form = useForm({
    module: 'stocktakes',
    schema: stocktakes.open.input,
    initial: { location: '', note: '' },
    send: (input, attempt) => call('stocktakes.open', input, { attempt }),
    onDone: ({ id, no }) => {
      onClose()
      openTab('stocktake', { record: id, title: no })
    },
  })
  return (
    <Form form={form} submit={t('open.save')} side={<Cancel onClose={onClose} />}>
      <p className="cap">{t('open.says')}</p>
      <SelectField
        label={t('open.location')}
        autoFocus
        {...form.field('location')}
        options={[
          { value: '', label: t('wholeSite') },
          ...(words?.locations ?? []).map((location) => ({ value: location, label: location })),
        ]}
      />
      <TextField label={t('open.note')} optional {...form.field('note')} maxLength={200} />
    </Form>
  )
}

/** `lines`: the differences it is about; null while nothing is asked. */
export function DecideDialog({
  id,
  lines,
  onClose,
  onDone,
}: {
  id: string
  lines: readonly StocktakeLine[] | null
  onClose: () => void
  onDone: () => void
}) {
  const { t } = useTranslation('stocktakes')
  return (
    <Dialog open={lines !== null} onClose={onClose} title={t('decide.title')} width="small" dismissable={false}>
      {lines && <Deciding id={id} lines={lines} onClose={onClose} onDone={onDone} />}
    </Dialog>
  )
}

/** What may be decided about every one of them. */
const common = (lines: readonly StocktakeLine[]): Decision[] =>
  decisions.filter((decision) => lines.length > 0 && lines.every((line) => decisionsFor(line.verdict, line.stranger).includes(decision)))

function Deciding({
  id,
  lines,
  onClose,
  onDone,
}: {
  id: string
  lines: readonly StocktakeLine[]
  onClose: () => void
  onDone: () => void
}) {
  const { t } = useTranslation('stocktakes')
  const possible = common(lines)
  const form = useForm({
    module: 'stocktakes',
    schema: stocktakes.decide.input,
    initial: { decision: possible.find((each) => each !== 'keep') ?? ('keep' as Decision), reason: '' },
    read: (values: { decision: Decision; reason: string }) => ({ ...values, id, subjects: lines.map((line) => line.id) }),
    send: (input, attempt) => call('stocktakes.decide', input, { attempt }),
    onDone: () => {
      onClose()
      onDone()
    },
  })
  if (lines.length > SCANS_AT_ONCE || possible.length === 0)
    return <Notice kind="act">{t(possible.length === 0 ? 'decide.mixed' : 'decide.tooMany', { count: SCANS_AT_ONCE })}</Notice>
  return (
    <Form form={form} submit={t('decide.save', { count: lines.length })} side={<Cancel onClose={onClose} />}>
      <ChoiceField
        label={t('column.decision')}
        {...form.field('decision')}
        options={possible.map((value) => ({ value, label: t(`decisions.${value}`) }))}
      />
      <TextField label={t('column.reason')} {...form.field('reason')} autoFocus maxLength={200} />
    </Form>
  )
}
