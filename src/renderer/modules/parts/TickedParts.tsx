// What is done with several parts at once: the right to promise them taken or given back, and their labels printed.
import { useTranslation } from 'react-i18next'
import type { PartRow } from '../../../shared/modules/parts/contract.ts'
import { LINES_AT_ONCE } from '../../../shared/modules/parts/rules.ts'
import { call } from '../../api.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Outcome } from '../../ui/paper/Outcome.tsx'
import { usePrint } from '../../ui/paper/use-print.ts'
import { Refused } from '../../ui/Refused.tsx'
import type { DataTableProps, Ticked } from '../../ui/table/DataTable.tsx'
import { tickedRows } from '../../ui/table/ticked-rows.ts'
import { sayBriefly } from '../../ui/toast.tsx'
import { useDeed } from '../../ui/use-deed.ts'

export function TickedParts({ ticked, page }: { ticked: Ticked; page: DataTableProps<PartRow>['page'] }) {
  const { t } = useTranslation('parts')
  const may = useMay()
  const deed = useDeed()
  const { state, print } = usePrint()
  const ids = async (): Promise<string[] | null> => {
    const rows = await tickedRows(page, ticked, LINES_AT_ONCE + 1)
    if (rows && rows.length > LINES_AT_ONCE) sayBriefly(t('ticked.tooMany', { count: LINES_AT_ONCE }))
    return rows && rows.length <= LINES_AT_ONCE ? rows.map((row) => row.id) : null
  }
  const hand = async (name: 'parts.takeRights' | 'parts.returnRights', said: 'taken' | 'returned'): Promise<void> => {
    const some = await ids()
    if (some)
      deed.run(
        (attempt) => call(name, { ids: some }, { attempt }),
        ({ count }) => {
          sayBriefly(t(`ticked.${said}`, { count }))
          ticked.clear()
        },
      )
  }
  const labels = async (): Promise<void> => {
    const some = await ids()
    if (some) print({ kind: 'labels', recordIds: some, to: 'file' })
  }
  return (
    <>
      {may('parts.move') && (
        <>
          <Button size="small" busy={deed.busy} onPress={() => void hand('parts.takeRights', 'taken')}>
            {t('promise.take')}
          </Button>
          <Button size="small" busy={deed.busy} onPress={() => void hand('parts.returnRights', 'returned')}>
            {t('promise.return')}
          </Button>
        </>
      )}
      {may('documents.print') && (
        <Button size="small" disabled={state.phase === 'working'} onPress={() => void labels()}>
          {t('ticked.labels')}
        </Button>
      )}
      <Outcome state={state} />
      {deed.failure && <Refused error={deed.failure} module="parts" />}
    </>
  )
}
