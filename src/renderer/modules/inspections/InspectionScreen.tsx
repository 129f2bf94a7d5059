// 车况检查: the points of one car, looked at with the keyboard alone (arrows from point to point; 1 in order, 2 to be watched, 3
// urgent), with what was found the last time beside each.
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InspectedPoint } from '../../../shared/modules/inspections/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { describe, open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { PointPhotos } from './PointPhotos.tsx'
import { PointRow } from './PointRow.tsx'
import './inspections.css'

export function InspectionScreen({ tabId, record }: ScreenProps) {
  const { t } = useTranslation('inspections')
  const may = useMay()
  const orderId = record ?? ''
  const { data, error } = useLive('inspections.ofOrder', { orderId })
  const deed = useDeed()
  const [shooting, setShooting] = useState<InspectedPoint | null>(null)
  const list = useRef<HTMLOListElement>(null)
  const title = data && t('tab', { car: data.plate ?? data.car })
  useEffect(() => {
    if (title) describe(tabId, { title })
  }, [tabId, title])
  if (error)
    return (
      <div className="screen-body">
        <Refused error={error} module="inspections" />
      </div>
    )
  if (!data) return <Loading />
  const { points, counts, closed } = data
  const works = may('workshop.work') && !closed
  const edits = may('workshop.edit') && !closed
  const go = (from: number, by: 1 | -1): void => {
    const rows = list.current?.querySelectorAll<HTMLElement>('[data-point]')
    rows?.[Math.min(Math.max(0, from + by), points.length - 1)]?.focus()
  }
  const asked = points.filter(({ state, answer, proposed }) => state !== null && state !== 'ok' && answer === null && !proposed)
  return (
    <div className="screen">
      <header className="inspection-head">
        <div className="grow">
          <h1>{title}</h1>
          <p className="cap">
            {data.no} · {t('counts', counts)}
          </p>
        </div>
        {edits && asked.length > 0 && (
          <Button
            busy={deed.busy}
            onPress={() =>
              deed.run((attempt) =>
                call('inspections.answer', { orderId, points: asked.map(({ name }) => name), answer: 'declined' }, { attempt }),
              )
            }
          >
            {t('declineAll', { count: asked.length })}
          </Button>
        )}
        <Button kind="primary" shortcut="F8" onPress={() => open('workOrder', { record: orderId, title: data.no })}>
          {t('toOrder')}
        </Button>
      </header>
      <div className="inspection">
        {deed.failure && <Refused error={deed.failure} module="inspections" />}
        {points.length === 0 && <Empty drawing="paper">{t('empty')}</Empty>}
        {works && points.length > 0 && <Notice>{t('keys')}</Notice>}
        <ol ref={list} aria-label={t('points')}>
          {points.map((point, at) => (
            <PointRow
              key={point.name}
              point={point}
              heads={at === 0 || points[at - 1]?.part !== point.part}
              works={works}
              edits={edits}
              orderId={orderId}
              onGo={(by) => go(at, by)}
              onShoot={() => setShooting(point)}
            />
          ))}
        </ol>
      </div>
      <PointPhotos orderId={orderId} point={shooting?.name ?? null} onClose={() => setShooting(null)} />
    </div>
  )
}
