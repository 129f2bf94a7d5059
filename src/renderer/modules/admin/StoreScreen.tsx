// The store's own particulars, as papers print them.
import { useTranslation } from 'react-i18next'
import { contract, type Output } from '../../../shared/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { sayBriefly } from '../../ui/toast.tsx'

type Site = NonNullable<Output<'admin.site'>>

export function StoreScreen() {
  const { t } = useTranslation('admin')
  const { data, error, again } = useLive('admin.site', {})
  if (error) return <Refused error={error} module="admin" onRetry={again} />
  if (!data) return <Loading />
  return (
    <div className="screen">
      <header className="screen-head">
        <div className="grow">
          <h1>{t('store.title')}</h1>
          <p>{t('store.says')}</p>
        </div>
      </header>
      <div className="screen-body">
        <StoreForm key={data.id} site={data} />
      </div>
    </div>
  )
}

function StoreForm({ site }: { site: Site }) {
  const { t } = useTranslation('admin')
  const form = useForm({
    module: 'admin',
    schema: contract.admin.describeSite.input,
    initial: {
      name: site.name,
      legalName: site.legalName ?? '',
      uscc: site.uscc ?? '',
      phone: site.phone ?? '',
      address: site.address ?? '',
      bankName: site.bankName ?? '',
      bankAccount: site.bankAccount ?? '',
    },
    draft: 'admin.describeSite',
    send: (input, attempt) => call('admin.describeSite', input, { attempt }),
    onDone: () => sayBriefly(t('store.saved')),
  })
  return (
    <Form form={form} submit={t('store.save')}>
      <div className="pair">
        <TextField label={t('store.name')} autoFocus {...form.field('name')} />
        <TextField label={t('store.code')} hint={t('store.codeHint')} value={site.code} onChange={() => undefined} disabled width="short" />
      </div>
      <TextField label={t('store.legalName')} optional {...form.field('legalName')} />
      <TextField label={t('store.uscc')} optional upper mono width="vin" {...form.field('uscc')} />
      <TextField label={t('store.phone')} optional type="tel" width="phone" {...form.field('phone')} />
      <TextField label={t('store.address')} optional {...form.field('address')} />
      <div className="pair">
        <TextField label={t('store.bankName')} optional {...form.field('bankName')} />
        <TextField label={t('store.bankAccount')} optional mono {...form.field('bankAccount')} />
      </div>
    </Form>
  )
}
