// 分配规则: who gets a lead nobody was named for. The first rule whose traits a lead has decides; without one it stays with who
// entered it.
import AddIcon from 'lucide-react/icons/plus'
import DownIcon from 'lucide-react/icons/chevron-down'
import DropIcon from 'lucide-react/icons/trash-2'
import EditIcon from 'lucide-react/icons/pencil'
import UpIcon from 'lucide-react/icons/chevron-up'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { leads } from '../../../shared/modules/leads/contract.ts'
import type { LeadRule } from '../../../shared/modules/leads/contract/assigning.ts'
import { gradedLevels, choiceMethods, type ChoiceMethod } from '../../../shared/modules/leads/rules.ts'
import { formatYuan, type Fen } from '../../../shared/money.ts'
import { call, newAttempt } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Loading } from '../../ui/Loading.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { SuggestField } from '../../ui/people/SuggestField.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import './leads.css'

export function RulesScreen() {
  const { t } = useTranslation('leads')
  const { data: rules, error } = useLive('leads.rules', {})
  const { data: words } = useLive('leads.words', {})
  const [editing, setEditing] = useState<LeadRule | 'new' | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const nameOf = (id: string): string => words?.consultants.find((each) => each.id === id)?.name ?? '?'
  const did = (reply: { ok: true } | { ok: false; error: Failure }): void => setFailure(reply.ok ? null : reply.error)
  const add = (
    <Button kind="primary" icon={AddIcon} shortcut="mod+N" onPress={() => setEditing('new')}>
      {t('rule.add')}
    </Button>
  )
  return (
    <div className="screen">
      <header className="screen-head">
        <div className="grow">
          <h1>{t('rule.title')}</h1>
          <p>{t('rule.says')}</p>
        </div>
        {add}
      </header>
      <div className="screen-body">
        {(error ?? failure) && <Refused error={(error ?? failure) as Failure} module="leads" />}
        {!rules && !error && <Loading />}
        {rules?.length === 0 && <Empty action={add}>{t('rule.empty')}</Empty>}
        {rules && rules.length > 0 && (
          <table className="facts lead-rules">
            <thead>
              <tr>
                <th>{t('rule.name')}</th>
                <th>{t('rule.when')}</th>
                <th>{t('rule.how')}</th>
                <th>{t('rule.people')}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {rules.map((rule, at) => (
                <tr key={rule.id} className={rule.active ? undefined : 'off'}>
                  <td>
                    <b>{rule.name}</b>
                    {!rule.active && <span className="cap"> {t('rule.off')}</span>}
                  </td>
                  <td>{whenText(rule, t)}</td>
                  <td>{t(`rules.${rule.method}`)}</td>
                  <td>{rule.people.length === 0 ? t('rule.everybody') : rule.people.map(nameOf).join(t('comma'))}</td>
                  <td className="row">
                    <Button
                      kind="quiet"
                      size="small"
                      icon={UpIcon}
                      label={t('rule.up', { name: rule.name })}
                      disabled={at === 0}
                      onPress={() => void call('leads.shiftRule', { id: rule.id, up: true }, { attempt: newAttempt() }).then(did)}
                    />
                    <Button
                      kind="quiet"
                      size="small"
                      icon={DownIcon}
                      label={t('rule.down', { name: rule.name })}
                      disabled={at === rules.length - 1}
                      onPress={() => void call('leads.shiftRule', { id: rule.id, up: false }, { attempt: newAttempt() }).then(did)}
                    />
                    <Button
                      kind="quiet"
                      size="small"
                      icon={EditIcon}
                      label={t('rule.edit', { name: rule.name })}
                      onPress={() => setEditing(rule)}
                    />
                    <Button
                      kind="quiet"
                      size="small"
                      icon={DropIcon}
                      label={t('rule.drop', { name: rule.name })}
                      onPress={() => void call('leads.dropRule', { id: rule.id }, { attempt: newAttempt() }).then(did)}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      <LeadRuleDialog about={editing} onClose={() => setEditing(null)} />
    </div>
  )
}

/** A rule's traits as a sentence; one without traits takes every lead. */
function whenText(rule: LeadRule, t: TFunction): string {
  const budget =
    rule.budgetFromFen !== null && rule.budgetToFen !== null
      ? t('leads:rule.budget', { from: formatYuan(rule.budgetFromFen as Fen), to: formatYuan(rule.budgetToFen as Fen) })
      : rule.budgetFromFen !== null
        ? t('leads:rule.budgetFrom', { from: formatYuan(rule.budgetFromFen as Fen) })
        : rule.budgetToFen !== null
          ? t('leads:rule.budgetTo', { to: formatYuan(rule.budgetToFen as Fen) })
          : null
  const parts = [rule.channel, rule.model, budget, rule.level && t(`customers:levels.${rule.level}`)].filter(Boolean)
  return parts.length === 0 ? t('leads:rule.always') : parts.join(t('leads:dot'))
}

export function LeadRuleDialog({ about, onClose }: { about: LeadRule | 'new' | null; onClose: () => void }) {
  const { t } = useTranslation('leads')
  return (
    <Dialog open={about !== null} onClose={onClose} title={t(about === 'new' ? 'rule.add' : 'rule.change')} dismissable={false}>
      {about && <Keeping key={about === 'new' ? 'new' : about.id} rule={about === 'new' ? null : about} onClose={onClose} />}
    </Dialog>
  )
}

const ANY = 'any'
type Values = {
  name: string
  channel: string
  model: string
  budgetFromFen: Fen | null
  budgetToFen: Fen | null
  level: string
  method: ChoiceMethod
  people: string[]
  active: boolean
}

function Keeping({ rule, onClose }: { rule: LeadRule | null; onClose: () => void }) {
  const { t } = useTranslation('leads')
  const { data: words } = useLive('leads.words', {})
  const form = useForm({
    module: 'leads',
    schema: leads.keepRule.input,
    initial: {
      name: rule?.name ?? '',
      channel: rule?.channel ?? '',
      model: rule?.model ?? '',
      budgetFromFen: (rule?.budgetFromFen ?? null) as Fen | null,
      budgetToFen: (rule?.budgetToFen ?? null) as Fen | null,
      level: rule?.level ?? ANY,
      method: rule?.method ?? 'turn',
      people: rule?.people ?? [],
      active: rule?.active ?? true,
    } as Values,
    read: ({ level, ...values }: Values) => ({ ...values, id: rule?.id ?? null, level: level === ANY ? null : level }),
    send: (input, attempt) => call('leads.keepRule', input, { attempt }),
    onDone: onClose,
  })
  const { values } = form
  return (
    <Form
      form={form}
      submit={t('rule.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <TextField label={t('rule.name')} {...form.field('name')} autoFocus maxLength={60} />
      <div className="pair">
        <SuggestField label={t('field.channel')} optional {...form.field('channel')} words={words?.channels ?? []} maxLength={200} />
        <SuggestField
          label={t('field.model')}
          optional
          {...form.field('model')}
          words={(words?.models ?? []).map(({ word }) => word)}
          maxLength={200}
        />
      </div>
      <div className="pair">
        <MoneyField label={t('rule.from')} optional {...form.field('budgetFromFen')} />
        <MoneyField label={t('rule.to')} optional {...form.field('budgetToFen')} />
        <SelectField
          label={t('field.level')}
          {...form.field('level')}
          options={[
            { value: ANY, label: t('rule.any') },
            ...gradedLevels.map((value) => ({ value, label: t(`customers:levels.${value}`) })),
          ]}
        />
      </div>
      <SelectField
        label={t('rule.how')}
        {...form.field('method')}
        options={choiceMethods.map((value) => ({ value, label: t(`rules.${value}`), more: t(`ruleMeans.${value}`) }))}
      />
      <fieldset className="plain">
        <legend className="cap">{t('rule.among')}</legend>
        <div className="row wrap">
          {(words?.consultants ?? []).map(({ id, name }) => (
            <CheckField
              key={id}
              label={name}
              value={values.people.includes(id)}
              onChange={(on) => form.set('people', on ? [...values.people, id] : values.people.filter((each) => each !== id))}
            />
          ))}
        </div>
      </fieldset>
      <CheckField label={t('rule.active')} value={values.active} onChange={(active) => form.set('active', active)} />
    </Form>
  )
}
