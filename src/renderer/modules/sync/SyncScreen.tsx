// The sync centre: what waits, what came back, and what needs a person, one case at a time. Everything is quiet while
// nothing does. It says nothing of how sync works.
import NextIcon from 'lucide-react/icons/chevron-right'
import PreviousIcon from 'lucide-react/icons/chevron-left'
import SyncIcon from 'lucide-react/icons/refresh-cw'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { start } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Figures } from '../../ui/KeyValue.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { CaseView } from './CaseView.tsx'
import { JoinDialog } from './JoinDialog.tsx'
import { QuarantineList } from './QuarantineList.tsx'
import { RecentList } from './RecentList.tsx'
import { WaitingList } from './WaitingList.tsx'
import { saysText, spanText, type Status } from './words.ts'
import './sync.css'

export function SyncScreen({ params }: ScreenProps) {
  const { t } = useTranslation('sync')
  const may = useMay()
  const { data: status, error } = useLive('sync.status', {})
  if (error) return <Refused error={error} module="sync" />
  if (!status) return <Loading />
  return (
    <div className="screen sync">
      <div className="screen-head">
        <div className="grow">
          <h1>{t('nav')}</h1>
          <p className={status.mode === 'problem' ? 'trouble' : undefined}>{saysText(t, status)}</p>
        </div>
        {status.joined && <Head status={status} />}
      </div>
      <div className="split">
        <div className="main">
          <Cases wanted={typeof params?.['case'] === 'string' ? params['case'] : null} status={status} />
          {status.quarantined > 0 && may('sync.administer') && <QuarantineList />}
        </div>
        {status.joined && (
          <aside className="side">
            <WaitingList />
            <RecentList />
          </aside>
        )}
      </div>
    </div>
  )
}

function Head({ status }: { status: Status }) {
  const { t } = useTranslation('sync')
  const [busy, setBusy] = useState(false)
  const talk = (): void => {
    setBusy(true)
    void start('sync.now', {}).done.finally(() => setBusy(false))
  }
  return (
    <>
      <Figures
        pairs={[
          [t('figure.waiting'), t('items', { count: status.waiting - status.sent })],
          [
            t('figure.cases'),
            <span key="cases" className={status.cases > 0 ? 'act' : undefined}>
              {t('pieces', { count: status.cases })}
            </span>,
          ],
          status.files > 0 && [t('figure.files'), t('pieces', { count: status.files })],
          status.behind > 0 && [t('figure.behind'), t('items', { count: status.behind })],
          status.skewMs !== 0 && [
            t('figure.skew'),
            t(status.skewMs > 0 ? 'skewAhead' : 'skewBehind', { span: spanText(t, status.skewMs) }),
          ],
          [t('figure.contact'), status.lastContactAt === null ? t('never') : <DateText key="contact" at={status.lastContactAt} near />],
        ]}
      />
      <Button kind="quiet" icon={SyncIcon} busy={busy} onPress={talk}>
        {t('now')}
      </Button>
    </>
  )
}

function Cases({ wanted, status }: { wanted: string | null; status: Status }) {
  const { t } = useTranslation('sync')
  const { data: cases, error } = useLive('sync.cases', {})
  const [chosen, setChosen] = useState(wanted)
  const [heard, setHeard] = useState(wanted)
  // Whoever opens the centre again with another case in mind gets that one.
  if (wanted !== heard) {
    setHeard(wanted)
    setChosen(wanted)
  }
  if (error) return <Refused error={error} module="sync" />
  if (!cases) return <Loading />
  // A case that was just settled, or one somebody pointed to, stays until the person goes on.
  const id = chosen ?? cases[0]?.id ?? null
  if (id === null) return <Calm status={status} />
  const at = cases.findIndex((c) => c.id === id)
  const go = (to: number): void => setChosen(cases[(to + cases.length) % cases.length]?.id ?? null)
  return (
    <CaseView
      key={id}
      id={id}
      onGone={() => setChosen(null)}
      place={
        at >= 0 && cases.length > 1 ? (
          <>
            <span className="cap">{t('case.place', { at: at + 1, count: cases.length })}</span>
            <Button
              kind="quiet"
              size="small"
              icon={PreviousIcon}
              label={t('case.previous')}
              shortcut="ArrowLeft"
              onPress={() => go(at - 1)}
            />
            <Button kind="quiet" size="small" icon={NextIcon} label={t('case.next')} shortcut="ArrowRight" onPress={() => go(at + 1)} />
          </>
        ) : null
      }
    />
  )
}

function Calm({ status }: { status: Status }) {
  const { t } = useTranslation('sync')
  const may = useMay()
  const [joining, setJoining] = useState(false)
  if (!status.joined)
    return (
      <>
        <Empty
          drawing="calm"
          action={
            may('sync.administer') && (
              <Button kind="primary" onPress={() => setJoining(true)}>
                {t('calm.join')}
              </Button>
            )
          }
        >
          {t('calm.alone')}
        </Empty>
        <JoinDialog open={joining} onClose={() => setJoining(false)} />
      </>
    )
  const says = status.online ? t('calm.online') : status.waiting > 0 ? t('calm.offline', { count: status.waiting }) : t('calm.offlineNone')
  return (
    <Empty drawing="calm" title={t('calm.title')}>
      {says}
    </Empty>
  )
}
