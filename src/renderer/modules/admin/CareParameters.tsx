// The fields of what messages and care live by: the hours in which nothing is sent.
import { useTranslation } from 'react-i18next'
import type { ParameterValue } from '../../../shared/modules/admin/rules.ts'
import { TextField } from '../../ui/TextField.tsx'

type Props = { value: unknown; onChange: (value: unknown) => void; errors: Readonly<Record<string, string>> }

export function QuietHoursFields({ value, onChange, errors }: Props) {
  const { t } = useTranslation('admin')
  const hours = (value ?? {}) as Partial<ParameterValue<'message-quiet-hours'>>
  return (
    <div className="pair">
      {(['from', 'until'] as const).map((name) => (
        <TextField
          key={name}
          label={t(`parameters.fields.quiet-${name}`)}
          value={hours[name] ?? ''}
          onChange={(text) => onChange({ ...hours, [name]: text.trim() })}
          width="short"
          error={errors[`value.${name}`]}
        />
      ))}
    </div>
  )
}
