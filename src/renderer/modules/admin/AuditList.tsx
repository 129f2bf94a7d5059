// The lines of the log, a few dozen in the page whatever their number; older ones are fetched as one scrolls.
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useLook } from '../../theme/preference.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { sayCommand, sayTable, sayTitle } from './audit-words.ts'
import type { Line, useAudit } from './use-audit.ts'

const heights = { compact: 26, normal: 32, touch: 44 } as const
const HEAD = 28
/** Fetches the next page when so many lines are left below. */
const AHEAD = 60

export function AuditList({
  pages,
  chosen,
  onChoose,
  filtered,
}: {
  pages: ReturnType<typeof useAudit>
  chosen: number | null
  onChoose: (n: number) => void
  filtered: boolean
}) {
  const { t } = useTranslation('admin')
  const { lines, next, failure, asked, newer, more, again } = pages
  const height = heights[useLook((look) => look.density)]
  const scroller = useRef<HTMLDivElement>(null)
  // oxlint-disable-next-line react/incompatible-library -- only its items and sizes are read here, in this render
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    scrollPaddingStart: HEAD,
    paddingStart: 0,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (next && last > lines.length - AHEAD) more()
  }, [next, last, lines.length, more])
  useEffect(() => virtual.measure(), [height, virtual])
  const at = lines.findIndex((line) => line.n === chosen)
  const move = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20, Home: -lines.length, End: lines.length }[event.key]
    if (by === undefined) return
    event.preventDefault()
    const to = Math.max(0, Math.min(lines.length - 1, (at < 0 ? (by > 0 ? -1 : 0) : at) + by))
    const line = lines[to]
    if (!line) return
    onChoose(line.n)
    virtual.scrollToIndex(to)
  }
  if (failure && lines.length === 0) return <Refused error={failure} module="admin" onRetry={again} />
  if (!asked) return <Loading lines={[90, 88, 92, 84, 90, 87]} />
  if (lines.length === 0) return <Empty drawing="search">{t(filtered ? 'audit.empty' : 'audit.emptyAll')}</Empty>
  return (
    <div
      className="audit-list"
      ref={scroller}
      tabIndex={0}
      role="listbox"
      aria-label={t('audit.title')}
      aria-activedescendant={chosen === null ? undefined : `audit-${chosen}`}
      onKeyDown={move}
      style={{ '--line-height': `${height}px` } as never}
    >
      <div className="audit-columns" aria-hidden>
        {(['time', 'actor', 'device', 'command', 'about', 'changes'] as const).map((column) => (
          <span key={column}>{t(`audit.columns.${column}`)}</span>
        ))}
      </div>
      {newer && (
        <div className="audit-newer">
          <Button size="small" onPress={again}>
            {t('audit.newer')}
          </Button>
        </div>
      )}
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map((item) => {
          const line = lines[item.index]
          return line ? <Row key={line.n} line={line} top={item.start} on={line.n === chosen} onChoose={onChoose} /> : null
        })}
      </div>
    </div>
  )
}

function Row({ line, top, on, onChoose }: { line: Line; top: number; on: boolean; onChoose: (n: number) => void }) {
  const { t } = useTranslation('admin')
  const about = line.subjects
    .map(({ table, title }) => [sayTable(t, table), sayTitle(t, table, title)].filter(Boolean).join(' '))
    .join(' · ')
  const failed = line.command === 'identity.noteFailedSignIn'
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the list holds the one tab stop and the keys
    <div
      id={`audit-${line.n}`}
      role="option"
      aria-selected={on}
      className={`audit-row${on ? ' on' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onChoose(line.n)}
    >
      <DateText at={line.at} near />
      <span className="mid">{line.actor?.name ?? t('audit.system')}</span>
      <span className="muted">{line.device ?? '·'}</span>
      <span className={failed ? 'act' : ''}>{sayCommand(t, line.command)}</span>
      <span className="ink2" title={about}>
        {about || <span className="muted">·</span>}
      </span>
      <span className="muted num">{line.changes > 0 ? t('audit.changesCount', { count: line.changes }) : ''}</span>
    </div>
  )
}
