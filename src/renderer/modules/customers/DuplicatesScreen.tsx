// 查重: pairs of entries that are likely one person; each is merged, or said to be two.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Similar } from '../../../shared/modules/customers/contract/shapes.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { ApartDialog } from './ApartDialog.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import '../../ui/people/people.css'

export function DuplicatesScreen() {
  const { t } = useTranslation('customers')
  const edits = useMay()('customers.edit')
  const { data, error, again } = useLive('customers.duplicates', { limit: 100 })
  const [merging, setMerging] = useState<readonly [string, string] | null>(null)
  const [apart, setApart] = useState<string | null>(null)
  if (error) return <Refused error={error} module="customers" onRetry={again} />
  if (!data) return <Loading />
  return (
    <div className="screen">
      <header className="screen-head">
        <div className="grow">
          <h1>{t('duplicates.title')}</h1>
          <p>{data.total > 0 ? t('duplicates.count', { count: data.total }) : t('duplicates.says')}</p>
        </div>
      </header>
      <div className="screen-body">
        {data.pairs.length === 0 ? (
          <Empty drawing="calm">{t('duplicates.none')}</Empty>
        ) : (
          <ul className="twins">
            {data.pairs.map(({ a, b }) => (
              <li key={`${a.id} ${b.id}`}>
                <Half each={a} />
                <Half each={b} />
                <span className="cap why">{b.reasons.map((reason) => t(`same.reasons.${reason}`)).join(t('comma'))}</span>
                {edits && (
                  <span className="row">
                    <Button size="small" onPress={() => setMerging([a.id, b.id])}>
                      {t('merge.open')}
                    </Button>
                    <Button size="small" kind="quiet" onPress={() => setApart(b.id)}>
                      {t('apart.open')}
                    </Button>
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
      <MergeDialog pair={merging} onClose={() => setMerging(null)} />
      <ApartDialog id={apart} onClose={() => setApart(null)} />
    </div>
  )
}

function Half({ each }: { each: Similar }) {
  const { t } = useTranslation('customers')
  return (
    <span className="half">
      <button type="button" className="link mid" onClick={() => open('customer', { record: each.id, title: each.name })}>
        {each.name}
      </button>
      <span className="cap">{[each.phone, each.consultant && t('same.of', { name: each.consultant })].filter(Boolean).join(t('dot'))}</span>
    </span>
  )
}
