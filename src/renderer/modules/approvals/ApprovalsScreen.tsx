// 审批: what waits for a word, mine first, decided with one key; and what was decided lately.
import FlowIcon from 'lucide-react/icons/git-fork'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Waiting } from '../../../shared/modules/approvals/contract.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { useShortcut } from '../../ui/keys.ts'
import { Loading } from '../../ui/Loading.tsx'
import { Glyph } from '../../ui/Glyph.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { DecidedList } from './DecidedList.tsx'
import { Deputies } from './Deputies.tsx'
import { nextChoice } from './next-choice.ts'
import { percentText } from '../../ui/percent.ts'
import { Request } from './Request.tsx'
import { turnOf } from './turn.ts'
import './approvals.css'

export function ApprovalsScreen() {
  const { t } = useTranslation('approvals')
  const may = useMay()
  const { data, error, again } = useLive('approvals.waiting', { mine: false })
  const mine = data?.filter((item) => item.mine).length ?? 0
  return (
    <div className="screen">
      <div className="screen-head">
        <div className="grow">
          <h1>{t('title')}</h1>
          <p>{data ? (mine > 0 ? t('mineSays', { count: mine }) : t('noneMineSays')) : ' '}</p>
        </div>
        {may('approvals.configure') && (
          <Button icon={FlowIcon} onPress={() => open('flow')}>
            {t('flow.title')}
          </Button>
        )}
      </div>
      <Tabs
        label={t('title')}
        parts={[
          {
            id: 'waiting',
            label: t('waiting'),
            count: data?.length,
            content: () =>
              error && !data ? <Refused error={error} module="approvals" onRetry={again} /> : data ? <Inbox items={data} /> : <Loading />,
          },
          { id: 'decided', label: t('decidedLately'), content: () => <DecidedList /> },
          { id: 'deputies', label: t('deputy.title'), content: () => <Deputies /> },
        ]}
      />
    </div>
  )
}

function Inbox({ items }: { items: readonly Waiting[] }) {
  const { t } = useTranslation('approvals')
  const [chosen, setChosen] = useState<{ orderId: string; at: number } | null>(null)
  const now = nextChoice(items, chosen)
  const go = (at: number): void => {
    const item = items[at]
    if (!item) return
    setChosen({ orderId: item.orderId, at })
    document.getElementById(`approval ${item.orderId}`)?.scrollIntoView({ block: 'nearest' })
  }
  useShortcut('ArrowDown', () => go((now?.at ?? -1) + 1), { enabled: now !== null, label: t('next') })
  useShortcut('ArrowUp', () => go((now?.at ?? 1) - 1), { enabled: now !== null, label: t('previous') })
  if (!now) return <Empty drawing="calm">{t('nothingWaits')}</Empty>
  const mine = items.filter((item) => item.mine)
  const others = items.filter((item) => !item.mine)
  const lines = (title: string, of: readonly Waiting[]) =>
    of.length > 0 && (
      <>
        <h3 className="label">
          {title} <span>{of.length}</span>
        </h3>
        <ul>
          {of.map((item) => (
            <li key={item.orderId}>
              <Line item={item} on={item === now.item} onChoose={() => go(items.indexOf(item))} />
            </li>
          ))}
        </ul>
      </>
    )
  return (
    <div className="inbox">
      <nav className="requests" aria-label={t('waiting')}>
        {lines(t('forMe'), mine)}
        {lines(t('forOthers'), others)}
      </nav>
      <Request
        key={`${now.item.orderId} ${now.item.termsRev}`}
        item={now.item}
        position={items.length > 1 ? t('position', { at: now.at + 1, of: items.length }) : null}
      />
    </div>
  )
}

function Line({ item, on, onChoose }: { item: Waiting; on: boolean; onChoose: () => void }) {
  const { t } = useTranslation('approvals')
  const turn = turnOf(item)
  return (
    <button
      id={`approval ${item.orderId}`}
      type="button"
      className={`request-line${on ? ' on' : ''}`}
      aria-current={on || undefined}
      onClick={onChoose}
      // Enter opens the order shown: it must be the one that has the focus.
      onFocus={onChoose}
    >
      <span className="row">
        <b className="trunc grow">{item.customerName}</b>
        {item.belowCost && <Glyph shape="diamond" label={t('belowCost')} />}
        <span className={item.belowCost ? 'act' : 'mid'}>{t('percent', { percent: percentText(item.discountBp) })}</span>
      </span>
      <span className="trunc">{item.vehicleName ?? t('noCar')}</span>
      <span className="row cap">
        <span className="grow trunc">
          {item.requestedBy} · <DateText at={item.requestedAt} near />
        </span>
        {turn.of > 1 && <span>{t('levelOf', { level: turn.at, of: turn.of })}</span>}
      </span>
    </button>
  )
}
