// 服务目录: what the store offers before, after and beside the sale and to owners, with the standard steps of each.
import AddIcon from 'lucide-react/icons/plus'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { care, type ServiceRow } from '../../../shared/modules/care/contract.ts'
import { serviceKinds } from '../../../shared/modules/care/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField, ChoiceField } from '../../ui/CheckField.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { TextArea, TextField } from '../../ui/TextField.tsx'

export function ServicesScreen() {
  const { t } = useTranslation('care')
  const may = useMay()
  const [about, setAbout] = useState<ServiceRow | 'new' | null>(null)
  const { data } = useLive('care.services', {})
  return (
    <div className="screen">
      <div className="screen-head">
        <div className="grow">
          <h1>{t('parts.careServices')}</h1>
          <p>{t('service.says')}</p>
        </div>
        {may('care.manage') && (
          <Button kind="primary" icon={AddIcon} shortcut="mod+N" onPress={() => setAbout('new')}>
            {t('service.new')}
          </Button>
        )}
      </div>
      <div className="main scroll">
        {serviceKinds.map((kind) => (
          <Section key={kind} title={t(`service.kinds.${kind}`)}>
            <ul className="stack">
              {data
                ?.filter((service) => service.kind === kind)
                .map((service) => (
                  <li key={service.key} className="row">
                    <span className="mid">{service.name}</span>
                    <span className="grow cap">
                      {[service.says, service.steps.join(' → '), service.active ? '' : t('service.off')].filter(Boolean).join(' · ')}
                    </span>
                    <span className="cap">{t('service.asked', { count: service.asked })}</span>
                    {may('care.manage') && (
                      <Button size="small" kind="quiet" onPress={() => setAbout(service)}>
                        {t('service.edit')}
                      </Button>
                    )}
                  </li>
                ))}
            </ul>
          </Section>
        ))}
      </div>
      <ServiceDialog about={about} onClose={() => setAbout(null)} />
    </div>
  )
}

function ServiceDialog({ about, onClose }: { about: ServiceRow | 'new' | null; onClose: () => void }) {
  const { t } = useTranslation('care')
  return (
    <Dialog open={about !== null} onClose={onClose} title={t(about === 'new' ? 'service.new' : 'service.edit')} dismissable={false}>
      {about && <Keeping key={about === 'new' ? 'new' : about.key} service={about === 'new' ? null : about} onClose={onClose} />}
    </Dialog>
  )
}

function Keeping({ service, onClose }: { service: ServiceRow | null; onClose: () => void }) {
  const { t } = useTranslation('care')
  const [initial] = useState(() => ({
    kind: service?.kind ?? 'presale',
    name: service?.name ?? '',
    says: service?.says ?? '',
    steps: service?.steps.join('\n') ?? '',
    active: service?.active ?? true,
  }))
  const form = useForm({
    module: 'care',
    schema: care.keepService.input,
    initial,
    read: ({ steps, ...values }) => ({
      key: service?.key ?? null,
      ...values,
      steps: steps
        .split('\n')
        .map((step) => step.trim())
        .filter(Boolean),
    }),
    fieldOf: (path) => path.replace(/\..*$/, ''),
    send: (input, attempt) => call('care.keepService', input as never, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('save')}>
      <ChoiceField
        label={t('column.kind')}
        {...form.field('kind')}
        options={serviceKinds.map((value) => ({ value, label: t(`service.kinds.${value}`) }))}
      />
      <TextField label={t('service.name')} {...form.field('name')} autoFocus maxLength={40} />
      <TextField label={t('service.about')} optional {...form.field('says')} maxLength={400} />
      <TextArea label={t('service.steps')} {...form.field('steps')} rows={6} />
      <CheckField label={t('service.on')} value={form.values.active} onChange={(active) => form.set('active', active)} />
    </Form>
  )
}
