// One line of the flow: at which level, whose consent, from which limits on. The sentence it makes is read while it is typed.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reply } from '../../../shared/contract.ts'
import { approvals } from '../../../shared/modules/approvals/contract.ts'
import type { Fen } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Glyph } from '../../ui/Glyph.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { percentFrom, percentText } from '../../ui/percent.ts'
import { sentenceOf, troubleOf, type Flow, type FlowRule } from './sentence.ts'

const EVERYWHERE = 'all'
const LEVELS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

/** `rule` null: closed; 'new': an empty one. */
export function RuleDialog({ rule, flow, onClose }: { rule: FlowRule | 'new' | null; flow: Flow; onClose: () => void }) {
  const { t } = useTranslation('approvals')
  return (
    <Dialog open={rule !== null} onClose={onClose} title={t(rule === 'new' ? 'flow.addTitle' : 'flow.editTitle')} dismissable={false}>
      {rule && <RuleForm key={rule === 'new' ? 'new' : rule.id} rule={rule === 'new' ? null : rule} flow={flow} onClose={onClose} />}
    </Dialog>
  )
}

type Saved = Reply<'approvals.addRule'> | Reply<'approvals.changeRule'>
type Values = {
  level: (typeof LEVELS)[number]
  roleId: string | null
  siteId: string
  minDiscountBp: string
  minDiscountFen: Fen | null
  minAmountFen: Fen | null
  maxMarginBp: string
  belowCost: boolean
  active: boolean
}

function RuleForm({ rule, flow, onClose }: { rule: FlowRule | null; flow: Flow; onClose: () => void }) {
  const { t } = useTranslation('approvals')
  const [initial] = useState((): Values => ({
    level: LEVELS[(rule?.level ?? 1) - 1] ?? '1',
    roleId: rule?.roleId ?? null,
    siteId: rule?.siteId ?? EVERYWHERE,
    minDiscountBp: rule?.minDiscountBp == null ? '' : percentText(rule.minDiscountBp),
    minDiscountFen: rule?.minDiscountFen ?? null,
    minAmountFen: rule?.minAmountFen ?? null,
    maxMarginBp: rule?.maxMarginBp == null ? '' : percentText(rule.maxMarginBp),
    belowCost: rule?.belowCost ?? false,
    active: rule?.active ?? true,
  }))
  const form = useForm({
    module: 'approvals',
    schema: approvals.addRule.input,
    initial,
    read: inputOf,
    send: (input, attempt): Promise<Saved> =>
      rule ? call('approvals.changeRule', { ...input, id: rule.id }, { attempt }) : call('approvals.addRule', input, { attempt }),
    onDone: onClose,
  })
  const { values } = form
  const role = flow.roles.find((each) => each.id === values.roleId)
  const typed = inputOf(values)
  const unread = typeof typed.minDiscountBp === 'string'
  const trouble = values.roleId === null ? null : troubleOf({ roleId: values.roleId, active: values.active }, flow.roles)
  const site = flow.sites.find((each) => each.id === values.siteId)
  return (
    <Form
      form={form}
      submit={t('flow.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <div className="pair">
        <SelectField
          label={t('flow.level')}
          {...form.field('level')}
          options={LEVELS.map((value) => ({ value, label: t('level', { level: value }) }))}
        />
        <SelectField
          label={t('flow.role')}
          {...form.field('roleId')}
          options={flow.roles.map((each) => ({
            value: each.id,
            label: each.name,
            disabled: !each.mayDecide,
            more: each.mayDecide ? t('flow.people', { count: each.people }) : t('flow.trouble.may-not'),
          }))}
        />
      </div>
      <p className="cap">{t('flow.conditions')}</p>
      <div className="pair">
        <TextField
          label={t('flow.minDiscountBp')}
          optional
          inputMode="numeric"
          {...form.field('minDiscountBp')}
          placeholder="3"
          error={unread && form.errors['minDiscountBp'] ? t('issues.not-a-percent') : form.errors['minDiscountBp']}
        />
        <MoneyField label={t('flow.minDiscount')} optional {...form.field('minDiscountFen')} />
        <MoneyField label={t('flow.minAmount')} optional {...form.field('minAmountFen')} />
        <TextField
          label={t('flow.maxMarginBp')}
          optional
          inputMode="numeric"
          {...form.field('maxMarginBp')}
          error={
            typeof typed.maxMarginBp === 'string' && form.errors['maxMarginBp'] ? t('issues.not-a-percent') : form.errors['maxMarginBp']
          }
        />
      </div>
      <CheckField label={t('flow.belowCost')} hint={t('flow.belowCostNote')} {...form.field('belowCost')} />
      {flow.sites.length > 1 && (
        <SelectField
          label={t('flow.site')}
          {...form.field('siteId')}
          options={[
            { value: EVERYWHERE, label: t('flow.everywhere') },
            ...flow.sites.map((each) => ({ value: each.id, label: each.name })),
          ]}
        />
      )}
      <div className="rule-says" aria-live="polite">
        <span className="cap">{t('flow.reads')}</span>
        {role ? (
          sentenceOf(t, { ...plain(typed), roleName: role.name, siteName: site?.name ?? null })
        ) : (
          <span className="muted">{t('flow.chooseRole')}</span>
        )}
        {trouble && (
          <span className="field-error">
            <Glyph shape="diamond" />
            {t(`flow.trouble.${trouble}Says`)}
          </span>
        )}
      </div>
    </Form>
  )
}

/** What is typed, as the contract wants it. A percentage that cannot be read stays text, so that its field is told. */
function inputOf(values: Values) {
  const { level, siteId, minDiscountBp, maxMarginBp, ...rest } = values
  const read = (text: string) => (text.trim() === '' ? null : (percentFrom(text) ?? text))
  return {
    ...rest,
    level: Number(level),
    roleId: values.roleId ?? undefined,
    siteId: siteId === EVERYWHERE ? null : siteId,
    minDiscountBp: read(minDiscountBp),
    maxMarginBp: read(maxMarginBp),
  }
}

const plain = (typed: ReturnType<typeof inputOf>) => ({
  ...typed,
  minDiscountBp: typeof typed.minDiscountBp === 'number' ? typed.minDiscountBp : null,
  maxMarginBp: typeof typed.maxMarginBp === 'number' ? typed.maxMarginBp : null,
})
