// One of many, found by typing: asks `search` as one types (pinyin, initials, tails are the store's business), newest
// question wins. Holds an id; the label of what is chosen comes from `chosen`, since the store may know it by more words.
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ComboBox } from 'react-aria-components/ComboBox'
import { Input } from 'react-aria-components/Input'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { FieldLabel, FieldNote, widthClass, type FieldProps } from './Field.tsx'
import './overlay.css'

export type Found = { id: string; label: string; more?: string | undefined; disabled?: boolean }

export function ComboField<Item extends Found>({
  label,
  name,
  error,
  hint,
  optional = false,
  disabled = false,
  width,
  autoFocus = false,
  chosen,
  onChange,
  search,
  placeholder,
}: FieldProps & {
  chosen: Found | null
  onChange: (item: Item | null) => void
  search: (text: string) => Promise<readonly Item[]>
  placeholder?: string
}) {
  const { t } = useTranslation('ui')
  const [text, setText] = useState(chosen?.label ?? '')
  const [items, setItems] = useState<readonly Item[]>([])
  const asked = useRef(0)
  const shownFor = useRef(chosen?.id ?? null)
  useEffect(() => {
    if ((chosen?.id ?? null) === shownFor.current) return
    shownFor.current = chosen?.id ?? null
    setText(chosen?.label ?? '')
  }, [chosen])
  const ask = (typed: string): void => {
    const mine = ++asked.current
    void search(typed.trim()).then((found) => mine === asked.current && setItems(found))
  }
  const type = (typed: string): void => {
    setText(typed)
    if (chosen && typed === chosen.label) return
    if (chosen && typed === '') {
      shownFor.current = null
      onChange(null)
    }
    ask(typed)
  }
  return (
    <ComboBox
      className="field"
      name={name}
      inputValue={text}
      onInputChange={type}
      items={items}
      value={chosen?.id ?? null}
      onChange={(key) => {
        const item = items.find((candidate) => candidate.id === key)
        if (!item) return
        shownFor.current = item.id
        setText(item.label)
        onChange(item)
      }}
      onFocus={() => ask(chosen ? '' : text)}
      onBlur={() => setText(chosen?.label ?? '')}
      isInvalid={Boolean(error)}
      isDisabled={disabled}
      autoFocus={autoFocus}
      menuTrigger="input"
      allowsEmptyCollection
      validationBehavior="aria"
    >
      <FieldLabel label={label} optional={optional} />
      <Input className={`control${widthClass(width)}`} placeholder={placeholder ?? t('field.typeToFind')} spellCheck={false} />
      <FieldNote error={error} hint={hint} />
      <Popover className="popover wide">
        <ListBox className="options" renderEmptyState={() => <p className="option cap">{t('field.nothingFound')}</p>}>
          {(item: Item) => (
            <ListBoxItem id={item.id} className="option" textValue={item.label} isDisabled={item.disabled}>
              {item.label}
              {item.more && <span className="more">{item.more}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
