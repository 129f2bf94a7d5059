// Roll-outs: lists of desktops to come. A list is taken in whole or not at all, with everything that is wrong with it at once.
import AddIcon from 'lucide-react/icons/plus'
import DownloadIcon from 'lucide-react/icons/download'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { consoleContract } from '../../shared/console/contract.ts'
import { type ListProblem, readList, tableText } from '../../shared/console/roll-out.ts'
import type { Failure } from '../../shared/errors.ts'
import { Button } from '../ui/Button.tsx'
import { DateText } from '../ui/DateText.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Form } from '../ui/form/Form.tsx'
import { useForm } from '../ui/form/use-form.ts'
import { Loading } from '../ui/Loading.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Refused } from '../ui/Refused.tsx'
import { TextField } from '../ui/TextField.tsx'
import { ask, useAsk } from './ask.ts'
import { saveFile } from './files.ts'
import { go, pathOf } from './route.ts'
import { Screen } from './Screen.tsx'
import { useMay } from './session.ts'

export function RolloutsScreen() {
  const { t } = useTranslation('console')
  const { value, failure, again } = useAsk('rollouts.list', {})
  const mayChange = useMay('operator')
  const [adding, setAdding] = useState(false)
  return (
    <Screen
      title={t('rollouts.title')}
      says={t('rollouts.says')}
      actions={
        mayChange && (
          <Button kind="primary" icon={AddIcon} shortcut="mod+I" onPress={() => setAdding(true)}>
            {t('rollouts.add')}
          </Button>
        )
      }
    >
      {failure && <Refused error={failure} module="console" onRetry={again} />}
      {!value && !failure && <Loading />}
      {value && value.rollouts.length === 0 && <Empty drawing="calm">{t('rollouts.none')}</Empty>}
      {value && value.rollouts.length > 0 && (
        <table className="facts">
          <thead>
            <tr>
              <th className="broad">{t('rollouts.name')}</th>
              <th className="num">{t('rollouts.waves')}</th>
              <th className="num">{t('rollouts.well')}</th>
              <th>{t('rollouts.madeAt')}</th>
            </tr>
          </thead>
          <tbody>
            {value.rollouts.map((each) => (
              <tr key={each.id}>
                <td className="broad">
                  <a className="link" href={pathOf('sites', 'rollouts', each.id)}>
                    {each.name}
                  </a>
                </td>
                <td className="num">{t('rollouts.of', { part: each.opened, of: each.waves })}</td>
                <td className="num">{t('rollouts.of', { part: each.well, of: each.desktops })}</td>
                <td>
                  <DateText at={each.madeAt} near />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Dialog open={adding} onClose={() => setAdding(false)} title={t('rollouts.add')} width="normal" dismissable={false}>
        <ListForm />
      </Dialog>
    </Screen>
  )
}

function ListForm() {
  const { t } = useTranslation('console')
  const form = useForm({
    module: 'console',
    schema: consoleContract['rollouts.add'].input,
    initial: { name: '', text: '' },
    send: (list) => ask('rollouts.add', list),
    onDone: ({ id }) => go('sites', 'rollouts', id),
  })
  const { text } = form.values
  const read = text === '' ? null : readList(text)
  const told = problemsIn(form.failure)
  const problems = told.length > 0 ? told : (read?.problems ?? [])
  const take = async (file: File | undefined): Promise<void> => {
    if (file) form.change({ text: textOf(await file.arrayBuffer()), ...(form.values.name === '' ? { name: nameOf(file) } : {}) })
  }
  const template = (): void =>
    saveFile(
      t('rollouts.templateFile'),
      tableText([
        ['site', 'code', 'desktop', 'wave', 'group'].map((column) => t(`rollouts.columns.${column}` as never)),
        [t('rollouts.exampleSite'), '', t('rollouts.exampleDesktop'), '1', ''],
      ]),
    )
  return (
    <Form form={form} submit={t('rollouts.take')}>
      <p>{t('rollouts.listSays')}</p>
      <div className="field">
        <label className="field-label" htmlFor="rollout-file">
          {t('rollouts.file')}
        </label>
        <input
          id="rollout-file"
          type="file"
          accept=".csv,.txt,text/csv"
          aria-describedby={form.errors['text'] ? 'rollout-file-error' : undefined}
          onChange={(event) => void take(event.target.files?.[0])}
        />
        {form.errors['text'] && (
          <span id="rollout-file-error" className="act">
            {form.errors['text']}
          </span>
        )}
      </div>
      <Button kind="quiet" size="small" icon={DownloadIcon} onPress={template}>
        {t('rollouts.template')}
      </Button>
      <TextField label={t('rollouts.name')} {...form.field('name')} />
      {read && problems.length === 0 && (
        <Notice kind="good">
          {t('rollouts.reads', { count: read.lines.length, waves: new Set(read.lines.map(({ wave }) => wave)).size })}
        </Notice>
      )}
      {problems.length > 0 && <Problems problems={problems} />}
    </Form>
  )
}

function Problems({ problems }: { problems: readonly ListProblem[] }) {
  const { t } = useTranslation('console')
  return (
    <section className="stack" role="alert">
      <Notice kind="act">{t('rollouts.problems', { count: problems.length })}</Notice>
      <ul className="list-problems">
        {problems.map(({ number, column, word }, at) => (
          // Nothing but its place tells two problems of one line apart.
          <li key={`${number} ${at}`}>
            {t('rollouts.line', { number })}
            {column && ` · ${t(`rollouts.columns.${column}`)}`}
            {' · '}
            {t(`rollouts.wrong.${word}`)}
          </li>
        ))}
      </ul>
    </section>
  )
}

const problemsIn = (failure: Failure | null): readonly ListProblem[] =>
  failure?.code === 'list-unfit' ? (failure.details as { problems: ListProblem[] }).problems : []

/** A file of this century, or one a Chinese spreadsheet saved. */
function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}
const nameOf = (file: File): string => file.name.replace(/\.\w+$/, '').slice(0, 60)
