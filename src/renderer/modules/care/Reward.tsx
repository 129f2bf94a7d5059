// What a suggestion earns: proposed here, decided by somebody else, paid out.
import { useTranslation } from 'react-i18next'
import { care } from '../../../shared/modules/care/contract.ts'
import type { RequestRow } from '../../../shared/modules/care/contract/tickets.ts'
import { call } from '../../api.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Money } from '../../ui/Money.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useDeed } from '../../ui/use-deed.ts'

export function Reward({ row }: { row: RequestRow }) {
  const { t } = useTranslation('care')
  const may = useMay()
  const deed = useDeed()
  const { rewardState: state, rewardFen } = row
  const decide = (approved: boolean) => (): void => deed.run((attempt) => call('care.decideReward', { id: row.id, approved }, { attempt }))
  return (
    <Section title={t('reward.title')}>
      {deed.failure && <Refused error={deed.failure} module="care" />}
      {state !== null && rewardFen !== null && (
        <p>
          <Money fen={rewardFen} /> · {t(`reward.states.${state}`)} · {[row.rewardNote, row.rewardBy].filter(Boolean).join(' · ')}
        </p>
      )}
      {state === 'proposed' && may('care.manage') && (
        <div className="row">
          <Button size="small" busy={deed.busy} onPress={decide(true)}>
            {t('reward.approve')}
          </Button>
          <Button size="small" kind="quiet" busy={deed.busy} onPress={decide(false)}>
            {t('reward.decline')}
          </Button>
        </div>
      )}
      {state === 'approved' && may('care.manage') && (
        <Button size="small" busy={deed.busy} onPress={() => deed.run((attempt) => call('care.payReward', { id: row.id }, { attempt }))}>
          {t('reward.pay')}
        </Button>
      )}
      {(state === null || state === 'declined') && may('care.edit') && <Proposing key={state} row={row} />}
    </Section>
  )
}

function Proposing({ row }: { row: RequestRow }) {
  const { t } = useTranslation('care')
  const form = useForm({
    module: 'care',
    schema: care.proposeReward.input,
    initial: { amountFen: null as number | null, note: '' },
    read: ({ amountFen, note }) => ({ id: row.id, amountFen: amountFen ?? 0, note }),
    send: (input, attempt) => call('care.proposeReward', input, { attempt }),
    onDone: () => undefined,
  })
  return (
    // The pane's own form has the key.
    <Form form={form} submit={t('reward.propose')} shortcut="">
      <MoneyField label={t('reward.amount')} {...form.field('amountFen')} />
      <TextField label={t('reward.note')} {...form.field('note')} maxLength={200} />
    </Form>
  )
}
