// Where a message stands, in a mark.
import { useTranslation } from 'react-i18next'
import type { MessageState } from '../../../shared/modules/messages/rules.ts'
import type { Shape } from '../../ui/Glyph.tsx'
import { Mark, type Tone } from '../../ui/Mark.tsx'

const looks = {
  waiting: ['dashedRing', 'plain'],
  sending: ['halfRing', 'accent'],
  sent: ['tick', 'good'],
  failed: ['cross', 'act'],
  cancelled: ['ring', 'done'],
} as const satisfies Record<MessageState, readonly [Shape, Tone]>

export function MessageMark({ state, tag = false }: { state: MessageState; tag?: boolean }) {
  const { t } = useTranslation('messages')
  const [shape, tone] = looks[state]
  return <Mark shape={shape} tone={tone} word={t(`states.${state}`)} tag={tag} />
}
