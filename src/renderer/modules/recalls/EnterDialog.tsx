// A recall is entered with its list of VINs, opened from a file or pasted. What the list says stands under it while it is typed:
// how many ranges, how many cars in stock, and every line that cannot be read.
import { useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import { recalls } from '../../../shared/modules/recalls/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Notice } from '../../ui/Notice.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'

/** Wrong lines that are told one by one. */
const TOLD = 5

export function EnterDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('recalls')
  return (
    <Dialog open={open} onClose={onClose} title={t('enter.title')} width="normal" dismissable={false}>
      {open && <Entering onClose={onClose} />}
    </Dialog>
  )
}

type Values = { no: string; title: string; stopSale: 'yes' | 'no'; announcedOn: string | null; note: string; text: string }

function Entering({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('recalls')
  const form = useForm({
    module: 'recalls',
    schema: recalls.enter.input,
    initial: { no: '', title: '', stopSale: 'yes', announcedOn: null, note: '', text: '' } as Values,
    read: ({ stopSale, announcedOn, ...values }: Values) => ({
      ...values,
      stopSale: stopSale === 'yes',
      announcedOn: announcedOn ?? undefined,
    }),
    send: (input, attempt) => call('recalls.enter', input as never, { attempt }),
    onDone: onClose,
  })
  const text = useDeferredValue(form.values.text)
  const { data: said } = useLive('recalls.read', text.trim() === '' ? null : { text })
  return (
    <Form
      form={form}
      submit={t('enter.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <div className="pair">
        <TextField label={t('column.no')} {...form.field('no')} autoFocus maxLength={60} />
        <DateField label={t('column.announcedOn')} {...form.field('announcedOn')} />
      </div>
      <TextField label={t('column.title')} {...form.field('title')} maxLength={200} />
      <ChoiceField
        label={t('column.stopSale')}
        {...form.field('stopSale')}
        options={[
          { value: 'yes', label: t('stopped') },
          { value: 'no', label: t('noStop') },
        ]}
      />
      <TextArea label={t('enter.list')} hint={t('enter.hint')} {...form.field('text')} rows={6} />
      <label className="row cap">
        {t('enter.file')}
        <input
          type="file"
          accept=".txt,.csv"
          onChange={(event) => {
            const [file] = event.target.files ?? []
            void file?.text().then((content) => form.set('text', content))
          }}
        />
      </label>
      {said && said.problems.length === 0 && <p className="cap">{t('enter.said', { ranges: said.ranges, stock: said.inStock })}</p>}
      {said && said.problems.length > 0 && (
        <Notice kind="act">
          {said.problems
            .slice(0, TOLD)
            .map(({ line, text: of, problem }) => t(`problems.${problem}`, { line, text: of }))
            .join(t('semicolon'))}
          {said.problems.length > TOLD && t('enter.more', { count: said.problems.length - TOLD })}
        </Notice>
      )}
      <TextField label={t('column.note')} optional {...form.field('note')} maxLength={500} />
    </Form>
  )
}
