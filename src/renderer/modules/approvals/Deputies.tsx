// 代批: who answers for whom and until when, and setting somebody for the days one is away.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { approvals } from '../../../shared/modules/approvals/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Loading } from '../../ui/Loading.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToday } from '../../ui/today.ts'
import { useDeed } from '../../ui/use-deed.ts'

type People = readonly { id: string; name: string }[]

export function Deputies() {
  const { t } = useTranslation('approvals')
  const may = useMay()
  const { data } = useLive('approvals.deputies', {})
  const deed = useDeed()
  const [asking, setAsking] = useState(false)
  if (!data) return <Loading />
  const add = may('approvals.decide') && (
    <Button kind="primary" size="small" onPress={() => setAsking(true)}>
      {t('deputy.add')}
    </Button>
  )
  return (
    <div className="decided stack">
      {deed.failure && <Refused error={deed.failure} module="approvals" />}
      {data.rows.length === 0 ? (
        <Empty drawing="calm" action={add || undefined}>
          {t('deputy.none')}
        </Empty>
      ) : (
        <>
          <div>{add}</div>
          <table className="facts">
            <thead>
              <tr>
                <th>{t('deputy.absent')}</th>
                <th>{t('deputy.deputy')}</th>
                <th>{t('deputy.days')}</th>
                <th>{t('deputy.reason')}</th>
                <th aria-label={t('deputy.end')} />
              </tr>
            </thead>
            <tbody>
              {data.rows.map((row) => (
                <tr key={row.id}>
                  <td className="mid">{row.name}</td>
                  <td>{row.deputy}</td>
                  <td>
                    {t('deputy.span', { from: row.fromOn, until: row.untilOn })}{' '}
                    {row.now && <Mark shape="disc" tone="good" word={t('deputy.now')} />}
                  </td>
                  <td>{row.reason ?? <span className="muted">·</span>}</td>
                  <td>
                    {row.mine && (
                      <Button
                        size="small"
                        kind="quiet"
                        busy={deed.busy}
                        onPress={() => deed.run((attempt) => call('approvals.endDeputy', { id: row.id }, { attempt }))}
                      >
                        {t('deputy.end')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <DeputyDialog open={asking} people={data.people} onClose={() => setAsking(false)} />
    </div>
  )
}

function DeputyDialog({ open, people, onClose }: { open: boolean; people: People; onClose: () => void }) {
  const { t } = useTranslation('approvals')
  return (
    <Dialog open={open} onClose={onClose} title={t('deputy.add')} width="small">
      {open && <Deputing people={people} onClose={onClose} />}
    </Dialog>
  )
}

function Deputing({ people, onClose }: { people: People; onClose: () => void }) {
  const { t } = useTranslation('approvals')
  const may = useMay()
  const today = useToday()
  const [initial] = useState(() => ({
    userId: null as string | null,
    deputyId: null as string | null,
    fromOn: today as string | null,
    untilOn: null as string | null,
    reason: '',
  }))
  const form = useForm({
    module: 'approvals',
    schema: approvals.depute.input,
    initial,
    send: (input, attempt) => call('approvals.depute', input, { attempt }),
    onDone: onClose,
  })
  const options = people.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Form
      form={form}
      submit={t('deputy.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      {may('approvals.configure') && (
        <SelectField label={t('deputy.absent')} optional placeholder={t('deputy.me')} {...form.field('userId')} options={options} />
      )}
      <SelectField label={t('deputy.deputy')} {...form.field('deputyId')} options={options} autoFocus />
      <div className="pair">
        <DateField label={t('deputy.from')} {...form.field('fromOn')} />
        <DateField label={t('deputy.until')} {...form.field('untilOn')} />
      </div>
      <TextField label={t('deputy.reason')} optional {...form.field('reason')} maxLength={60} />
    </Form>
  )
}
