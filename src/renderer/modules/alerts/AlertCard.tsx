// One alert with all that happened to it, and what may be done about it: beside the list, and over the message centre.
import TaskIcon from 'lucide-react/icons/list-plus'
import { useTranslation } from 'react-i18next'
import { alerts, type AlertRow } from '../../../shared/modules/alerts/contract.ts'
import { ofOverdueMoney } from '../../../shared/modules/alerts/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import { Timeline } from '../../ui/Timeline.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { limitText, reading, StateMark } from './words.tsx'

export function AlertFacts({ id }: { id: string }) {
  const { t } = useTranslation('alerts')
  const may = useMay()
  const deed = useDeed()
  const { data, error } = useLive('alerts.card', { id })
  if (error) return <Refused error={error} module="alerts" />
  if (!data) return <Loading />
  const { alert, deeds } = data
  const plan = (): void =>
    deed.run(
      (attempt) => call('alerts.plan', { id }, { attempt }),
      ({ planned }) => sayBriefly(planned === 0 ? t('plan.none') : t('plan.done', { count: planned })),
    )
  return (
    <>
      {deed.failure && <Refused error={deed.failure} module="alerts" />}
      {ofOverdueMoney.includes(alert.indicator) && alert.state !== 'closed' && may('receivables.dun') && (
        <div className="row">
          <Button size="small" icon={TaskIcon} busy={deed.busy} onPress={plan}>
            {t('plan.do')}
          </Button>
        </div>
      )}
      <KeyValue
        pairs={[
          [t('field.indicator'), t(`indicators.${alert.indicator}`)],
          [t('field.subject'), alert.label || t('wholeSite')],
          [t('field.value'), reading(t, alert.unit, alert.value)],
          [t('field.limit'), limitText(t, alert.unit, alert.direction, alert.threshold)],
          [t('field.to'), alert.toName ?? t('everybody')],
          [t('field.rungAt'), <DateText key="at" at={alert.rungAt} near />],
        ]}
      />
      {deeds.length > 0 && (
        <Timeline
          items={deeds.toReversed().map((deed) => ({
            id: deed.id,
            what: t(`deeds.${deed.kind}`),
            who: deed.by,
            note: (
              <>
                {deed.words && `${deed.words} · `}
                <DateText at={deed.at} near />
              </>
            ),
            standing: alert.standing,
          }))}
        />
      )}
    </>
  )
}

type About = Pick<AlertRow, 'id' | 'state'> & { title: string }

export function AlertDialog({ about, onClose }: { about: About | null; onClose: () => void }) {
  return (
    <Dialog open={about !== null} onClose={onClose} title={about?.title ?? ''} dismissable={false}>
      {about && <Handling key={about.id} about={about} onClose={onClose} />}
    </Dialog>
  )
}

type Values = { kind: 'seen' | 'acted' | 'closed'; words: string }

function Handling({ about, onClose }: { about: About; onClose: () => void }) {
  const { t } = useTranslation('alerts')
  const form = useForm({
    module: 'alerts',
    schema: alerts.handle.input,
    initial: { kind: 'acted', words: '' } as Values,
    read: (values: Values) => ({ ...values, id: about.id }),
    send: (input, attempt) => call('alerts.handle', input, { attempt }),
    onDone: onClose,
  })
  const over = about.state === 'closed'
  return (
    <>
      <div className="row">
        <StateMark state={about.state} tag />
      </div>
      <AlertFacts id={about.id} />
      {over ? (
        <Button kind="primary" onPress={onClose}>
          {t('ui:close')}
        </Button>
      ) : (
        <Form
          form={form}
          submit={t('handle.save')}
          side={
            <Button kind="quiet" onPress={onClose}>
              {t('ui:cancel')}
            </Button>
          }
        >
          <ChoiceField
            label={t('handle.kind')}
            {...form.field('kind')}
            options={(['seen', 'acted', 'closed'] as const).map((value) => ({
              value,
              label: t(`handle.${value}`),
              more: t(`handleMeans.${value}`),
            }))}
          />
          <TextArea label={t('handle.words')} optional={form.values.kind === 'seen'} {...form.field('words')} />
        </Form>
      )}
    </>
  )
}
