// 消息中心: everything that waits for this person in one list, by kind, unread first. A click marks it read and opens the
// thing; an alert opens here.
import CheckIcon from 'lucide-react/icons/check-check'
import FlowIcon from 'lucide-react/icons/git-fork'
import ListIcon from 'lucide-react/icons/siren'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../../shared/modules/alerts/contract.ts'
import { type MessageKind, messageKinds } from '../../../shared/modules/alerts/rules.ts'
import { call, newAttempt } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open, usePreference } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { AlertDialog } from './AlertCard.tsx'
import { limitText, reading } from './words.tsx'
import './alerts.css'

const looks = {
  alert: ['diamond', 'act'],
  mention: ['ring', 'accent'],
  approval: ['pause', 'warn'],
  case: ['dashedDiamond', 'plum'],
  task: ['square', 'plain'],
} as const

export function MessagesScreen() {
  const { t } = useTranslation('alerts')
  const may = useMay()
  const [kind, setKind] = useState<MessageKind | null>(null)
  const [unreadOnly, setUnreadOnly] = useState(false)
  const [about, setAbout] = useState<Message | null>(null)
  const { data, error, again } = useLive('alerts.messages', { kind, unreadOnly })
  const read = (...rows: Message[]): void => {
    const keys = rows.filter((row) => !row.read).map((row) => row.key)
    if (keys.length > 0) void call('alerts.markRead', { keys: keys.slice(0, 500) }, { attempt: newAttempt() })
  }
  const go = (row: Message): void => {
    read(row)
    if (row.alert) setAbout(row)
    else open(row.screen, row.record === null ? {} : { record: row.record })
  }
  const all = data ? messageKinds.reduce((sum, each) => sum + data.counts[each].all, 0) : 0
  return (
    <div className="screen">
      <header className="screen-head">
        <div className="grow">
          <h1>{t('messages.title')}</h1>
          <p>{t('messages.says')}</p>
        </div>
        {may('alerts.view') && (
          <Button icon={ListIcon} onPress={() => open('alerts')}>
            {t('title')}
          </Button>
        )}
        {may('alerts.view') && (
          <Button icon={FlowIcon} onPress={() => open('alertRules')}>
            {t('rule.title')}
          </Button>
        )}
        <Button icon={CheckIcon} disabled={!data?.rows.some((row) => !row.read)} onPress={() => data && read(...data.rows)}>
          {t('messages.readAll')}
        </Button>
      </header>
      <div className="screen-body">
        {error && <Refused error={error} module="alerts" onRetry={again} />}
        {!data && !error && <Loading />}
        {data && (
          <>
            <div className="row wrap message-kinds" role="group" aria-label={t('messages.kinds')}>
              {[null, ...messageKinds].map((each) => (
                <button key={each} type="button" className="message-kind" aria-pressed={kind === each} onClick={() => setKind(each)}>
                  {t(`kinds.${each ?? 'all'}`)} <b>{each === null ? all : data.counts[each].all}</b>
                </button>
              ))}
              <CheckField label={t('messages.unreadOnly')} value={unreadOnly} onChange={setUnreadOnly} />
              <Wanted />
            </div>
            {data.rows.length === 0 && <Empty drawing="calm">{t('messages.empty')}</Empty>}
            <ul className="messages">
              {data.rows.map((row) => (
                <li key={row.key}>
                  <button type="button" className={row.read ? 'message read' : 'message'} onClick={() => go(row)}>
                    <Mark shape={looks[row.kind][0]} tone={looks[row.kind][1]} word={t(`kinds.${row.kind}`)} />
                    <span className="grow message-said">
                      <b>{row.kind === 'case' ? t(`sync:kind.${row.title}`, { defaultValue: t('kinds.case') }) : row.title}</b>
                      <span className="cap">{row.alert ? alertText(t, row) : row.detail}</span>
                    </span>
                    {!row.read && <span className="message-new">{t('messages.unread')}</span>}
                    <DateText at={row.at} near />
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <AlertDialog
        about={about?.alert ? { id: about.alert.id, state: about.alert.state, title: about.title } : null}
        onClose={() => setAbout(null)}
      />
    </div>
  )
}

function alertText(t: Parameters<typeof reading>[0], { alert, detail }: Message): string {
  if (!alert) return detail
  return [
    detail || t('alerts:wholeSite'),
    reading(t, alert.unit, alert.value),
    limitText(t, alert.unit, alert.direction, alert.threshold),
  ].join(' · ')
}

/** Whether the system may show a notice while the window is not in front; each person says so for themselves. */
function Wanted() {
  const { t } = useTranslation('alerts')
  const [wanted, setWanted] = usePreference('notices', (kept) => kept !== false)
  return <CheckField label={t('messages.notices')} value={wanted} onChange={setWanted} />
}
