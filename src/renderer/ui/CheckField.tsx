// A yes or no, and one of a few shown all at once.
import type { ReactNode } from 'react'
import { Checkbox } from 'react-aria-components/Checkbox'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { FieldLabel, FieldNote, type FieldProps } from './Field.tsx'
import { Glyph } from './Glyph.tsx'
import type { Option } from './SelectField.tsx'

export function CheckField({
  label,
  name,
  error,
  hint,
  disabled = false,
  autoFocus = false,
  value,
  onChange,
}: Omit<FieldProps, 'label' | 'optional' | 'width'> & { label: ReactNode; value: boolean; onChange: (value: boolean) => void }) {
  return (
    <div className="field">
      <Checkbox
        className="check"
        name={name}
        isSelected={value}
        onChange={onChange}
        isInvalid={Boolean(error)}
        isDisabled={disabled}
        autoFocus={autoFocus}
      >
        {({ isSelected, isIndeterminate }) => (
          <>
            <span className="box">{(isSelected || isIndeterminate) && <Glyph shape={isIndeterminate ? 'pause' : 'tick'} />}</span>
            <span>
              {label}
              {hint && <span className="cap">{hint}</span>}
            </span>
          </>
        )}
      </Checkbox>
      {error && (
        <p className="field-error" role="alert">
          <Glyph shape="diamond" />
          {error}
        </p>
      )}
    </div>
  )
}

/** A few choices side by side; each option's `more` stands beneath it. */
export function ChoiceField<Value extends string>({
  label,
  name,
  error,
  hint,
  optional = false,
  disabled = false,
  value,
  onChange,
  options,
}: FieldProps & { value: Value | null; onChange: (value: Value) => void; options: readonly Option<Value>[] }) {
  return (
    <RadioGroup
      className="field"
      name={name}
      value={value}
      onChange={(next) => onChange(next as Value)}
      isInvalid={Boolean(error)}
      isDisabled={disabled}
      validationBehavior="aria"
    >
      <FieldLabel label={label} optional={optional} />
      <div className="choices">
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className="check" isDisabled={option.disabled}>
            <span className="box round" />
            <span>
              {option.label}
              {option.more && <span className="cap">{option.more}</span>}
            </span>
          </Radio>
        ))}
      </div>
      <FieldNote error={error} hint={hint} />
    </RadioGroup>
  )
}
