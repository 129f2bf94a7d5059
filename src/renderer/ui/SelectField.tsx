// One of a short, known list. Long lists and lists that live in the store are ComboField's.
import CaretIcon from 'lucide-react/icons/chevrons-up-down'
import { useTranslation } from 'react-i18next'
import { Button } from 'react-aria-components/Button'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Select, SelectValue } from 'react-aria-components/Select'
import { FieldLabel, FieldNote, widthClass, type FieldProps } from './Field.tsx'
import { Icon } from './Icon.tsx'
import './overlay.css'

export type Option<Value extends string = string> = { value: Value; label: string; more?: string; disabled?: boolean }

export function SelectField<Value extends string>({
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
  options,
  placeholder,
}: FieldProps & { value: Value | null; onChange: (value: Value) => void; options: readonly Option<Value>[]; placeholder?: string }) {
  const { t } = useTranslation('ui')
  return (
    <Select
      className="field"
      name={name}
      value={value}
      onChange={(key) => key !== null && onChange(key as Value)}
      isInvalid={Boolean(error)}
      isDisabled={disabled}
      autoFocus={autoFocus}
      placeholder={placeholder ?? t('field.choose')}
      validationBehavior="aria"
    >
      <FieldLabel label={label} optional={optional} />
      <Button className={`control${widthClass(width)}`}>
        <SelectValue className="select-value" />
        <Icon of={CaretIcon} size={13} />
      </Button>
      <FieldNote error={error} hint={hint} />
      <Popover className="popover">
        <ListBox className="options">
          {options.map((option) => (
            <ListBoxItem key={option.value} id={option.value} className="option" textValue={option.label} isDisabled={option.disabled}>
              {option.label}
              {option.more && <span className="more">{option.more}</span>}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  )
}
