// How far the work is, told to the customer: offered whenever an order comes to a state worth a message, with the words that
// would go out; beside it what was told before.
import { useTranslation } from 'react-i18next'
import type { WorkOrderCard } from '../../../shared/modules/workshop/contract/shapes.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { useDeed } from '../../ui/use-deed.ts'

type Props = { order: Pick<WorkOrderCard['order'], 'id'> }

export function ProgressOffer({ order: { id } }: Props) {
  const { t } = useTranslation('workshop')
  const may = useMay()
  const deed = useDeed()
  const { data } = useLive('workshop.progress', { id })
  if (!may('messages.send') || !data || data.text === null || data.told) return null
  const bar = !data.may ? t('progress.noConsent') : !data.reachable ? t('progress.noAddress') : null
  return (
    <div className="work-notes">
      {deed.failure && <Refused error={deed.failure} module="workshop" />}
      <Notice
        action={
          bar === null && (
            <Button size="small" busy={deed.busy} onPress={() => deed.run((attempt) => call('workshop.tell', { id }, { attempt }))}>
              {t('progress.tell')}
            </Button>
          )
        }
      >
        {bar ?? t('progress.offer', { text: data.text })}
      </Notice>
    </div>
  )
}

export function ProgressTold({ order: { id } }: Props) {
  const { t } = useTranslation('workshop')
  const { data } = useLive('workshop.progress', { id })
  if (!data || data.messages.length === 0) return null
  return (
    <Section title={t('progress.told')}>
      <ul className="stack">
        {data.messages.map((message) => (
          <li key={message.id} className="cap">
            <DateText at={message.at} near /> · {t(`messages:states.${message.state}`)}
            <br />
            {message.text}
          </li>
        ))}
      </ul>
    </Section>
  )
}
