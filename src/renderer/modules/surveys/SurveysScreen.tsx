// 问卷与满意度: the store's questionnaires, what each came to, whom they ask and when; from here one is built, opened, put before
// customers, answered for somebody on the phone, and looked into.
import AddIcon from 'lucide-react/icons/plus'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FormRow } from '../../../shared/modules/surveys/contract.ts'
import { call } from '../../api.ts'
import { showKiosk } from '../../kiosk.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { AnswerDialog } from './AnswerDialog.tsx'
import { FormDialog } from './FormDialog.tsx'
import { points } from './points.ts'

/** Days somebody may ask about in one go. */
const SPANS = [30, 90] as const

export function SurveysScreen() {
  const { t } = useTranslation('surveys')
  const may = useMay()
  const deed = useDeed()
  const { data, error, again } = useLive('surveys.forms', {})
  const [about, setAbout] = useState<FormRow | 'new' | null>(null)
  const [answering, setAnswering] = useState<FormRow | null>(null)
  const add = may('care.manage') && (
    <Button kind="primary" icon={AddIcon} shortcut="mod+N" onPress={() => setAbout('new')}>
      {t('new')}
    </Button>
  )
  const entriesOf = (form: FormRow) => [
    ...(form.state === 'draft'
      ? [{ id: 'open', label: t('open'), onPress: () => deed.run((attempt) => call('surveys.open', { id: form.id }, { attempt })) }]
      : []),
    ...(form.state === 'open'
      ? [
          ...(form.purpose === 'customer' ? [{ id: 'kiosk', label: t('kiosk.show'), onPress: () => showKiosk(form.id) }] : []),
          ...(form.trigger === 'none'
            ? []
            : SPANS.map((days) => ({
                id: `ask ${days}`,
                label: t('ask', { days }),
                onPress: () =>
                  deed.run(
                    (attempt) => call('surveys.ask', { id: form.id, days }, { attempt }),
                    (told) => sayBriefly(t('asked', told)),
                  ),
              }))),
          ...(form.asked > 0
            ? [
                {
                  id: 'plan',
                  label: t('plan'),
                  onPress: () =>
                    deed.run(
                      (attempt) => call('surveys.plan', { id: form.id }, { attempt }),
                      ({ planned }) => sayBriefly(t('planned', { count: planned })),
                    ),
                },
              ]
            : []),
          { id: 'end', label: t('end'), onPress: () => deed.run((attempt) => call('surveys.end', { id: form.id }, { attempt })) },
        ]
      : []),
    { id: 'edit', label: t(form.state === 'draft' ? 'edit' : 'next'), onPress: () => setAbout(form) },
  ]
  return (
    <div className="screen">
      <div className="screen-head">
        <div className="grow">
          <h1>{t('title')}</h1>
          <p>{t('says')}</p>
        </div>
        {add}
      </div>
      <div className="main scroll">
        {error && <Refused error={error} module="surveys" onRetry={again} />}
        {deed.failure && <Refused error={deed.failure} module="surveys" />}
        {!data && !error && <Loading />}
        {data?.length === 0 && (
          <Empty drawing="people" action={add || undefined}>
            {t('empty')}
          </Empty>
        )}
        {data && data.length > 0 && (
          <Section>
            <ul className="stack">
              {data.map((form) => (
                <li key={form.id} className="row">
                  <span className="grow">
                    <b className="mid">{form.name}</b>{' '}
                    <span className="cap">
                      {[
                        t(`purposes.${form.purpose}`),
                        t('version', { version: form.version }),
                        t(`states.${form.state}`),
                        form.trigger === 'none' ? '' : t(`asks.${form.trigger}`, { days: form.afterDays }),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </span>
                  <span className="cap">{t('sums', { asked: form.asked, answered: form.answered, points: points(form.points) })}</span>
                  {may('care.edit') && form.state === 'open' && (
                    <Button size="small" onPress={() => setAnswering(form)}>
                      {t('answer.open')}
                    </Button>
                  )}
                  <Button size="small" kind="quiet" onPress={() => open('surveyFigures', { record: form.key, title: form.name })}>
                    {t('figures.open')}
                  </Button>
                  {may('care.manage') && (
                    <Menu label={t('more', { name: form.name })} entries={entriesOf(form)}>
                      <Button size="small" kind="quiet">
                        {t('moreShort')}
                      </Button>
                    </Menu>
                  )}
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
      <FormDialog about={about} onClose={() => setAbout(null)} />
      <AnswerDialog form={answering} onClose={() => setAnswering(null)} />
    </div>
  )
}
