// 看板: open leads by stage, the next due first. Cards move by dragging, or by the arrow keys: up and down walk a column,
// left and right across, with Shift they take the card along. L asks for the reason of a loss, Enter opens the lead.
import ListIcon from 'lucide-react/icons/list'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeadRow } from '../../../shared/modules/leads/contract/shapes.ts'
import { closedStages, openStages, type LeadStage } from '../../../shared/modules/leads/rules.ts'
import type { Failure } from '../../../shared/errors.ts'
import { call, newAttempt } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay, useMe } from '../../session.ts'
import { open } from '../../state.ts'
import { Empty } from '../../ui/Empty.tsx'
import { Button } from '../../ui/Button.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { LevelMark } from '../../ui/people/LevelMark.tsx'
import { LoseDialog } from './dialogs.tsx'
import { openLead } from './LeadPane.tsx'
import { NextStep, StageMark } from './looks.tsx'
import './leads.css'

const EVERYBODY = 'all'
const DRAGGED = 'text/x-forecourt-lead'

export function BoardScreen() {
  const { t } = useTranslation('leads')
  const may = useMay()
  const me = useMe()
  const [whose, setWhose] = useState<string>(me.reach === 'own' ? me.id : EVERYBODY)
  const { data: columns, error } = useLive('leads.board', { consultantId: whose === EVERYBODY ? null : whose })
  const { data: words } = useLive('leads.words', {})
  const [losing, setLosing] = useState<LeadRow | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [over, setOver] = useState<string | null>(null)
  const board = useRef<HTMLDivElement>(null)
  const [carried, setCarried] = useState('')
  const edits = may('leads.edit')

  const move = async (row: LeadRow, stage: LeadStage): Promise<void> => {
    if (stage === row.stage) return
    if (stage === 'lost') return setLosing(row)
    setCarried(row.id)
    const reply = await call('leads.move', { id: row.id, stage }, { attempt: newAttempt() })
    setFailure(reply.ok ? null : reply.error)
  }
  const cardOf = (id: string): HTMLElement | null => board.current?.querySelector<HTMLElement>(`[data-lead="${CSS.escape(id)}"]`) ?? null
  const found = (id: string): LeadRow | undefined => columns?.flatMap((column) => column.rows).find((row) => row.id === id)
  const place = found(carried)?.stage
  useEffect(() => {
    // The card that stood elsewhere is gone, and the focus with it, to the sheet: unless a person took it elsewhere meanwhile.
    if (place && !document.activeElement?.closest('button, input, [role=dialog]'))
      board.current?.querySelector<HTMLElement>(`[data-lead="${CSS.escape(carried)}"]`)?.focus()
  }, [board, carried, place])

  const onKey = (event: React.KeyboardEvent, row: LeadRow, column: number, place: number): void => {
    if (!columns) return
    const { key, shiftKey } = event
    const side = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0
    const down = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
    if (key === 'Enter') openLead(row)
    else if (edits && (key === 'l' || key === 'L')) setLosing(row)
    else if (side !== 0 && shiftKey && edits) {
      const next = openStages[column + side]
      if (next) void move(row, next)
    } else if (side !== 0) {
      for (let at = column + side; at >= 0 && at < columns.length; at += side) {
        const rows = columns[at]?.rows ?? []
        const near = rows[Math.min(place, rows.length - 1)]
        if (near) return void (event.preventDefault(), cardOf(near.id)?.focus())
      }
    } else if (down !== 0) {
      const near = columns[column]?.rows[place + down]
      if (near) cardOf(near.id)?.focus()
    } else return
    event.preventDefault()
  }
  const dropping = (stage: LeadStage) =>
    edits
      ? {
          onDragOver: (event: React.DragEvent) => {
            if (!event.dataTransfer.types.includes(DRAGGED)) return
            event.preventDefault()
            setOver(stage)
          },
          onDragLeave: () => setOver((now) => (now === stage ? null : now)),
          onDrop: (event: React.DragEvent) => {
            event.preventDefault()
            setOver(null)
            const row = found(event.dataTransfer.getData(DRAGGED))
            if (row) void move(row, stage)
          },
        }
      : {}
  return (
    <div className="screen board-screen">
      <header className="screen-head">
        <div className="grow">
          <h1>{t('board.title')}</h1>
          <p className="cap">{t('board.keys')}</p>
        </div>
        {me.reach !== 'own' && (
          <SelectField
            label={t('field.consultant')}
            value={whose}
            onChange={setWhose}
            options={[
              { value: EVERYBODY, label: t('board.everybody') },
              ...(words?.consultants ?? []).map(({ id, name, open: count }) => ({ value: id, label: name, more: t('load', { count }) })),
            ]}
          />
        )}
        <Button icon={ListIcon} onPress={() => open('leads')}>
          {t('board.list')}
        </Button>
      </header>
      {(error ?? failure) && <Refused error={(error ?? failure) as Failure} module="leads" />}
      {!columns && !error && <Loading />}
      {columns?.every(({ count }) => count === 0) && (
        <Empty
          drawing="people"
          action={edits && <Button onPress={() => open('leads', { params: { add: true } })}>{t('add.title')}</Button>}
        >
          {t(whose === EVERYBODY ? 'board.empty' : 'board.emptyOf')}
        </Empty>
      )}
      {columns?.some(({ count }) => count > 0) && (
        <div className="board" ref={board}>
          {columns.map(({ stage, count, rows }, column) => (
            <section
              key={stage}
              className={`board-column${over === stage ? ' over' : ''}`}
              aria-label={t(`stages.${stage}`)}
              {...dropping(stage)}
            >
              <h2>
                <StageMark stage={stage} /> <span className="cap">{count}</span>
              </h2>
              <ul>
                {rows.map((row, place) => (
                  <li key={row.id}>
                    <button
                      type="button"
                      className="board-card"
                      data-lead={row.id}
                      draggable={edits}
                      onDragStart={(event) => {
                        event.dataTransfer.setData(DRAGGED, row.id)
                        event.dataTransfer.effectAllowed = 'move'
                      }}
                      onClick={() => openLead(row)}
                      onKeyDown={(event) => onKey(event, row, column, place)}
                    >
                      <span className="row">
                        <b className="grow trunc">{row.name}</b>
                        <LevelMark level={row.level} />
                      </span>
                      <span className="cap trunc">{[row.model, row.consultant].filter(Boolean).join(t('dot'))}</span>
                      <span className="small">
                        <NextStep next={row} />
                      </span>
                    </button>
                  </li>
                ))}
                {count > rows.length && <li className="cap">{t('board.more', { count: count - rows.length })}</li>}
              </ul>
            </section>
          ))}
          <div className="board-ends">
            {closedStages.map((stage) => (
              <div key={stage} className={`board-end${over === stage ? ' over' : ''}`} {...dropping(stage)}>
                <StageMark stage={stage} />
                <span className="cap">{t('board.drop')}</span>
              </div>
            ))}
          </div>
        </div>
      )}
      <LoseDialog lead={losing} onClose={() => setLosing(null)} />
    </div>
  )
}
