// The field of a rate, as it is typed.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextField } from '../../ui/TextField.tsx'
import { percentText, readPercent } from './parameter-words.ts'

/** A percentage with at most two decimals, kept as basis points; what cannot be read is said at once. */
export function Percent({
  label,
  value,
  onChange,
  error,
}: {
  label: string
  value: number | null
  onChange: (bp: number | null) => void
  error: string | undefined
}) {
  const { t } = useTranslation('admin')
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? (value === null ? '' : percentText(value))
  const unread = text.trim() !== '' && readPercent(text) === null
  return (
    <TextField
      label={`${label} %`}
      value={text}
      inputMode="numeric"
      width="short"
      error={unread ? t('issues.percent') : error}
      onChange={(next) => {
        setTyped(next)
        onChange(readPercent(next))
      }}
    />
  )
}
