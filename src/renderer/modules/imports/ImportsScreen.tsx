// 导入: a file, which column is what, everything that is wrong at once, then all of it or nothing. Earlier imports can be
// taken back as one. The same wizard for every kind of row.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Checked, Opened } from '../../../shared/modules/imports/contract.ts'
import { importKinds, type ImportKind } from '../../../shared/modules/imports/rules/kinds.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { ProgressLine } from '../../ui/Loading.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { Steps } from '../../ui/Steps.tsx'
import { CheckPart } from './CheckPart.tsx'
import { ChoosePart } from './ChoosePart.tsx'
import { MappingPart } from './MappingPart.tsx'
import { useJob } from './use-job.ts'
import { reportWords } from './words.ts'
import './imports.css'

type Stage = 'choose' | 'columns' | 'check' | 'done'
const stages: readonly Stage[] = ['choose', 'columns', 'check', 'done']
type Mapping = Record<string, number>
type Wish = { sheet: string | null; encoding: string | null }

const isKind = (kind: unknown): kind is ImportKind => (importKinds as readonly unknown[]).includes(kind)

export function ImportsScreen({ params }: ScreenProps) {
  const { t } = useTranslation('imports')
  const job = useJob()
  const [kind, setKind] = useState<ImportKind>('customers')
  const [stage, setStage] = useState<Stage>('choose')
  const [file, setFile] = useState<Opened | null>(null)
  const [wish, setWish] = useState<Wish>({ sheet: null, encoding: null })
  const [mapping, setMapping] = useState<Mapping>({})
  const [checked, setChecked] = useState<Checked | null>(null)
  const [entered, setEntered] = useState<{ rows: number; skipped: number } | null>(null)
  const [saved, setSaved] = useState<string | null>(null)
  const [heard, setHeard] = useState<typeof params>(undefined)
  if (params !== heard) {
    setHeard(params)
    const asked = params?.['kind']
    if (isKind(asked)) setKind(asked)
  }

  const read = (which: ImportKind, path: string | null, how: Wish): void => {
    setKind(which)
    setWish(how)
    job.run('imports.read', { kind: which, path, title: t('choose.dialog'), ...how }, (opened) => {
      if (!opened) return
      setFile(opened)
      setMapping({ ...opened.mapping })
      setChecked(null)
      setSaved(null)
      setStage('columns')
    })
  }
  const chosen = file && { kind, path: file.path, digest: file.digest, mapping, ...wish }
  const check = (): void => {
    if (!chosen) return
    job.run('imports.check', chosen, (result) => {
      setChecked(result)
      setSaved(null)
      setStage('check')
    })
  }
  /** The file was corrected meanwhile: read anew, the columns as they were said, then checked. */
  const recheck = (): void => {
    if (!file) return
    job.run('imports.read', { kind, path: file.path, ...wish }, (opened) => {
      if (!opened) return
      const same = opened.columns.map(({ head }) => head).join('\t') === file.columns.map(({ head }) => head).join('\t')
      const next = same ? mapping : { ...opened.mapping }
      setFile(opened)
      setMapping(next)
      setSaved(null)
      if (!same) return setStage('columns')
      job.run('imports.check', { kind, path: opened.path, digest: opened.digest, mapping: next, ...wish }, setChecked)
    })
  }
  const report = (): void => {
    if (!chosen || !file || !checked) return
    const codes = [...checked.issues.kinds, ...checked.warnings.kinds].map(({ code }) => code)
    const words = reportWords(
      t,
      kind,
      codes,
      file.fields.map(({ name }) => name),
      file.fileName,
    )
    job.run('imports.report', { ...chosen, words, format: 'xlsx' }, (done) => setSaved(done ? done.path : null))
  }
  const run = (): void => {
    if (!chosen) return
    job.run('imports.run', { ...chosen, duplicates: 'skip' }, (done) => {
      setEntered(done)
      setStage('done')
    })
  }
  const again = (): void => {
    job.clear()
    setFile(null)
    setChecked(null)
    setEntered(null)
    setStage('choose')
  }
  const at = stages.indexOf(stage)
  const { progress } = job
  return (
    <div className="screen imports">
      <header className="screen-head">
        <div className="grow">
          <h1>{t('title')}</h1>
          <p>{file ? t('of', { kind: t(`kinds.${kind}`), file: file.fileName, count: file.rows }) : t('lead')}</p>
        </div>
        {file && stage !== 'done' && (
          <Button kind="quiet" onPress={again}>
            {t('otherFile')}
          </Button>
        )}
      </header>
      <div className="imports-steps">
        <Steps
          label={t('title')}
          steps={stages.map((name, index) => ({ label: t(`steps.${name}`), state: index < at ? 'done' : index === at ? 'now' : 'ahead' }))}
        />
      </div>
      <div className="screen-body imports-body">
        {job.failure && <Refused error={job.failure} module="imports" />}
        {progress && (
          <ProgressLine
            label={t(`progress.${progress.note ?? 'reading'}`)}
            done={progress.total > 0 ? progress.done / progress.total : null}
            {...(progress.total > 0 ? { note: t('progress.rows', { done: progress.done, total: progress.total }) } : {})}
            onCancel={job.cancel}
          />
        )}
        {stage === 'choose' && (
          <ChoosePart
            kind={kind}
            busy={progress !== null}
            onKind={setKind}
            onChoose={(which) => read(which, null, { sheet: null, encoding: null })}
          />
        )}
        {stage === 'columns' && file && (
          <MappingPart
            kind={kind}
            file={file}
            mapping={mapping}
            busy={progress !== null}
            onMapping={setMapping}
            onReread={(how) => read(kind, file.path, { ...wish, ...how })}
            onNext={check}
          />
        )}
        {stage === 'check' && file && checked && (
          <CheckPart
            kind={kind}
            file={file}
            mapping={mapping}
            checked={checked}
            saved={saved}
            busy={progress !== null}
            onBack={() => setStage('columns')}
            onReport={report}
            onRun={run}
            onRecheck={recheck}
          />
        )}
        {stage === 'done' && entered && (
          <div className="stack wide">
            <Notice kind="good">
              {t('done.says', { count: entered.rows, kind: t(`kinds.${kind}`) })}
              {entered.skipped > 0 && ` ${t('done.skipped', { count: entered.skipped })}`}
            </Notice>
            <p className="ink2">{t('done.undo')}</p>
            <div className="row">
              <Button kind="primary" onPress={() => open(kind === 'behaviours' || kind === 'partners' ? 'customers' : kind)}>
                {t('done.open', { kind: t(`kinds.${kind}`) })}
              </Button>
              <Button onPress={again}>{t('done.again')}</Button>
            </div>
          </div>
        )}
      </div>
    </div>
  )
}
