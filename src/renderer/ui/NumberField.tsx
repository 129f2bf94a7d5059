// A whole number with its unit: kilometres, months, seats. Amounts are MoneyField's.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Input } from 'react-aria-components/Input'
import { TextField as Aria } from 'react-aria-components/TextField'
import { halfWidth } from '../../shared/text.ts'
import { FieldLabel, FieldNote, widthClass, type FieldProps } from './Field.tsx'

const read = (typed: string): number | null => {
  const plain = halfWidth(typed).replace(/[\s,]/g, '')
  return /^-?\d{1,15}$/.test(plain) ? Number(plain) : null
}

export function NumberField({
  label,
  name,
  error,
  hint,
  optional = false,
  disabled = false,
  width = 'money',
  autoFocus = false,
  value,
  onChange,
  unit,
}: FieldProps & { value: number | null; onChange: (value: number | null) => void; unit?: string }) {
  const { t } = useTranslation('ui')
  const [typed, setTyped] = useState<string | null>(null)
  const [unread, setUnread] = useState(false)
  const wrong = unread ? t('field.notANumber') : error
  const type = (text: string): void => {
    setTyped(text)
    const number = read(text)
    if (number !== null || text.trim() === '') setUnread(false)
    if (number !== value) onChange(number)
  }
  const leave = (): void => {
    const bad = typed !== null && typed.trim() !== '' && read(typed) === null
    setUnread(bad)
    if (!bad) setTyped(null)
  }
  return (
    <Aria
      className="field"
      name={name}
      value={typed ?? (value === null ? '' : String(value))}
      onChange={type}
      onBlur={leave}
      isInvalid={Boolean(wrong)}
      isDisabled={disabled}
      autoFocus={autoFocus}
      autoComplete="off"
      inputMode="numeric"
      validationBehavior="aria"
    >
      <FieldLabel label={label} optional={optional} />
      <span className={`control inset money-in${widthClass(width)}`}>
        <Input />
        {unit && <span className="affix after">{unit}</span>}
      </span>
      <FieldNote error={wrong} hint={hint} />
    </Aria>
  )
}
