// The page beside the editor: with the newest order, or with one the person chooses.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import type { PaperKind } from '../../../shared/modules/documents/rules.ts'
import { Empty } from '../../ui/Empty.tsx'
import { Glyph } from '../../ui/Glyph.tsx'
import { OrderChoice, type OrderRef } from '../../ui/money/OrderChoice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { PaperSheet } from './PaperSheet.tsx'
import type { Problem } from './use-preview.ts'

export function PreviewPane({
  kind,
  html,
  problem,
  failure,
  onChoose,
}: {
  kind: PaperKind
  html: string | null
  problem: Problem | null
  failure: Failure | null
  onChoose: (orderId: string | null) => void
}) {
  const { t } = useTranslation('documents')
  const [order, setOrder] = useState<OrderRef | null>(null)
  const stale = problem !== null && problem.code !== 'no-order-yet' && html !== null
  return (
    <aside className="preview" aria-label={t('preview')}>
      <header>
        <h2 className="title">{t('preview')}</h2>
        <div className="grow">
          <OrderChoice
            label={t('previewOrder')}
            placeholder={t('newestOrder')}
            chosen={order}
            onChange={(next) => {
              setOrder(next)
              onChoose(next?.id ?? null)
            }}
          />
        </div>
      </header>
      {failure && <Refused error={failure} module="documents" />}
      {stale && (
        <p className="cap stale">
          <Glyph shape="dashedRing" /> {t('lastGood')}
        </p>
      )}
      {html && <PaperSheet html={html} title={t('previewOf', { kind: t(`kinds.${kind}`) })} />}
      {!html && problem && <Empty drawing="paper">{t(problem.code === 'no-order-yet' ? 'noOrderYet' : 'nothingToShow')}</Empty>}
    </aside>
  )
}
