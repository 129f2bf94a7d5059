// How far an order is, as shape, colour and word: quiet while it goes its way, loud where a person must act.
import { useTranslation } from 'react-i18next'
import type { OrderState } from '../../../shared/modules/orders/rules.ts'
import type { Shape } from '../../ui/Glyph.tsx'
import { Mark, type Tone } from '../../ui/Mark.tsx'

const marks: Readonly<Record<OrderState, readonly [Shape, Tone]>> = {
  draft: ['square', 'plain'],
  quoted: ['ring', 'plain'],
  'awaiting-approval': ['pause', 'warn'],
  approved: ['disc', 'accent'],
  signed: ['disc', 'accent'],
  reserved: ['chevrons', 'teal'],
  paid: ['disc', 'good'],
  delivered: ['tick', 'done'],
  'car-lost': ['diamond', 'act'],
  cancelled: ['cross', 'done'],
}

export function StageMark({ stage, tag = false }: { stage: OrderState; tag?: boolean }) {
  const { t } = useTranslation('orders')
  const [shape, tone] = marks[stage]
  return <Mark shape={shape} tone={tone} word={t(`stage.${stage}`)} tag={tag} />
}
