// One line or several of text. `upper` and `squeeze` tidy what a scanner or a hurried hand brings.
import { Input } from 'react-aria-components/Input'
import { TextArea as Area } from 'react-aria-components/TextArea'
import { TextField as Aria } from 'react-aria-components/TextField'
import { FieldLabel, FieldNote, widthClass, type FieldProps } from './Field.tsx'

export type TextFieldProps = FieldProps & {
  value: string
  onChange: (value: string) => void
  onBlur?: () => void
  placeholder?: string
  type?: 'text' | 'tel' | 'email' | 'password' | 'search'
  mono?: boolean
  /** Letters become capitals while typing: VIN, plate, code. */
  upper?: boolean
  maxLength?: number
  inputMode?: 'numeric' | 'tel' | 'text'
  autoComplete?: string
}

export function TextField({
  label,
  name,
  error,
  hint,
  optional = false,
  disabled = false,
  width,
  autoFocus = false,
  value,
  onChange,
  onBlur,
  placeholder,
  type = 'text',
  mono = false,
  upper = false,
  maxLength,
  inputMode,
  autoComplete = 'off',
}: TextFieldProps) {
  return (
    <Aria
      className="field"
      name={name}
      value={value}
      onChange={(typed) => onChange(upper ? typed.toUpperCase() : typed)}
      isInvalid={Boolean(error)}
      isDisabled={disabled}
      type={type}
      autoFocus={autoFocus}
      autoComplete={autoComplete}
      validationBehavior="aria"
      onBlur={onBlur}
      maxLength={maxLength}
      inputMode={inputMode}
    >
      <FieldLabel label={label} optional={optional} />
      <Input className={`control${widthClass(width)}${mono ? ' mono' : ''}`} placeholder={placeholder} spellCheck={false} />
      <FieldNote error={error} hint={hint} />
    </Aria>
  )
}

export function TextArea({
  label,
  name,
  error,
  hint,
  optional = false,
  disabled = false,
  autoFocus = false,
  value,
  onChange,
  placeholder,
  rows = 3,
}: FieldProps & { value: string; onChange: (value: string) => void; placeholder?: string; rows?: number }) {
  return (
    <Aria
      className="field"
      name={name}
      value={value}
      onChange={onChange}
      isInvalid={Boolean(error)}
      isDisabled={disabled}
      autoFocus={autoFocus}
      validationBehavior="aria"
    >
      <FieldLabel label={label} optional={optional} />
      <Area className="control" rows={rows} placeholder={placeholder} spellCheck={false} />
      <FieldNote error={error} hint={hint} />
    </Aria>
  )
}
