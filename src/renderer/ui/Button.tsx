// A command. One `primary` per screen: the next action, with its amount and its key. Deleting and refunding are plain
// buttons that ask once; cinnabar is for what a person must do, not for what is dangerous.
import { Button as Press } from 'react-aria-components/Button'
import type { ReactNode, Ref } from 'react'
import { Icon, type IconShape } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'
import { useShortcut } from './keys.ts'
import './Button.css'

export type ButtonProps = {
  kind?: 'plain' | 'primary' | 'quiet'
  size?: 'small' | 'normal' | 'large'
  icon?: IconShape
  /** Shown as a keycap, and pressed by the key while this button is shown and enabled. */
  shortcut?: string
  onPress?: () => void
  disabled?: boolean
  /** The command is under way: still readable, not pressable. */
  busy?: boolean
  type?: 'button' | 'submit'
  /** Needed when there is only an icon. */
  label?: string
  /** Opens something: a menu or dialog trigger sets this itself. */
  pressed?: boolean
  autoFocus?: boolean
  /** For react-aria parts that look for a named button (a calendar's previous and next). */
  slot?: string
  className?: string
  children?: ReactNode
  ref?: Ref<HTMLButtonElement>
}

export function Button({
  kind = 'plain',
  size = 'normal',
  icon,
  shortcut,
  onPress,
  disabled = false,
  busy = false,
  type = 'button',
  label,
  pressed,
  autoFocus,
  slot,
  className,
  children,
  ref,
}: ButtonProps) {
  useShortcut(shortcut, () => onPress?.(), {
    enabled: !disabled && !busy && onPress !== undefined,
    label: label ?? (typeof children === 'string' ? children : undefined),
  })
  const alone = children === undefined || children === null
  return (
    <Press
      ref={ref}
      className={`btn ${kind} ${size}${alone ? ' alone' : ''}${pressed ? ' pressed' : ''}${className ? ` ${className}` : ''}`}
      slot={slot}
      type={type}
      isDisabled={disabled}
      isPending={busy}
      onPress={onPress}
      aria-label={label}
      aria-pressed={pressed}
      autoFocus={autoFocus}
    >
      {icon && <Icon of={icon} size={size === 'small' ? 14 : 16} />}
      {!alone && <span className="words">{children}</span>}
      {shortcut && !alone && <Kbd keys={shortcut} />}
    </Press>
  )
}
