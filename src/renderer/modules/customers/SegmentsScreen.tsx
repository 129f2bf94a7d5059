// 客群: groups of customers by saved rules, each with how many it holds now. Classes come first: everybody is in the first one
// they fit. Conditions are made in the customer list, where one sees at once whom they leave.
import AddIcon from 'lucide-react/icons/plus'
import DownIcon from 'lucide-react/icons/chevron-down'
import DropIcon from 'lucide-react/icons/trash-2'
import EditIcon from 'lucide-react/icons/pencil'
import UpIcon from 'lucide-react/icons/chevron-up'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import type { Segment } from '../../../shared/modules/insights/contract.ts'
import { call, newAttempt } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { sentenceOf } from '../../ui/table/sentence.ts'
import { filtersOf } from './columns.tsx'
import { groupFiltersOf } from './group-filters.ts'
import { SegmentDialog } from './SegmentDialog.tsx'

export function SegmentsScreen() {
  const { t } = useTranslation('customers')
  const { t: said } = useTranslation('ui')
  const edits = useMay()('customers.edit')
  const { data, error } = useLive('insights.segments', {})
  const { data: words } = useLive('customers.words', {})
  const [editing, setEditing] = useState<Segment | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const defs = useMemo(() => [...filtersOf(t, words?.consultants ?? []), ...groupFiltersOf(t, data ?? [])], [t, words?.consultants, data])
  const did = (reply: { ok: true } | { ok: false; error: Failure }): void => setFailure(reply.ok ? null : reply.error)
  const classes = data?.filter(({ isClass }) => isClass) ?? []
  const sentence = ({ filters }: Segment): string =>
    filters
      .flatMap((filter) => {
        const found = sentenceOf(filter, defs, said)
        return found ? [`${found.title} ${found.says}`] : []
      })
      .join(t('dot'))
  const begin = edits && (
    <Button kind="primary" icon={AddIcon} shortcut="mod+N" onPress={() => open('customers')}>
      {t('segment.begin')}
    </Button>
  )
  return (
    <div className="screen">
      <header className="screen-head">
        <div className="grow">
          <h1>{t('segment.nav')}</h1>
          <p>{t('segment.says')}</p>
        </div>
        {begin}
      </header>
      <div className="screen-body">
        {(error ?? failure) && <Refused error={(error ?? failure) as Failure} module="customers" />}
        {!data && !error && <Loading />}
        {data?.length === 0 && <Empty drawing="people">{t('segment.empty')}</Empty>}
        {data && data.length > 0 && (
          <table className="facts">
            <thead>
              <tr>
                <th>{t('segment.name')}</th>
                <th>{t('segment.when')}</th>
                <th className="num">{t('segment.count')}</th>
                <th aria-label={t('more')} />
              </tr>
            </thead>
            <tbody>
              {data.map((each) => (
                <tr key={each.id}>
                  <td>
                    <b>{each.name}</b> {each.isClass && <span className="cap">{t('segment.class')}</span>}
                  </td>
                  <td>{sentence(each)}</td>
                  <td className="num">
                    {each.count === null ? (
                      <span className="cap">{t('segment.unknown')}</span>
                    ) : (
                      <button
                        type="button"
                        className="link"
                        onClick={() => open('customers', { params: { filters: [{ column: 'segment', op: 'is', values: [each.id] }] } })}
                      >
                        {each.count}
                      </button>
                    )}
                  </td>
                  <td className="row">
                    <Button kind="quiet" size="small" onPress={() => open('customerFigures', { params: { segmentId: each.id } })}>
                      {t('figures.open')}
                    </Button>
                    {edits && each.isClass && (
                      <>
                        <Button
                          kind="quiet"
                          size="small"
                          icon={UpIcon}
                          label={t('segment.up', { name: each.name })}
                          disabled={each.id === classes[0]?.id}
                          onPress={() => void call('insights.shiftClass', { id: each.id, up: true }, { attempt: newAttempt() }).then(did)}
                        />
                        <Button
                          kind="quiet"
                          size="small"
                          icon={DownIcon}
                          label={t('segment.down', { name: each.name })}
                          disabled={each.id === classes.at(-1)?.id}
                          onPress={() => void call('insights.shiftClass', { id: each.id, up: false }, { attempt: newAttempt() }).then(did)}
                        />
                      </>
                    )}
                    {edits && (
                      <>
                        <Button
                          kind="quiet"
                          size="small"
                          onPress={() => open('customers', { params: { filters: each.filters, segment: each.id } })}
                        >
                          {t('segment.conditions')}
                        </Button>
                        <Button
                          kind="quiet"
                          size="small"
                          icon={EditIcon}
                          label={t('segment.edit', { name: each.name })}
                          onPress={() => setEditing(each)}
                        />
                        <Button
                          kind="quiet"
                          size="small"
                          icon={DropIcon}
                          label={t('segment.drop', { name: each.name })}
                          onPress={() => void call('insights.dropSegment', { id: each.id }, { attempt: newAttempt() }).then(did)}
                        />
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      <SegmentDialog segment={editing} onClose={() => setEditing(null)} />
    </div>
  )
}
