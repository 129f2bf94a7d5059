// 我的活: what a technician has in hand, in the order it is planned, and the clock of each job by one key.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { pauseReasons, type ClockKind, type PauseReason } from '../../../shared/modules/floor/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { LackMark, StageMark } from './looks.tsx'
import './floor.css'
import { useToday } from '../../ui/today.ts'

export function BenchScreen(_: ScreenProps) {
  const { t } = useTranslation('floor')
  const today = useToday()
  const [who, setWho] = useState('')
  const { data: board } = useLive('floor.board', { on: today })
  const { data, error, again } = useLive('floor.mine', { technicianId: who === '' ? null : who })
  const deed = useDeed()
  const clock = (jobId: string, kind: ClockKind, reason: PauseReason | null = null): void =>
    deed.run((attempt) => call('floor.clock', { jobId, kind, reason, technicianId: who === '' ? null : who }, { attempt }))
  return (
    <div className="screen">
      <div className="screen-head">
        <div className="grow">
          <h1>{t('bench')}</h1>
          <p>{t('benchSays')}</p>
        </div>
        <SelectField
          label={t('technician')}
          value={who}
          onChange={setWho}
          options={[{ value: '', label: t('me') }, ...(board?.technicians ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
        />
      </div>
      <div className="screen-body stack">
        {(error ?? deed.failure) && <Refused error={(error ?? deed.failure) as NonNullable<typeof error>} module="floor" onRetry={again} />}
        {!data && !error && <Loading />}
        {data?.length === 0 && <Empty drawing="car">{t('nothingInHand')}</Empty>}
        {data?.map((job, at) => (
          <article key={job.jobId} className="bench-job">
            <div className="grow">
              <div className="row">
                <h2>{job.name}</h2>
                <StageMark stage={job.stage} />
              </div>
              <p className="cap">
                <button
                  type="button"
                  className="link"
                  onClick={() => open('workOrder', { record: job.orderId, title: job.plate ?? job.orderNo })}
                >
                  {[job.plate, job.carName].filter(Boolean).join(' ')}
                </button>
                {' · '}
                {t('workedOf', { worked: job.workedMinutes, minutes: job.minutes })}
                {job.startsAt !== null && (
                  <>
                    {' · '}
                    {t('plannedFor')} <DateText at={job.startsAt} near />
                  </>
                )}
                {job.promisedAt !== null && (
                  <>
                    {' · '}
                    {t('promised')} <DateText at={job.promisedAt} near />
                  </>
                )}
              </p>
              {job.lacks && <LackMark lacks={job.lacks} />}
            </div>
            {job.stage === 'running' && (
              <Menu
                label={t('pauseOf', { name: job.name })}
                entries={pauseReasons.map((reason) => ({
                  id: reason,
                  label: t(`reasons.${reason}`),
                  onPress: () => clock(job.jobId, 'pause', reason),
                }))}
              >
                <Button>{t('deeds.pause')}</Button>
              </Menu>
            )}
            {/* One button through all stages: the focus stays on it from start to finish. */}
            <Button
              kind="primary"
              {...(at === 0 ? { shortcut: 'F8' } : {})}
              busy={deed.busy}
              onPress={() => clock(job.jobId, job.stage === 'running' ? 'finish' : 'start')}
            >
              {t(job.stage === 'running' ? 'deeds.finish' : job.stage === 'paused' ? 'deeds.resume' : 'deeds.start')}
            </Button>
          </article>
        ))}
      </div>
    </div>
  )
}
