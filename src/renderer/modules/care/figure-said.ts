// A figure of what tickets say, in the words people use for it.
import type { TFunction } from 'i18next'
import type { VoiceFigure } from '../../../shared/modules/care/rules/voice.ts'

/** A dash for what nobody knows yet. */
export function figureSaid(t: TFunction<'care'>, figure: VoiceFigure, value: number | null): string {
  if (value === null) return '—'
  if (figure === 'answerMinutes') return t('voice.minutes', { count: value })
  return figure === 'contentTenths' ? (value / 10).toFixed(1) : `${(value / 100).toFixed(0)}%`
}
