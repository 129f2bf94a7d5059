// What every field shares: label above, 选填 where it is, one line of hint, and the line that says what is wrong and what
// would be right. A field never judges by itself; its error comes from the form's schema or from main.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { Glyph } from './Glyph.tsx'
import './Field.css'

/** Fields are as wide as their content: a plate, a VIN, an amount, a day; nothing named fills the column. */
export type Width = 'plate' | 'vin' | 'money' | 'date' | 'phone' | 'short'

export type FieldProps = {
  label: string
  name?: string
  /** Text of the error, already in the person's language. */
  error?: string | undefined
  hint?: ReactNode
  optional?: boolean
  disabled?: boolean
  width?: Width | undefined
  autoFocus?: boolean
}

export const widthClass = (width: Width | undefined): string => (width ? ` w-${width}` : '')

export function FieldLabel({ label, optional }: Pick<FieldProps, 'label' | 'optional'>) {
  const { t } = useTranslation('ui')
  return (
    <Label className="label-line">
      {label}
      {optional && <span className="optional">{t('field.optional')}</span>}
    </Label>
  )
}

/** Tied to the control by the slots of react-aria, so that a screen reader reads it with the field. */
export function FieldNote({ error, hint }: Pick<FieldProps, 'error' | 'hint'>) {
  if (error)
    return (
      <Text slot="errorMessage" className="field-error">
        <Glyph shape="diamond" />
        <span>{error}</span>
      </Text>
    )
  return hint ? (
    <Text slot="description" className="hint">
      {hint}
    </Text>
  ) : null
}
