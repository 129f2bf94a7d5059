// How a person stands, wherever they are shown.
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import { Mark } from '../../ui/Mark.tsx'

export type User = Output<'admin.users'>['rows'][number]

export const rolesOf = (user: User): string => user.roles.map((role) => role.name).join(' · ')

export function Standing({ user, tag = false }: { user: User; tag?: boolean }) {
  const { t } = useTranslation('admin')
  if (!user.active) return <Mark shape="cross" tone="done" word={t('people.off')} tag={tag} />
  return user.lockedUntilAt ? (
    <Mark shape="lock" tone="warn" word={t('people.on')} tag={tag} />
  ) : (
    <Mark shape="disc" tone={tag ? 'good' : 'plain'} word={t('people.on')} tag={tag} />
  )
}
