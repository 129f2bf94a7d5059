// The steps of a lead after it is there: lost and why, somebody else's, corrected and graded anew.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { leads } from '../../../shared/modules/leads/contract.ts'
import type { LeadCard } from '../../../shared/modules/leads/contract/shapes.ts'
import { assignmentRules, lossReasons, type LossReason } from '../../../shared/modules/leads/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { gradeOf, Wishes, type WishValues } from './wishes.tsx'

function Back({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('leads')
  return (
    <Button kind="quiet" onPress={onClose}>
      {t('ui:cancel')}
    </Button>
  )
}

type Lead = { id: string; name: string }

/** 战败: the reason is asked for, what they bought instead is worth knowing. */
export function LoseDialog({ lead, onClose }: { lead: Lead | null; onClose: () => void }) {
  const { t } = useTranslation('leads')
  return (
    <Dialog open={lead !== null} onClose={onClose} title={t('lose.title', { name: lead?.name ?? '' })} width="small" dismissable={false}>
      {lead && <Losing id={lead.id} onClose={onClose} />}
    </Dialog>
  )
}
function Losing({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('leads')
  const form = useForm({
    module: 'leads',
    schema: leads.move.input,
    initial: { id, stage: 'lost' as const, reason: null as LossReason | null, rival: '', note: '' },
    send: (input, attempt) => call('leads.move', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('lose.submit')} side={<Back onClose={onClose} />}>
      <SelectField
        label={t('lose.reason')}
        {...form.field('reason')}
        options={lossReasons.map((value) => ({ value, label: t(`losses.${value}`) }))}
        autoFocus
      />
      <TextField label={t('lose.rival')} optional {...form.field('rival')} maxLength={200} />
      <TextArea label={t('lose.note')} optional {...form.field('note')} rows={2} />
    </Form>
  )
}

const ways = ['chosen', 'table', ...assignmentRules.filter((rule) => rule === 'turn' || rule === 'load' || rule === 'skill')] as const

/** Gives one or many to somebody, by name or by a rule. */
export function AssignDialog({ ids, onClose }: { ids: readonly string[]; onClose: (done: boolean) => void }) {
  const { t } = useTranslation('leads')
  return (
    <Dialog
      open={ids.length > 0}
      onClose={() => onClose(false)}
      title={t('assign.title', { count: ids.length })}
      width="small"
      dismissable={false}
    >
      {ids.length > 0 && <Assigning ids={ids} onClose={onClose} />}
    </Dialog>
  )
}
function Assigning({ ids, onClose }: { ids: readonly string[]; onClose: (done: boolean) => void }) {
  const { t } = useTranslation('leads')
  const { data: words } = useLive('leads.words', {})
  const form = useForm({
    module: 'leads',
    schema: leads.assign.input,
    initial: { ids: [...ids], rule: 'chosen' as (typeof ways)[number], toId: null as string | null, reason: '' },
    send: (input, attempt) => call('leads.assign', input, { attempt }),
    onDone: () => onClose(true),
  })
  return (
    <Form form={form} submit={t('assign.submit')} side={<Back onClose={() => onClose(false)} />}>
      <SelectField
        label={t('assign.rule')}
        {...form.field('rule')}
        options={ways.map((value) => ({ value, label: t(`rules.${value}`), more: t(`ruleMeans.${value}`) }))}
        autoFocus
      />
      {form.values.rule === 'chosen' && (
        <SelectField
          label={t('assign.to')}
          {...form.field('toId')}
          options={(words?.consultants ?? []).map(({ id, name, open }) => ({ value: id, label: name, more: t('load', { count: open }) }))}
        />
      )}
      <TextField label={t('assign.reason')} optional {...form.field('reason')} maxLength={200} />
    </Form>
  )
}

/** What they want has changed, and how near to buying they are. */
export function WishDialog({ lead, open, onClose }: { lead: LeadCard['lead']; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('leads')
  return (
    <Dialog open={open} onClose={onClose} title={t('correct.title', { name: lead.name })} width="wide" dismissable={false}>
      {open && <Correcting lead={lead} onClose={onClose} />}
    </Dialog>
  )
}
function Correcting({ lead, onClose }: { lead: LeadCard['lead']; onClose: () => void }) {
  const { t } = useTranslation('leads')
  const { data: words } = useLive('leads.words', {})
  const [initial] = useState((): WishValues & { note: string } => ({
    channel: lead.channel ?? '',
    campaign: lead.campaign ?? '',
    model: lead.model ?? '',
    budgetFen: lead.budgetFen as WishValues['budgetFen'],
    buysWithin: lead.buysWithin,
    level: lead.level as WishValues['level'],
    levelReason: '',
    note: lead.note ?? '',
  }))
  const form = useForm({
    module: 'leads',
    schema: leads.correct.input,
    initial,
    read: (values: typeof initial) => {
      const { level, reason } = gradeOf(t, values, words)
      const { level: _level, levelReason: _reason, ...fields } = values
      return { id: lead.id, fields, level, levelReason: reason }
    },
    fieldOf: (path) => path.replace(/^fields\./, ''),
    send: (input, attempt) => call('leads.correct', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} wide submit={t('correct.submit')} side={<Back onClose={onClose} />}>
      <div className="person-fields">
        <Wishes form={form} words={words} />
        <div className="whole">
          <TextArea label={t('field.note')} optional {...form.field('note')} rows={2} />
        </div>
      </div>
    </Form>
  )
}
