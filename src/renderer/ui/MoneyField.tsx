// An amount, 分 in and out. Reads what people type (183900, 18.39万, ¥183,900.00) and writes it back tidily on leaving;
// what cannot be read stays as typed and says so, and the form is told that there is no amount.
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Input } from 'react-aria-components/Input'
import { TextField as Aria } from 'react-aria-components/TextField'
import { parseYuan, splitYuan, type Fen } from '../../shared/money.ts'
import { FieldLabel, FieldNote, widthClass, type FieldProps } from './Field.tsx'

const tidy = (fen: Fen | null): string => {
  if (fen === null) return ''
  const { sign, whole, cents } = splitYuan(fen)
  return `${sign}${whole}.${cents}`
}

export function MoneyField({
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
}: FieldProps & { value: Fen | null; onChange: (fen: Fen | null) => void }) {
  const { t } = useTranslation('ui')
  const [text, setText] = useState(tidy(value))
  const [unread, setUnread] = useState(false)
  const told = useRef(value)
  useEffect(() => {
    if (value === told.current) return
    told.current = value
    setText(tidy(value))
    setUnread(false)
  }, [value])
  const tell = (fen: Fen | null): void => {
    told.current = fen
    onChange(fen)
  }
  const type = (typed: string): void => {
    setText(typed)
    const fen = typed.trim() === '' ? null : parseYuan(typed)
    if (fen !== null || typed.trim() === '') setUnread(false)
    if (fen !== told.current) tell(fen)
  }
  const leave = (): void => {
    const fen = parseYuan(text)
    setUnread(text.trim() !== '' && fen === null)
    if (fen !== null) setText(tidy(fen))
  }
  const wrong = unread ? t('field.notAnAmount') : error
  return (
    <Aria
      className="field"
      name={name}
      value={text}
      onChange={type}
      onBlur={leave}
      isInvalid={Boolean(wrong)}
      isDisabled={disabled}
      autoFocus={autoFocus}
      autoComplete="off"
      inputMode="decimal"
      validationBehavior="aria"
    >
      <FieldLabel label={label} optional={optional} />
      <span className={`control inset money-in${widthClass(width)}`}>
        <span className="affix" aria-hidden>
          ¥
        </span>
        <Input onFocus={(event) => event.currentTarget.select()} />
      </span>
      <FieldNote error={wrong} hint={hint} />
    </Aria>
  )
}
