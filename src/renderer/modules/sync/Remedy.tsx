// The frame of one way out of a case: what it does, whether it is the best, its button, and the right it may need.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseCard, Remedy } from '../../../shared/modules/sync/contract/case-card.ts'
import { Icon, type IconShape } from '../../ui/Icon.tsx'

export type Of<Kind extends Remedy['kind']> = Extract<Remedy, { kind: Kind }>
export type ChoiceProps<Kind extends Remedy['kind']> = { remedy: Of<Kind>; card: CaseCard; nth: number; best: boolean }

export function Frame({
  icon,
  name,
  tag,
  says,
  best,
  needs,
  go,
  children,
}: {
  icon: IconShape
  name: string
  tag?: string
  says: string
  best: boolean
  needs: string | null
  go: ReactNode
  children?: ReactNode
}) {
  const { t } = useTranslation('sync')
  return (
    <section className={`remedy${best ? ' best' : ''}`} aria-label={name}>
      <span className="remedy-icon">
        <Icon of={icon} />
      </span>
      <div className="grow">
        <b>{name}</b>
        {best && tag && <span className="tag-best">{tag}</span>}
        <p className="ink2">{needs === null ? says : t('remedy.needs', { permission: t([`admin:perms.${needs}`, needs] as never) })}</p>
        {needs === null && children}
      </div>
      {needs === null && go}
    </section>
  )
}
