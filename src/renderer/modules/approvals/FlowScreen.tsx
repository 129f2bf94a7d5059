// 审批流: which prices need whose consent, as sentences by level; who could decide them now; and what a given price would
// need, tried on the flow as it stands.
import AddIcon from 'lucide-react/icons/plus'
import EditIcon from 'lucide-react/icons/pencil'
import RemoveIcon from 'lucide-react/icons/trash-2'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { call, newAttempt } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMe } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { ConfirmDialog } from '../../ui/Dialog.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Glyph } from '../../ui/Glyph.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { Limits } from './Limits.tsx'
import { RuleDialog } from './RuleDialog.tsx'
import { sentenceOf, troubleOf, type Flow, type FlowRule } from './sentence.ts'
import { TryOut } from './TryOut.tsx'
import './approvals.css'

export function FlowScreen() {
  const { t } = useTranslation('approvals')
  const me = useMe()
  const { data, error, again } = useLive('approvals.flow', {})
  const [editing, setEditing] = useState<FlowRule | 'new' | null>(null)
  const [removing, setRemoving] = useState<FlowRule | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const attempt = useRef(newAttempt())
  const locked = me.joined && me.reach !== 'group'

  const done = (reply: { ok: true } | { ok: false; error: Failure }): void => {
    attempt.current = newAttempt()
    setFailure(reply.ok ? null : reply.error)
  }
  const turn = async (rule: FlowRule, active: boolean): Promise<void> => {
    const { roleName: _role, siteName: _site, ...stored } = rule
    done(await call('approvals.changeRule', { ...stored, active }, { attempt: attempt.current }))
  }
  const remove = async (): Promise<void> => {
    if (!removing) return
    done(await call('approvals.removeRule', { id: removing.id }, { attempt: attempt.current }))
    setRemoving(null)
  }
  const add = (
    <Button kind="primary" icon={AddIcon} shortcut="mod+N" disabled={locked} onPress={() => setEditing('new')}>
      {t('flow.add')}
    </Button>
  )
  return (
    <div className="screen">
      <div className="screen-head">
        <div className="grow">
          <h1>{t('flow.title')}</h1>
          <p>{t('flow.intro')}</p>
        </div>
        {add}
      </div>
      {error && !data && <Refused error={error} module="approvals" onRetry={again} />}
      {!data && !error && <Loading />}
      {data && (
        <div className="split">
          <div className="main">
            <div className="flow">
              {locked && <Notice>{t('flow.hqOwns')}</Notice>}
              {failure && <Refused error={failure} module="approvals" />}
              {data.rules.length === 0 ? (
                <Empty action={locked ? undefined : add}>{t('flow.empty')}</Empty>
              ) : (
                <Levels
                  flow={data}
                  locked={locked}
                  onTurn={(rule, active) => void turn(rule, active)}
                  onEdit={setEditing}
                  onRemove={setRemoving}
                />
              )}
            </div>
          </div>
          <aside className="side">
            <Section title={t('flow.tryOut')}>
              <TryOut flow={data} />
            </Section>
            <Section title={t('limit.title')}>
              <Limits />
            </Section>
            <Section title={t('flow.how')}>
              <ul className="stack ink2">
                {(['levels', 'alternatives', 'own', 'change'] as const).map((word) => (
                  <li key={word}>{t(`flow.explains.${word}`)}</li>
                ))}
              </ul>
            </Section>
          </aside>
          <RuleDialog rule={editing} flow={data} onClose={() => setEditing(null)} />
        </div>
      )}
      <ConfirmDialog
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={t('flow.removeTitle')}
        confirm={t('flow.remove')}
        onConfirm={() => void remove()}
      >
        {removing && sentenceOf(t, removing)} {t('flow.removeSays')}
      </ConfirmDialog>
    </div>
  )
}

function Levels({
  flow,
  locked,
  onTurn,
  onEdit,
  onRemove,
}: {
  flow: Flow
  locked: boolean
  onTurn: (rule: FlowRule, active: boolean) => void
  onEdit: (rule: FlowRule) => void
  onRemove: (rule: FlowRule) => void
}) {
  const { t } = useTranslation('approvals')
  const levels = [...new Set(flow.rules.map((rule) => rule.level))].toSorted((a, b) => a - b)
  return levels.map((level, at) => (
    <section key={level}>
      <div className="level-head">
        <h2 className="title">{t('level', { level })}</h2>
        <span className="cap">{t(at === 0 ? 'flow.firstLevel' : 'flow.laterLevel')}</span>
      </div>
      {flow.rules
        .filter((rule) => rule.level === level)
        .map((rule) => (
          <div key={rule.id} className={`flow-line${rule.active ? '' : ' off'}`}>
            <span className="says">{sentenceOf(t, rule)}</span>
            <Who rule={rule} flow={flow} />
            <CheckField label={t('flow.active')} value={rule.active} disabled={locked} onChange={(active) => onTurn(rule, active)} />
            <span className="row">
              <Button
                kind="quiet"
                size="small"
                icon={EditIcon}
                label={t('flow.edit', { rule: sentenceOf(t, rule) })}
                disabled={locked}
                onPress={() => onEdit(rule)}
              />
              <Button
                kind="quiet"
                size="small"
                icon={RemoveIcon}
                label={t('flow.removeRule', { rule: sentenceOf(t, rule) })}
                disabled={locked}
                onPress={() => onRemove(rule)}
              />
            </span>
          </div>
        ))}
    </section>
  ))
}

function Who({ rule, flow }: { rule: FlowRule; flow: Flow }) {
  const { t } = useTranslation('approvals')
  const trouble = troubleOf(rule, flow.roles)
  const people = flow.roles.find((role) => role.id === rule.roleId)?.people ?? 0
  return trouble ? (
    <span className="who act">
      <Glyph shape="diamond" />
      {t(`flow.trouble.${trouble}`)}
    </span>
  ) : (
    <span className="who">{t('flow.people', { count: people })}</span>
  )
}
