// 断线时单独作主: what each person may give away while headquarters cannot be asked, and setting it.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import { approvals } from '../../../shared/modules/approvals/contract.ts'
import type { Fen } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Money } from '../../ui/Money.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'

type Limit = Output<'approvals.limits'>[number]

export function Limits() {
  const { t } = useTranslation('approvals')
  const { data } = useLive('approvals.limits', {})
  const [setting, setSetting] = useState<Limit | null>(null)
  return (
    <>
      <p className="ink2">{t('limit.says')}</p>
      <ul className="stack">
        {data?.map((limit) => (
          <li key={limit.userId} className="row">
            <span className="grow">{limit.name}</span>
            {limit.maxFen === null ? <span className="muted">{t('limit.none')}</span> : <Money fen={limit.maxFen} />}
            <Button size="small" kind="quiet" label={t('limit.of', { name: limit.name })} onPress={() => setSetting(limit)}>
              {t('limit.set')}
            </Button>
          </li>
        ))}
      </ul>
      <LimitDialog limit={setting} onClose={() => setSetting(null)} />
    </>
  )
}

export function LimitDialog({ limit, onClose }: { limit: Limit | null; onClose: () => void }) {
  const { t } = useTranslation('approvals')
  return (
    <Dialog open={limit !== null} onClose={onClose} title={t('limit.dialog', { name: limit?.name ?? '' })} width="small">
      {limit && <Setting limit={limit} onClose={onClose} />}
    </Dialog>
  )
}

function Setting({ limit: { userId, maxFen }, onClose }: { limit: Limit; onClose: () => void }) {
  const { t } = useTranslation('approvals')
  const form = useForm({
    module: 'approvals',
    schema: approvals.setLimit.input,
    initial: { maxFen: maxFen as Fen | null },
    read: (values: { maxFen: Fen | null }) => ({ ...values, userId }),
    send: (input, attempt) => call('approvals.setLimit', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('limit.save')}>
      <MoneyField label={t('limit.max')} hint={t('limit.hint')} optional {...form.field('maxFen')} autoFocus />
    </Form>
  )
}
