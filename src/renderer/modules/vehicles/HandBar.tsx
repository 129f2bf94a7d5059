// What can be done with the ticked cars. All of a question is ticked by its question; which cars those are is asked when
// something is to be done with them.
import { useTranslation } from 'react-i18next'
import { CARS_AT_ONCE } from '../../../shared/modules/vehicles/contract/handing.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import type { Ticked } from '../../ui/table/DataTable.tsx'
import { handDeeds, type HandDeed } from './HandDialog.tsx'

/** `others`: the site has another desktop; `sites`: the group has another site. */
export function HandBar({
  ticked,
  others,
  sites,
  onDeed,
}: {
  ticked: Ticked
  others: boolean
  sites: boolean
  onDeed: (deed: HandDeed, ids: string[]) => void
}) {
  const { t } = useTranslation('vehicles')
  const many = ticked.count > CARS_AT_ONCE
  const begin = async (deed: HandDeed): Promise<void> => {
    if (!ticked.all) return onDeed(deed, [...ticked.ids])
    const reply = await call('vehicles.page', { ...ticked.question, group: null, limit: CARS_AT_ONCE + ticked.ids.length })
    if (reply.ok)
      onDeed(
        deed,
        reply.value.rows.map((car) => car.id).filter((id) => !ticked.ids.includes(id)),
      )
  }
  const offered = handDeeds.filter((deed) => (deed !== 'give' || others) && (deed !== 'transfer' || sites))
  return (
    <>
      {many && <span className="cap">{t('hand.atMost', { count: CARS_AT_ONCE })}</span>}
      {offered.map((deed) => (
        <Button
          key={deed}
          size="small"
          kind={deed === 'take' ? 'plain' : 'quiet'}
          disabled={many}
          onPress={() => {
            void begin(deed)
          }}
        >
          {t(`hand.${deed}.bar`)}
        </Button>
      ))}
    </>
  )
}
