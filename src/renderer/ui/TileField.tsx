// One of a few ways that matter enough to be seen all at once, each with a number key: how money comes in, where paper goes.
// Longer or rarer choices are SelectField's.
import { useRef } from 'react'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { FieldLabel, FieldNote, type FieldProps } from './Field.tsx'
import { Icon, type IconShape } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'
import { useShortcut } from './keys.ts'
import './tiles.css'

export type Tile<Value extends string = string> = {
  value: Value
  label: string
  icon: IconShape
  note?: string | undefined
  disabled?: boolean
}

/** Keys 1 to 9 choose while nobody types; with Alt also from inside a field. */
export function TileField<Value extends string>({
  label,
  name,
  error,
  hint,
  disabled = false,
  autoFocus = false,
  value,
  onChange,
  tiles,
  columns = 3,
}: Omit<FieldProps, 'optional' | 'width'> & {
  value: Value | null
  onChange: (value: Value) => void
  tiles: readonly Tile<Value>[]
  columns?: number
}) {
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
      <FieldLabel label={label} />
      <div className="tiles" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
        {tiles.map((tile, at) => (
          <OneTile
            key={tile.value}
            tile={tile}
            number={at + 1}
            disabled={disabled || tile.disabled === true}
            autoFocus={autoFocus && tile.value === value}
            choose={() => onChange(tile.value)}
          />
        ))}
      </div>
      <FieldNote error={error} hint={hint} />
    </RadioGroup>
  )
}

function OneTile({
  tile,
  number,
  disabled,
  autoFocus,
  choose,
}: {
  tile: Tile
  number: number
  disabled: boolean
  autoFocus: boolean
  choose: () => void
}) {
  const input = useRef<HTMLInputElement>(null)
  const take = (): void => {
    choose()
    // Whoever stands on another tile comes along, so that the arrows go on from here.
    if (document.activeElement?.closest('.tiles')) input.current?.focus()
  }
  useShortcut(`${number}`, take, { enabled: !disabled, label: tile.label })
  useShortcut(`alt+${number}`, take, { enabled: !disabled })
  return (
    // oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog says where its keyboard begins
    <Radio value={tile.value} className="tile" isDisabled={disabled} autoFocus={autoFocus} inputRef={input}>
      <Icon of={tile.icon} size={16} />
      <span className="grow">
        {tile.label}
        {tile.note && <span className="cap">{tile.note}</span>}
      </span>
      <Kbd keys={`${number}`} />
    </Radio>
  )
}
