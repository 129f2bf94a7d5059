// What has become of a closing, as shape and word.
import { useTranslation } from 'react-i18next'
import type { ClosingRow } from '../../../shared/modules/closings/contract.ts'
import { Mark } from '../../ui/Mark.tsx'

const looks = { counted: ['pause', 'warn'], confirmed: ['tick', 'good'], returned: ['cross', 'act'] } as const

export function ClosingMark({ state, tag = false }: { state: ClosingRow['state']; tag?: boolean }) {
  const { t } = useTranslation('closings')
  const [shape, tone] = looks[state]
  return <Mark shape={shape} tone={tone} word={t(`states.${state}`)} tag={tag} />
}
