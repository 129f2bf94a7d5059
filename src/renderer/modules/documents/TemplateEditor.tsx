// Edits one template: its text, the fields that may stand in it, and beside them the page as a real order would print it.
// Saving makes a new version; paper that was printed keeps the version it was printed with.
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import type { Failure } from '../../../shared/errors.ts'
import { documents } from '../../../shared/modules/documents/contract.ts'
import { call, newAttempt } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Glyph } from '../../ui/Glyph.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import { CodeArea, type CodeHandle } from './CodeArea.tsx'
import { FieldList } from './FieldList.tsx'
import { PreviewPane } from './PreviewPane.tsx'
import { inserted } from './snippets.ts'
import { lineOf, troubleOf } from './trouble.ts'
import { usePreview, type Problem } from './use-preview.ts'
import { timeOf } from '../../../shared/dates.ts'

type Loaded = Output<'documents.template'>

/** Shows the latest version, but never takes typed text away: a version saved elsewhere waits until the person has chosen. */
export function TemplateEditor({ id, locked }: { id: string; locked: boolean }) {
  const { data, error, again } = useLive('documents.template', { id })
  const [shown, setShown] = useState<Loaded | null>(null)
  const [turn, setTurn] = useState(0)
  const typing = useRef(false)
  const own = useRef<number | null>(null)
  useEffect(() => {
    if (data && data.version !== shown?.version && data.version !== own.current && !typing.current) setShown(data)
  }, [data, shown])
  const tell = useCallback((unsaved: boolean) => void (typing.current = unsaved), [])
  const saved = useCallback((version: number) => void (own.current = version), [])
  if (error && !data) return <Refused error={error} module="documents" onRetry={again} />
  if (!data || !shown) return <Loading />
  return (
    <Editor
      key={`${shown.version} ${turn}`}
      template={shown}
      latest={data}
      locked={locked}
      onTyping={tell}
      onSaved={saved}
      onShowLatest={() => {
        setShown(data)
        setTurn(turn + 1)
      }}
    />
  )
}

type Values = { name: string; body: string; /** What the text was begun on. */ version: number }

type EditorProps = {
  template: Loaded
  latest: Loaded
  locked: boolean
  onTyping: (unsaved: boolean) => void
  onSaved: (version: number) => void
  onShowLatest: () => void
}

function Editor({ template, latest, locked, onTyping, onSaved, onShowLatest }: EditorProps) {
  const { t } = useTranslation('documents')
  const { id, kind } = template
  const [orderId, setOrderId] = useState<string | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  /** What the store is known to hold of this text, and the version it stands for: as opened, then as saved from here. */
  const [kept, setKept] = useState<{ name: string; body: string }>(template)
  const [rebased, setRebased] = useState<number | null>(null)
  const code = useRef<CodeHandle>(null)
  const attempt = useRef(newAttempt())
  const read = useCallback((values: Values) => ({ ...values, id, version: rebased ?? values.version }), [id, rebased])
  const form = useForm({
    module: 'documents',
    schema: documents.saveTemplate.input,
    initial: { name: template.name, body: template.body, version: template.version },
    draft: locked ? undefined : `documents.template:${id}`,
    read,
    send: (input, tried) => call('documents.saveTemplate', input, { attempt: tried }),
    onDone: (made, values) => {
      onSaved(made.version)
      setKept(values)
      setRebased(made.version)
      sayBriefly(t('savedAs', { version: made.version }))
    },
  })
  const { name, body, version } = form.values
  const { html, problem, failure: previewFailure } = usePreview(kind, body, orderId)
  const base = rebased ?? version
  const unsaved = name !== kept.name || body !== kept.body
  const overtaken = unsaved && base < latest.version
  const broken = problem !== null && problem.code !== 'no-order-yet'
  const wrongLine = broken ? lineOf(problem, body) : null
  useEffect(() => {
    onTyping(unsaved)
    return () => onTyping(false)
  }, [unsaved, onTyping])

  const drop = (): void => {
    form.draft.startOver()
    // After the draft is gone: a new editor would read it again.
    if (latest.version !== template.version) setTimeout(onShowLatest)
  }
  const use = async (): Promise<void> => {
    const reply = await call('documents.useTemplate', { id }, { attempt: attempt.current })
    attempt.current = newAttempt()
    setFailure(reply.ok ? null : reply.error)
    if (reply.ok) sayBriefly(t('nowInUse', { name: latest.name }))
  }
  return (
    <>
      <FieldList kind={kind} disabled={locked} onInsert={(snippet) => code.current?.insert(snippet)} />
      <section className="template-editor" aria-label={template.name}>
        <header>
          <div className="grow">
            <TextField label={t('name')} {...form.field('name')} disabled={locked} maxLength={60} />
          </div>
          {!latest.active && !locked && (
            <Button disabled={unsaved} onPress={() => void use()}>
              {t('use')}
            </Button>
          )}
          {unsaved && (
            <Button kind="quiet" onPress={drop}>
              {t('dropChanges')}
            </Button>
          )}
          <Button
            kind="primary"
            shortcut="mod+S"
            busy={form.busy}
            disabled={locked || !unsaved || broken || overtaken}
            onPress={form.submit}
          >
            {t('saveAs', { version: latest.version + 1 })}
          </Button>
        </header>
        <p className="cap status">
          {t(latest.active ? 'versionInUse' : 'versionIdle', { version: latest.version })}
          {form.draft.savedAt !== null &&
            ` · ${t(form.draft.restored ? 'ui:form.draftRestored' : 'ui:form.draftSaved', { time: timeOf(form.draft.savedAt) })}`}
        </p>
        {locked && <Notice>{t('hqOwns')}</Notice>}
        {overtaken && (
          <Notice
            kind="act"
            action={
              <span className="row">
                <Button size="small" onPress={() => setRebased(latest.version)}>
                  {t('keepMine')}
                </Button>
                <Button size="small" onPress={drop}>
                  {t('takeTheirs')}
                </Button>
              </span>
            }
          >
            {t('overtaken', { who: latest.editedBy, version: latest.version, mine: base })}
          </Notice>
        )}
        {form.failure && <Refused error={form.failure} module="documents" />}
        {failure && <Refused error={failure} module="documents" />}
        <CodeArea
          ref={code}
          label={t('body')}
          value={body}
          onChange={(text) => form.set('body', text)}
          wrongLine={wrongLine}
          disabled={locked}
          put={inserted}
        />
        {broken ? (
          <ProblemLine problem={problem} line={wrongLine} onGo={(line) => code.current?.goTo(line)} />
        ) : (
          <p className="problem-line fine">
            <Glyph shape="tick" /> {t('noProblem')}
          </p>
        )}
      </section>
      <PreviewPane kind={kind} html={html} problem={problem} failure={previewFailure} onChoose={setOrderId} />
    </>
  )
}

function ProblemLine({ problem, line, onGo }: { problem: Problem; line: number | null; onGo: (line: number) => void }) {
  const { t } = useTranslation('documents')
  const trouble = troubleOf(problem)
  return (
    <p className="problem-line" role="alert">
      <Glyph shape="diamond" />
      <span className="grow">{t(`trouble.${trouble.key}`, { about: trouble.about })}</span>
      {line !== null && (
        <Button kind="quiet" size="small" shortcut="F4" onPress={() => onGo(line)}>
          {t('goToLine', { line })}
        </Button>
      )}
    </p>
  )
}
