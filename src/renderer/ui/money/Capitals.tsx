// An amount in 大写 under the field it is typed in, so that a slipped digit is seen before the money moves.
import { useTranslation } from 'react-i18next'
import { inChineseCapitals, type Fen } from '../../../shared/money.ts'

export function Capitals({ fen }: { fen: Fen | null }) {
  const { t } = useTranslation('receivables')
  return (
    <p className="capitals" aria-live="polite">
      <span className="muted">{t('capitals')}</span> {fen === null || fen <= 0 ? <span className="muted">·</span> : inChineseCapitals(fen)}
    </p>
  )
}
