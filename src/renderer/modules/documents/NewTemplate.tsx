// A new template begins as a copy of one that works, and is not in use until somebody says so.
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reply } from '../../../shared/contract.ts'
import { documents, type Template } from '../../../shared/modules/documents/contract.ts'
import { paperKinds, type PaperKind } from '../../../shared/modules/documents/rules.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'

const BLANK = 'blank'
const EMPTY_PAGE = '<h1>{{ paper.no }}</h1>\n'

export function NewTemplate({
  open,
  templates,
  onClose,
  onMade,
}: {
  open: boolean
  templates: readonly Template[]
  onClose: () => void
  onMade: (id: string) => void
}) {
  const { t } = useTranslation('documents')
  return (
    <Dialog open={open} onClose={onClose} title={t('newTemplate')} dismissable={false}>
      {open && (
        <NewForm
          templates={templates}
          onClose={onClose}
          onMade={(id) => {
            onMade(id)
            onClose()
          }}
        />
      )}
    </Dialog>
  )
}

type Made = Reply<'documents.addTemplate'>
type Values = { kind: PaperKind; name: string }

function NewForm({ templates, onClose, onMade }: { templates: readonly Template[]; onClose: () => void; onMade: (id: string) => void }) {
  const { t } = useTranslation('documents')
  const modelOf = (kind: PaperKind): string =>
    (templates.find((template) => template.kind === kind && template.active) ?? templates.find((template) => template.kind === kind))?.id ??
    BLANK
  const [initial] = useState((): Values => ({ kind: 'contract', name: '' }))
  const [from, setFrom] = useState(() => modelOf('contract'))
  // The text comes from the model when it is sent; until then the page is the empty one.
  const read = useCallback(({ kind, name }: Values) => ({ kind, name, body: EMPTY_PAGE }), [])
  const form = useForm({
    module: 'documents',
    schema: documents.addTemplate.input,
    initial,
    read,
    send: async (input, attempt): Promise<Made> => {
      const model = from === BLANK ? null : await call('documents.template', { id: from })
      if (model && !model.ok) return model
      return call('documents.addTemplate', { ...input, ...(model && { body: model.value.body }) }, { attempt })
    },
    onDone: (made) => onMade(made.id),
  })
  const { kind } = form.values
  return (
    <Form
      form={form}
      submit={t('make')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <SelectField
        label={t('kind')}
        {...form.field('kind')}
        onChange={(next) => {
          form.set('kind', next)
          setFrom(modelOf(next))
        }}
        options={paperKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      <TextField label={t('name')} {...form.field('name')} autoFocus maxLength={60} placeholder={t('nameHint')} />
      <SelectField
        label={t('copyOf')}
        value={from}
        onChange={setFrom}
        options={[
          ...templates
            .filter((template) => template.kind === kind)
            .map((template) => ({ value: template.id, label: template.name, more: t('version', { version: template.version }) })),
          { value: BLANK, label: t('blank') },
        ]}
      />
    </Form>
  )
}
