// Who may be the same person: shown while somebody types, when an entry was refused, and on the card.
import { useTranslation } from 'react-i18next'
import type { Similar } from '../../../shared/modules/customers/contract/shapes.ts'
import { open } from '../../state.ts'
import { Button } from '../Button.tsx'
import { Notice } from '../Notice.tsx'

export function LikelySame({
  found,
  title,
  onOpen,
  onChoose,
  onMerge,
}: {
  found: readonly Similar[]
  title: string
  onOpen?: () => void
  /** Offers to go on with whoever was found. */
  onChoose?: (found: Similar) => void
  onMerge?: ((id: string) => void) | undefined
}) {
  const { t } = useTranslation('customers')
  if (found.length === 0) return null
  return (
    <Notice kind="pencil">
      <b>{title}</b>
      <ul className="likely">
        {found.slice(0, 5).map((each) => (
          <li key={each.id}>
            {each.open ? (
              <button
                type="button"
                className="link"
                onClick={() => {
                  onOpen?.()
                  open('customer', { record: each.id, title: each.name })
                }}
              >
                {each.name}
              </button>
            ) : (
              <span className="mid">{each.name}</span>
            )}
            <span className="cap">
              {[
                each.phone,
                each.consultant && t('same.of', { name: each.consultant }),
                each.archived && t('same.archived'),
                each.reasons.map((reason) => t(`same.reasons.${reason}`)).join(t('comma')),
              ]
                .filter(Boolean)
                .join(t('dot'))}
            </span>
            {onChoose && each.open && (
              <Button size="small" onPress={() => onChoose(each)}>
                {t('same.choose')}
              </Button>
            )}
            {onMerge && each.open && !each.archived && (
              <button type="button" className="link" onClick={() => onMerge(each.id)}>
                {t('merge.open')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
