// A new value for one parameter, from a day on.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { Day } from '../../../shared/dates.ts'
import { parameterSchemas } from '../../../shared/modules/admin/rules/parameters.ts'
import { firstLifeLimits, firstValueScale } from '../../../shared/modules/insights/rules.ts'
import { firstCadence } from '../../../shared/modules/leads/rules.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { TextField } from '../../ui/TextField.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import { ParameterFields } from './ParameterFields.tsx'
import type { Group } from './parameter-words.ts'

export function ParameterDialog({ group, onClose }: { group: Group; onClose: () => void }) {
  const { t } = useTranslation('admin')
  const { key } = group
  const latest = group.rows.find((row) => row.standing === 'now') ?? group.rows[0]
  const schema = useMemo(
    () =>
      z.object({
        validFromOn: z.string('day').and(Day),
        value: parameterSchemas[key],
        source: z.string().max(200),
        note: z.string().max(200),
      }),
    [key],
  )
  const form = useForm({
    module: 'admin',
    schema,
    initial: {
      validFromOn: null as string | null,
      value: (latest?.value ??
        (key === 'lead-cadence'
          ? firstCadence
          : key === 'customer-value'
            ? firstValueScale
            : key === 'customer-life'
              ? firstLifeLimits
              : null)) as unknown,
      source: '',
      note: '',
    },
    draft: `admin.dateParameter:${key}`,
    send: (input, attempt) => call('admin.dateParameter', { key, ...input, value: input.value as never }, { attempt }),
    onDone: () => {
      sayBriefly(t('parameters.saved'))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('parameters.setTitle', { name: t(`keys.${key}`) })} dismissable={false}>
      <Form
        form={form}
        submit={t('parameters.save')}
        side={
          <Button kind="quiet" onPress={onClose}>
            {t('ui:cancel')}
          </Button>
        }
      >
        <DateField label={t('parameters.validFrom')} autoFocus {...form.field('validFromOn')} />
        <ParameterFields parameter={key} value={form.values.value} onChange={(value) => form.set('value', value)} errors={form.errors} />
        <TextField label={t('parameters.source')} hint={t('parameters.sourceHint')} optional {...form.field('source')} />
        <TextField label={t('parameters.note')} hint={t('parameters.noteNeeded')} optional {...form.field('note')} />
      </Form>
    </Dialog>
  )
}
