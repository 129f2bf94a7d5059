// The two long works on the log: checking every link of its chain, and writing what a search finds to a file.
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { parameterKeys } from '../../../shared/modules/admin/rules/parameters.ts'
import { call, start } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { ProgressLine } from '../../ui/Loading.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { sayCommand, sayTable } from './audit-words.ts'
import type { Search } from './use-audit.ts'

type Verified = { checked: number; total: number | null; broken: number | null; done: boolean; stopped: boolean; failure: Failure | null }
const begun: Verified = { checked: 0, total: null, broken: null, done: false, stopped: false, failure: null }

/** Piece by piece on the read-only worker, so that the window stays free and 取消 is heard. */
export function VerifyAudit({ onShow, onClose }: { onShow: (n: number) => void; onClose: () => void }) {
  const { t } = useTranslation('admin')
  const [state, setState] = useState(begun)
  const stop = useRef(false)
  const finished = useRef(false)
  useEffect(() => {
    if (finished.current) return
    stop.current = false
    const walk = async (after: number, before: Verified): Promise<void> => {
      if (stop.current) return
      const reply = await call('admin.verifyAudit', { after })
      if (!reply.ok) return setState({ ...before, failure: reply.error as Failure, done: true })
      const { checked, total, next, broken } = reply.value
      const done = broken !== null || next === null
      const now = { ...before, checked: before.checked + checked, total: before.total ?? total, broken, done }
      finished.current = done
      if (!stop.current) setState(now)
      if (!done) await walk(next, now)
    }
    void walk(0, begun)
    return () => void (stop.current = true)
  }, [])
  const close = (
    <Button size="small" kind="quiet" onPress={onClose}>
      {t('ui:close')}
    </Button>
  )
  if (state.failure) return <Refused error={state.failure} module="admin" />
  if (!state.done)
    return (
      <ProgressLine
        label={t('audit.verifying')}
        done={state.total ? Math.min(1, state.checked / state.total) : null}
        onCancel={() => {
          stop.current = true
          finished.current = true
          setState({ ...state, stopped: true, done: true })
        }}
      />
    )
  if (state.broken !== null)
    return (
      <Notice
        kind="act"
        action={
          <Button size="small" onPress={() => onShow(state.broken ?? 0)}>
            {t('audit.show')}
          </Button>
        }
      >
        {t('audit.broken', { n: state.broken })}
      </Notice>
    )
  return (
    <Notice kind={state.stopped ? 'plain' : 'good'} action={close}>
      {t(state.stopped ? 'audit.stopped' : 'audit.verified', { count: state.checked })}
    </Notice>
  )
}

export function ExportAudit({ search, commands, onClose }: { search: Search; commands: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation('admin')
  const [lines, setLines] = useState(0)
  const [outcome, setOutcome] = useState<{ path: string; lines: number } | Failure | null>(null)
  const cancel = useRef<() => void>(undefined)
  const first = useRef({ search, commands })
  const begun = useRef(false)
  useEffect(() => {
    // A tab that comes back runs its effects again; the file is asked for once.
    if (begun.current) return
    begun.current = true
    const { search: wish, commands: known } = first.current
    const tables = [
      'customers',
      'follow_ups',
      'vehicles',
      'vehicle_costs',
      'orders',
      'order_lines',
      'plan_lines',
      'receipts',
      'approval_rules',
      'approval_steps',
      'documents',
      'files',
      'templates',
      'import_batches',
      'users',
      'credentials',
      'roles',
      'sites',
      'devices',
      'parameters',
      'cases',
    ]
    const words = {
      system: t('audit.system'),
      ...Object.fromEntries(known.map((command) => [command, sayCommand(t, command)])),
      ...Object.fromEntries(tables.map((table) => [table, sayTable(t, table)])),
      ...Object.fromEntries(parameterKeys.map((key) => [key, t(`keys.${key}`)])),
    }
    const heads = (['time', 'actor', 'device', 'command', 'about', 'changes', 'line'] as const).map((column) =>
      t(`audit.columns.${column}`),
    )
    const job = start('admin.exportAudit', { ...wish, title: t('audit.exportTitle'), heads, words }, ({ done }) => setLines(done))
    cancel.current = job.cancel
    void job.done.then((reply) => {
      if (!reply.ok) setOutcome(reply.error as Failure)
      else if (reply.value) setOutcome(reply.value)
      else onClose()
    })
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- one export per opening, with the search as it was
  }, [])
  if (!outcome)
    return (
      <ProgressLine label={t('audit.export')} done={null} note={t('ui:table.rows', { count: lines })} onCancel={() => cancel.current?.()} />
    )
  if ('code' in outcome) return <Refused error={outcome} module="admin" />
  return (
    <Notice
      kind="good"
      action={
        <Button size="small" kind="quiet" onPress={onClose}>
          {t('ui:close')}
        </Button>
      }
    >
      {t('audit.exported', { count: outcome.lines })} <span className="cap selectable">{outcome.path}</span>
    </Notice>
  )
}
