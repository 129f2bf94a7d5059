// 出单: the policies an insurer issued, with their numbers, premiums and days. A row without a number is left out.
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, type Day } from '../../../shared/dates.ts'
import { applications, type ApplicationCard } from '../../../shared/modules/applications/contract.ts'
import { policyKinds, type PolicyKind } from '../../../shared/modules/applications/rules.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToday } from '../../ui/today.ts'

export function IssueDialog({ card, onClose }: { card: ApplicationCard | null; onClose: () => void }) {
  const { t } = useTranslation('applications')
  return (
    <Dialog open={card !== null} onClose={onClose} title={t('deeds.issue')} dismissable={false}>
      {card && <Issuing key={card.id} card={card} onClose={onClose} />}
    </Dialog>
  )
}

type Values = {
  startsOn: Day | null
  endsOn: Day | null
  compulsoryNo: string
  compulsoryFen: number | null
  commercialNo: string
  commercialFen: number | null
}

function Issuing({ card, onClose }: { card: ApplicationCard; onClose: () => void }) {
  const { t } = useTranslation('applications')
  const today = useToday()
  const [initial] = useState((): Values => ({
    startsOn: addDays(today, 1),
    endsOn: addDays(today, 365),
    compulsoryNo: '',
    compulsoryFen: null,
    commercialNo: '',
    commercialFen: null,
  }))
  /** Which of the two were filled in when it was last read: the rows its issues speak of. */
  const given = useRef<PolicyKind[]>([])
  const form = useForm({
    module: 'applications',
    schema: applications.issue.input,
    initial,
    read: ({ startsOn, endsOn, ...values }: Values) => {
      given.current = policyKinds.filter((kind) => values[`${kind}No`].trim() !== '')
      return {
        id: card.id,
        policies: given.current.map((kind) => ({
          kind,
          policyNo: values[`${kind}No`],
          premiumFen: values[`${kind}Fen`],
          startsOn,
          endsOn,
        })),
      }
    },
    fieldOf: (path) => {
      if (path === 'policies') return 'compulsoryNo'
      const [, at, name = ''] = path.split('.')
      return name === 'premiumFen' ? `${given.current[Number(at)]}Fen` : name
    },
    send: (input, attempt) => call('applications.issue', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form
      form={form}
      submit={t('save.issue')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      {policyKinds.map((kind, at) => (
        <div key={kind} className="pair">
          <TextField
            label={t('policy.noOf', { kind: t(`policy.${kind}`) })}
            optional={at > 0}
            {...form.field(`${kind}No`)}
            maxLength={60}
            autoFocus={at === 0}
          />
          <MoneyField label={t('policy.premium')} {...form.field(`${kind}Fen`)} />
        </div>
      ))}
      <div className="pair">
        <DateField label={t('policy.startsOn')} {...form.field('startsOn')} />
        <DateField label={t('policy.endsOn')} {...form.field('endsOn')} />
      </div>
    </Form>
  )
}
