// What one customer is worth, where they stand and why, the class they fall into, and whether their record still is right.
import { useTranslation } from 'react-i18next'
import { call, newAttempt } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'

export function Worth({ customerId, edits }: { customerId: string; edits: boolean }) {
  const { t } = useTranslation('customers')
  const { data } = useLive('insights.of', { customerId })
  if (!data) return null
  const { value, life, group } = data
  return (
    <Section title={t('worth.title')}>
      <KeyValue
        wide
        pairs={[
          group && [t('by.segment'), group.name],
          value
            ? [
                t('by.value'),
                <span key="value">
                  {t('worth.of', { score: value.score, value: t(`values.${value.level}`) })}{' '}
                  <span className="cap">
                    {value.reasons
                      .map(({ factor, points }) => `${t(`factors.${factor}`)} ${points > 0 ? '+' : ''}${points}`)
                      .join(t('dot'))}
                  </span>
                </span>,
              ]
            : [t('by.value'), t('worth.unasked')],
          life && [t('by.life'), [t(`lives.${life.stage}`), ...life.reasons.map((reason) => t(`churn.${reason}`))].join(t('dot'))],
          [
            t('by.refreshedOn'),
            <span key="refreshed">
              <DateText on={data.refreshedOn} /> {data.stale && <span className="act">{t('worth.stale')}</span>}
            </span>,
          ],
        ]}
      />
      {edits && data.stale && (
        <Button size="small" onPress={() => void call('insights.confirm', { customerId }, { attempt: newAttempt() })}>
          {t('checks.confirm')}
        </Button>
      )}
    </Section>
  )
}
