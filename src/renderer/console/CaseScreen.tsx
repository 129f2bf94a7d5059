// One case: both sides beside each other with who, where and when, what can be decided here, and what was.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { consoleContract, type ConsoleOutput } from '../../shared/console/contract.ts'
import type { settlings } from '../../shared/console/contract/cases.ts'
import { Button } from '../ui/Button.tsx'
import { DateText } from '../ui/DateText.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/form/Form.tsx'
import { useForm } from '../ui/form/use-form.ts'
import { KeyValue } from '../ui/KeyValue.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Refused } from '../ui/Refused.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TextField } from '../ui/TextField.tsx'
import { ask, useAsk } from './ask.ts'
import { Deeds } from './Deeds.tsx'
import { Reasoned } from './Reasoned.tsx'
import { columnText, commandText, tableText, valueText } from './record-words.ts'
import { pathOf } from './route.ts'
import { Screen } from './Screen.tsx'
import { useMay } from './session.ts'

type Shown = ConsoleOutput<'cases.show'>
type Settling = (typeof settlings)[number]
type Deciding = Settling | 'assign' | 'comment'
/** Ways to settle that are about a value; of the other kinds it is only taken note of. */
const about = (shown: Shown): readonly Settling[] =>
  shown.kind === 'field' ? ['kept-theirs', ...(shown.canTake ? (['took-mine'] as const) : [])] : ['understood']

export function CaseScreen({ id }: { id: string }) {
  const { t } = useTranslation('console')
  const { value, failure, again } = useAsk('cases.show', { id })
  const mayChange = useMay('operator')
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  const close = (): void => setDeciding(null)
  const settle = (how: Settling) => (
    <Reasoned
      key={how}
      open={deciding === how}
      onClose={close}
      title={t(`cases.settle.${how}`)}
      confirm={t(`cases.settle.${how}`)}
      send={(reason) => ask('cases.settle', { id, how, reason })}
    >
      <p>{t(`cases.settleSays.${how}`)}</p>
    </Reasoned>
  )
  return (
    <Screen
      title={value ? t(`sync:kind.${value.kind}`) : t('cases.one')}
      says={value && [value.siteName, tableText(t, value.table)].filter(Boolean).join(' · ')}
      actions={
        value &&
        mayChange && (
          <>
            {value.state === 'open' &&
              about(value).map((how) => (
                <Button key={how} onPress={() => setDeciding(how)}>
                  {t(`cases.settle.${how}`)}
                </Button>
              ))}
            {value.state === 'open' && <Button onPress={() => setDeciding('assign')}>{t('cases.assign')}</Button>}
            <Button onPress={() => setDeciding('comment')}>{t('cases.comment')}</Button>
          </>
        )
      }
    >
      {failure && <Refused error={failure} module="console" onRetry={again} />}
      {!value && !failure && <Loading />}
      {value && <Facts shown={value} />}
      {(['kept-theirs', 'took-mine', 'understood'] as const).map(settle)}
      {value && (
        <Dialog open={deciding === 'assign'} onClose={close} title={t('cases.assign')} width="small">
          <AssignForm shown={value} onDone={close} />
        </Dialog>
      )}
      <Reasoned
        open={deciding === 'comment'}
        onClose={close}
        title={t('cases.comment')}
        confirm={t('cases.comment')}
        label={t('cases.commentText')}
        hint={t('cases.commentHint')}
        send={(text) => ask('cases.comment', { id, text })}
      />
    </Screen>
  )
}

function Side({ title, side, asOf }: { title: string; side: Shown['theirs']; asOf: string }) {
  const { t } = useTranslation('console')
  return (
    <section className="stack">
      <h2 className="title">{title}</h2>
      {side ? (
        <KeyValue
          wide
          pairs={[
            [t('deeds.by'), side.who],
            [t('desktop.name'), side.desktop ?? t('trace.headquarters')],
            [asOf, <DateText key="at" at={side.at} near />],
            [t('deeds.what'), commandText(t, side.command)],
          ]}
        />
      ) : (
        <p className="muted">{t('cases.unknownSide')}</p>
      )}
    </section>
  )
}

function Facts({ shown }: { shown: Shown }) {
  const { t } = useTranslation('console')
  return (
    <div className="stack wide">
      {shown.resolution ? (
        <Notice kind="good">
          {t('cases.settled', {
            how: t([`sync:resolution.${shown.resolution.how}`, shown.resolution.how]),
            by: shown.resolution.by ?? t('trace.headquarters'),
          })}{' '}
          <DateText at={shown.resolution.at} near />
        </Notice>
      ) : (
        <Notice kind="act">{t(`cases.means.${shown.kind}`)}</Notice>
      )}
      <div className="console-columns">
        <Side title={t('cases.theirs')} side={shown.theirs} asOf={t('trace.madeAt')} />
        <Side title={t('cases.late')} side={shown.mine} asOf={t('trace.madeAt')} />
      </div>
      {shown.fields.length > 0 && (
        <table className="facts" aria-label={t('cases.values')}>
          <thead>
            <tr>
              <th>{t('cases.field')}</th>
              <th>{t('cases.theirs')}</th>
              <th>{t('cases.late')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.fields.map(({ name, mine, theirs }) => (
              <tr key={name}>
                <th scope="row">{columnText(t, name)}</th>
                <td>{valueText(t, name, theirs)}</td>
                <td>{valueText(t, name, mine)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {shown.lost.length > 0 && (
        <section className="stack">
          <h2 className="title">{t('cases.lost')}</h2>
          <ul>
            {shown.lost.map(({ table, op, columns }, at) => (
              <li key={`${table} ${at}`}>
                {tableText(t, table)} · {t(`ops.${op}`)}
                {columns.length > 0 && <span className="muted"> {columns.map((name) => columnText(t, name)).join(t('trace.comma'))}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <p>
        <a className="link" href={pathOf('trace', shown.changeset)}>
          {t('cases.trace')}
        </a>
      </p>
      {shown.comments.length > 0 && (
        <section className="stack">
          <h2 className="title">{t('cases.comments')}</h2>
          <ol className="history">
            {shown.comments.map(({ id, who, headquarters, at, text }) => (
              <li key={id}>
                <span className="cap">
                  <DateText at={at} near /> · {[headquarters && t('trace.headquarters'), who].filter(Boolean).join(' · ')}
                </span>
                <span className="block selectable">{text}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
      <Deeds title={t('cases.deeds')} deeds={shown.deeds} />
    </div>
  )
}

function AssignForm({ shown, onDone }: { shown: Shown; onDone: () => void }) {
  const { t } = useTranslation('console')
  const sites = useAsk('sites.list', {})
  const form = useForm({
    module: 'console',
    schema: consoleContract['cases.assign'].input,
    initial: { id: shown.id, site: '', reason: '' },
    send: (said) => ask('cases.assign', said),
    onDone,
  })
  const { value, ...field } = form.field('site')
  return (
    <Form form={form} submit={t('cases.assign')}>
      <p>{t('cases.assignSays')}</p>
      <SelectField
        label={t('cases.assignTo')}
        value={value === '' ? null : value}
        {...field}
        options={(sites.value?.sites ?? [])
          .filter((site) => site.id !== shown.site)
          .map((site) => ({ value: site.id, label: site.name, more: site.code, disabled: site.foundedAt === null }))}
      />
      <TextField label={t('reason')} hint={t('reasonHint')} {...form.field('reason')} />
    </Form>
  )
}
