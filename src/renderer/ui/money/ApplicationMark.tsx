// Where an application to a lender or an insurer stands, as shape and word: in its list, on its order, on the board.
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ApplicationKind, ApplicationState } from '../../../shared/modules/applications/rules.ts'
import { Mark } from '../Mark.tsx'

type Standing = { kind: ApplicationKind; state: ApplicationState }

const looks = {
  prepared: ['ring', 'plain'],
  sent: ['chevrons', 'teal'],
  papers: ['pause', 'warn'],
  approved: ['disc', 'good'],
  done: ['tick', 'done'],
  refused: ['cross', 'act'],
  withdrawn: ['cross', 'plain'],
} as const

/** The last step has the word of its kind: 已放款 or 已出单. */
export const applicationText = (t: TFunction, { state, kind }: Standing): string =>
  state === 'done' ? t(`applications:finished.${kind}`) : t(`applications:states.${state}`)

export function ApplicationMark({ kind, state, tag = false }: Standing & { tag?: boolean }) {
  const { t } = useTranslation('applications')
  const [shape, tone] = looks[state]
  return <Mark shape={shape} tone={tone} word={applicationText(t, { kind, state })} tag={tag} />
}
