// 消息模板: what messages say, for which purpose, and every version of it.
import AddIcon from 'lucide-react/icons/plus'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { messages, type Template } from '../../../shared/modules/messages/contract.ts'
import { messageChannels, placeholders, templatePurposes } from '../../../shared/modules/messages/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Loading } from '../../ui/Loading.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'

export function TemplatesScreen() {
  const { t } = useTranslation('messages')
  const may = useMay()
  const { data } = useLive('messages.templates', {})
  const [about, setAbout] = useState<Template | 'new' | null>(null)
  return (
    <div className="screen">
      <div className="screen-head">
        <div className="grow">
          <h1>{t('template.title')}</h1>
          <p>{t('template.says')}</p>
        </div>
        {may('messages.edit') && (
          <Button kind="primary" icon={AddIcon} shortcut="mod+N" onPress={() => setAbout('new')}>
            {t('template.new')}
          </Button>
        )}
      </div>
      <div className="main scroll">
        {!data && <Loading />}
        {data?.map((template) => (
          <Section
            key={template.key}
            title={template.name}
            note={[
              t(`channels.${template.channel}`),
              t(`purposes.${template.purpose}`),
              template.version === 0 ? t('template.first') : t('template.version', { n: template.version }),
              template.active ? '' : t('template.off'),
            ]
              .filter(Boolean)
              .join(' · ')}
          >
            {template.subject && <p className="mid">{template.subject}</p>}
            <p className="prose">{template.body}</p>
            {may('messages.edit') && (
              <Button size="small" kind="quiet" onPress={() => setAbout(template)}>
                {t('template.edit')}
              </Button>
            )}
          </Section>
        ))}
      </div>
      <TemplateDialog about={about} onClose={() => setAbout(null)} />
    </div>
  )
}

function TemplateDialog({ about, onClose }: { about: Template | 'new' | null; onClose: () => void }) {
  const { t } = useTranslation('messages')
  return (
    <Dialog open={about !== null} onClose={onClose} title={t(about === 'new' ? 'template.new' : 'template.edit')} dismissable={false}>
      {about && <Keeping key={about === 'new' ? 'new' : about.key} template={about === 'new' ? null : about} onClose={onClose} />}
    </Dialog>
  )
}

function Keeping({ template, onClose }: { template: Template | null; onClose: () => void }) {
  const { t } = useTranslation('messages')
  const [initial] = useState(() => ({
    name: template?.name ?? '',
    channel: template?.channel ?? 'sms',
    purpose: template?.purpose ?? 'care',
    subject: template?.subject ?? '',
    body: template?.body ?? '',
    active: template && !template.active ? 'no' : 'yes',
  }))
  const form = useForm({
    module: 'messages',
    schema: messages.keepTemplate.input,
    initial,
    read: ({ active, ...values }) => ({ ...values, key: template?.key ?? null, active: active === 'yes' }),
    send: (input, attempt) => call('messages.keepTemplate', input as never, { attempt }),
    onDone: onClose,
  })
  const { data: versions } = useLive('messages.versions', template ? { key: template.key } : null)
  return (
    <Form form={form} submit={t('template.save')}>
      <TextField label={t('template.name')} {...form.field('name')} autoFocus maxLength={40} />
      <div className="pair">
        <ChoiceField
          label={t('column.channel')}
          {...form.field('channel')}
          options={messageChannels.map((value) => ({ value, label: t(`channels.${value}`) }))}
        />
        <ChoiceField
          label={t('column.purpose')}
          {...form.field('purpose')}
          options={templatePurposes.map((value) => ({ value, label: t(`purposes.${value}`) }))}
        />
      </div>
      {form.values.channel === 'email' && <TextField label={t('column.subject')} {...form.field('subject')} maxLength={120} />}
      <TextArea
        label={t('column.text')}
        hint={t('template.hint', { names: placeholders.map((name) => `{{${name}}}`).join(' '), interpolation: { skipOnVariables: true } })}
        {...form.field('body')}
        rows={6}
      />
      <ChoiceField
        label={t('template.active')}
        {...form.field('active')}
        options={[
          { value: 'yes', label: t('template.on') },
          { value: 'no', label: t('template.off') },
        ]}
      />
      {versions && versions.length > 1 && (
        <ul className="stack">
          {versions.map((each) => (
            <li key={each.version} className="row">
              <span className="grow cap">{each.body}</span>
              <span className="cap">{each.version === 0 ? t('template.first') : t('template.version', { n: each.version })}</span>
              {each.madeAt !== null && <DateText at={each.madeAt} />}
            </li>
          ))}
        </ul>
      )}
    </Form>
  )
}
