// 预警规则: what the store watches, from which limit on, whom it tells and how often. A rule being written says what it would
// ring for now.
import AddIcon from 'lucide-react/icons/plus'
import EditIcon from 'lucide-react/icons/pencil'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { alerts, type AlertRule } from '../../../shared/modules/alerts/contract.ts'
import {
  type Direction,
  directions,
  everies,
  type Every,
  type IndicatorName,
  indicatorNames,
  indicatorOf,
  WHOLE,
} from '../../../shared/modules/alerts/rules.ts'
import type { Fen } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField, ChoiceField } from '../../ui/CheckField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Loading } from '../../ui/Loading.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { limitText, reading } from './words.tsx'
import './alerts.css'

export function RulesScreen() {
  const { t } = useTranslation('alerts')
  const may = useMay()
  const { data: rules, error } = useLive('alerts.rules', {})
  const [editing, setEditing] = useState<AlertRule | 'new' | null>(null)
  const add = may('alerts.configure') && (
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
        {error && <Refused error={error} module="alerts" />}
        {!rules && !error && <Loading />}
        {rules?.length === 0 && (
          <Empty drawing="calm" action={add || undefined}>
            {t('rule.empty')}
          </Empty>
        )}
        {rules && rules.length > 0 && (
          <table className="facts">
            <thead>
              <tr>
                <th>{t('rule.name')}</th>
                <th>{t('field.indicator')}</th>
                <th>{t('field.limit')}</th>
                <th>{t('rule.every')}</th>
                <th>{t('field.to')}</th>
                <th className="num">{t('rule.open')}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {rules.map((rule) => (
                <tr key={rule.id} className={rule.active ? undefined : 'off'}>
                  <td>
                    <b>{rule.name}</b>
                    {!rule.active && <span className="cap"> {t('rule.off')}</span>}
                  </td>
                  <td>
                    {t(`indicators.${rule.indicator}`)}
                    {rule.about && <span className="cap"> {rule.about}</span>}
                  </td>
                  <td>{limitText(t, indicatorOf(rule.indicator).unit, rule.direction, rule.threshold)}</td>
                  <td>
                    {t(`everies.${rule.every}`)}
                    {rule.quietFrom && <span className="cap"> {t('rule.quiet', { from: rule.quietFrom, to: rule.quietTo })}</span>}
                  </td>
                  <td>{rule.toName ?? t('everybody')}</td>
                  <td className="num">{rule.open}</td>
                  <td>
                    {may('alerts.configure') && (
                      <Button
                        kind="quiet"
                        size="small"
                        icon={EditIcon}
                        label={t('rule.edit', { name: rule.name })}
                        onPress={() => setEditing(rule)}
                      />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      <AlertRuleDialog about={editing} onClose={() => setEditing(null)} />
    </div>
  )
}

export function AlertRuleDialog({ about, onClose }: { about: AlertRule | 'new' | null; onClose: () => void }) {
  const { t } = useTranslation('alerts')
  return (
    <Dialog open={about !== null} onClose={onClose} title={t(about === 'new' ? 'rule.add' : 'rule.change')} dismissable={false}>
      {about && <Keeping key={about === 'new' ? 'new' : about.id} rule={about === 'new' ? null : about} onClose={onClose} />}
    </Dialog>
  )
}

const ANY = 'any'
type Values = {
  name: string
  indicator: IndicatorName
  about: string
  direction: Direction
  threshold: number | null
  windowDays: number | null
  every: Every
  to: string
  quietFrom: string
  quietTo: string
  active: boolean
}

/** An indicator as it begins: the usual limit and window. */
const usual = (indicator: IndicatorName) => {
  const { direction, threshold, days } = indicatorOf(indicator)
  return { indicator, direction, threshold, windowDays: days, about: ANY }
}

function Keeping({ rule, onClose }: { rule: AlertRule | null; onClose: () => void }) {
  const { t } = useTranslation('alerts')
  const { data: choices } = useLive('alerts.choices', {})
  const form = useForm({
    module: 'alerts',
    schema: alerts.keepRule.input,
    initial: {
      name: rule?.name ?? '',
      ...usual('slow-stock'),
      ...(rule
        ? {
            indicator: rule.indicator,
            direction: rule.direction,
            threshold: rule.threshold,
            windowDays: rule.windowDays,
            about: rule.about ?? ANY,
          }
        : {}),
      every: rule?.every ?? 'day',
      to: rule?.toUser ? `user:${rule.toUser}` : rule?.toRole ? `role:${rule.toRole}` : ANY,
      quietFrom: rule?.quietFrom ?? '',
      quietTo: rule?.quietTo ?? '',
      active: rule?.active ?? true,
    } as Values,
    read: ({ to, about, ...values }: Values) => ({
      ...values,
      id: rule?.id ?? null,
      about: about === ANY ? null : about,
      toUser: to.startsWith('user:') ? to.slice(5) : null,
      toRole: to.startsWith('role:') ? to.slice(5) : null,
    }),
    send: (input, attempt) => call('alerts.keepRule', input, { attempt }),
    onDone: onClose,
  })
  const { values } = form
  const { unit, window, by } = indicatorOf(values.indicator)
  const among =
    by === 'series'
      ? (choices?.series ?? []).map((name) => ({ value: name, label: name }))
      : by === 'person'
        ? (choices?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))
        : []
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
      <SelectField
        label={t('field.indicator')}
        {...form.field('indicator')}
        onChange={(indicator) => form.change(usual(indicator))}
        options={indicatorNames.map((value) => ({ value, label: t(`indicators.${value}`), more: t(`means.${value}`) }))}
      />
      <div className="pair">
        <ChoiceField
          label={t('rule.direction')}
          {...form.field('direction')}
          options={directions.map((value) => ({ value, label: t(`directions.${value}`) }))}
        />
        {unit === 'fen' ? (
          <MoneyField label={t('field.limit')} {...form.field('threshold')} value={values.threshold as Fen | null} />
        ) : (
          <NumberField label={t('field.limit')} {...form.field('threshold')} unit={t(`rule.units.${unit}`)} />
        )}
        {window && <NumberField label={t(`rule.windows.${window}`)} {...form.field('windowDays')} unit={t('rule.units.days')} />}
      </div>
      <div className="pair">
        {(by === 'series' || by === 'person') && (
          <SelectField label={t(`rule.only.${by}`)} {...form.field('about')} options={[{ value: ANY, label: t('rule.each') }, ...among]} />
        )}
        <SelectField
          label={t('rule.every')}
          {...form.field('every')}
          options={everies.map((value) => ({ value, label: t(`everies.${value}`) }))}
        />
        <SelectField
          label={t('field.to')}
          {...form.field('to')}
          options={[
            { value: ANY, label: t('everybody') },
            ...(choices?.roles ?? []).map(({ id, name }) => ({ value: `role:${id}`, label: name })),
            ...(choices?.people ?? []).map(({ id, name }) => ({ value: `user:${id}`, label: name })),
          ]}
        />
      </div>
      <div className="pair">
        <TextField label={t('rule.quietFrom')} optional {...form.field('quietFrom')} placeholder="21:00" maxLength={5} />
        <TextField label={t('rule.quietTo')} optional {...form.field('quietTo')} placeholder="08:00" maxLength={5} />
      </div>
      <CheckField label={t('rule.active')} value={values.active} onChange={(active) => form.set('active', active)} />
      <Preview values={values} />
    </Form>
  )
}

function Preview({ values: { indicator, about, direction, threshold, windowDays } }: { values: Values }) {
  const { t } = useTranslation('alerts')
  const asked =
    threshold === null || windowDays === null ? null : { indicator, direction, threshold, windowDays, about: about === ANY ? null : about }
  const { data, error } = useLive('alerts.preview', asked)
  if (error) return <Refused error={error} module="alerts" />
  if (!data || asked === null) return null
  const ringing = data.filter((row) => row.rings)
  return (
    <section aria-live="polite">
      <h3 className="cap">{ringing.length === 0 ? t('preview.none') : t('preview.now', { count: ringing.length })}</h3>
      <div className="alert-preview">
        <table className="facts">
          <tbody>
            {(ringing.length > 0 ? ringing : data.slice(0, 5)).map((row) => (
              <tr key={row.subject}>
                <td>{row.subject === WHOLE ? t('wholeSite') : row.label}</td>
                <td className="num">{reading(t, indicatorOf(indicator).unit, row.value)}</td>
                <td>{row.rings ? t('preview.rings') : t('preview.calm')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
