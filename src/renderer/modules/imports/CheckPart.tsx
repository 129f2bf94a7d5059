// The third step: every problem of every row at once, what is double, and the first rows as they will be. Nothing is in the
// store yet; it goes in whole or not at all.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Checked, Opened, RowIssue } from '../../../shared/modules/imports/contract.ts'
import type { ImportKind } from '../../../shared/modules/imports/rules/kinds.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { Figures } from '../../ui/KeyValue.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { fieldName, issueName, valueShown } from './words.ts'

type Part = 'issues' | 'duplicates' | 'warnings' | 'preview'
const MOST = 300

export function CheckPart({
  kind,
  file,
  mapping,
  checked,
  saved,
  busy,
  onBack,
  onReport,
  onRun,
  onRecheck,
}: {
  kind: ImportKind
  file: Opened
  mapping: Record<string, number>
  checked: Checked
  saved: string | null
  busy: boolean
  onBack: () => void
  onReport: () => void
  onRun: () => void
  onRecheck: () => void
}) {
  const { t } = useTranslation('imports')
  const { issues, duplicates, warnings } = checked
  const [part, setPart] = useState<Part>(issues.total > 0 ? 'issues' : 'preview')
  const bad = issues.total > 0
  const parts = [
    ...(bad ? [{ id: 'issues', label: t('check.issues'), count: issues.total, content: () => <Issues kind={kind} told={issues} /> }] : []),
    ...(duplicates.total > 0
      ? [
          {
            id: 'duplicates',
            label: t('check.duplicates'),
            count: duplicates.total,
            content: () => <Duplicates kind={kind} checked={checked} />,
          },
        ]
      : []),
    ...(warnings.total > 0
      ? [{ id: 'warnings', label: t('check.warnings'), count: warnings.total, content: () => <Issues kind={kind} told={warnings} /> }]
      : []),
    { id: 'preview', label: t('check.preview'), content: () => <Preview kind={kind} file={file} mapping={mapping} checked={checked} /> },
  ]
  return (
    <>
      <Figures
        pairs={[
          [t('check.rows'), checked.rows],
          [
            t('check.good'),
            <span key="good" className="good">
              {checked.good}
            </span>,
          ],
          duplicates.total > 0 && [t('check.double'), duplicates.total],
          bad && [
            t('check.bad'),
            <span key="bad" className="act">
              {issues.rows}
            </span>,
          ],
        ]}
      />
      {bad ? (
        <Notice
          kind="act"
          action={
            <div className="row">
              <Button size="small" onPress={onReport} busy={busy}>
                {t('check.report')}
              </Button>
              <Button size="small" onPress={onRecheck} busy={busy}>
                {t('check.again')}
              </Button>
            </div>
          }
        >
          {t('check.badSays', { count: issues.rows })}
        </Notice>
      ) : (
        <Notice kind={checked.good > 0 ? 'good' : 'plain'}>
          {checked.good > 0 ? t('check.fine', { count: checked.good }) : t('check.nothingNew')}
        </Notice>
      )}
      {saved && <Notice kind="good">{t('check.saved', { path: saved })}</Notice>}
      <div className="imports-parts">
        <Tabs
          label={t('steps.check')}
          parts={parts}
          value={parts.some(({ id }) => id === part) ? part : 'preview'}
          onChange={(id) => setPart(id as Part)}
        />
      </div>
      <div className="row">
        <Button kind="primary" size="large" shortcut="mod+Enter" onPress={onRun} disabled={bad || checked.good === 0} busy={busy}>
          {t('check.run', { count: checked.good })}
        </Button>
        <Button onPress={onBack}>{t('check.back')}</Button>
        {duplicates.total > 0 && !bad && <span className="cap">{t('check.skips', { count: duplicates.total })}</span>}
      </div>
    </>
  )
}

function Issues({
  kind,
  told,
}: {
  kind: ImportKind
  told: { total: number; kinds: Checked['issues']['kinds']; first: readonly RowIssue[] }
}) {
  const { t } = useTranslation('imports')
  const [only, setOnly] = useState<string | null>(null)
  const keyOf = ({ field, code }: { field: string; code: string }): string => `${field}:${code}`
  const rows = told.first.filter((issue) => only === null || keyOf(issue) === only).slice(0, MOST)
  return (
    <div className="imports-issues">
      <ul className="imports-kinds">
        {told.kinds.map((each) => (
          <li key={keyOf(each)}>
            <button type="button" aria-pressed={only === keyOf(each)} onClick={() => setOnly(only === keyOf(each) ? null : keyOf(each))}>
              <span className="grow">
                <b className="mid">{fieldName(t, kind, each.field)}</b> {issueName(t, each.code)}
              </span>
              <span className="num">{each.count}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="imports-table">
        <table className="facts">
          <thead>
            <tr>
              <th className="num" style={{ width: 70 }}>
                {t('report.row')}
              </th>
              <th style={{ width: 120 }}>{t('check.column')}</th>
              <th style={{ width: 220 }}>{t('check.value')}</th>
              <th>{t('report.problem')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((issue) => (
              <tr key={`${issue.row}:${keyOf(issue)}`}>
                <td className="num">{issue.row}</td>
                <td>{fieldName(t, kind, issue.field)}</td>
                <td title={issue.value}>{issue.value || <span className="muted">{t('check.empty')}</span>}</td>
                <td title={issueName(t, issue.code)}>{issueName(t, issue.code)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {told.total > rows.length && only === null && <p className="cap">{t('check.moreInReport', { count: told.total - rows.length })}</p>}
      </div>
    </div>
  )
}

function Duplicates({ kind, checked }: { kind: ImportKind; checked: Checked }) {
  const { t } = useTranslation('imports')
  // A line of a statement, a part or a job is no record of its own: the list it stands in is shown.
  const record = {
    customers: 'customer',
    leads: 'lead',
    vehicles: 'vehicle',
    behaviours: 'customer',
    partners: 'customer',
    statements: 'bank',
    parts: 'parts',
    jobs: 'jobs',
  }[kind]
  return (
    <div className="imports-table">
      <table className="facts">
        <thead>
          <tr>
            <th className="num" style={{ width: 70 }}>
              {t('report.row')}
            </th>
            <th style={{ width: 220 }}>{t('check.who')}</th>
            <th>{t('check.sameAs')}</th>
          </tr>
        </thead>
        <tbody>
          {checked.duplicates.first.slice(0, MOST).map(({ row, title, of }) => (
            <tr key={row}>
              <td className="num">{row}</td>
              <td>{title}</td>
              <td>
                {'row' in of ? (
                  t('check.sameRow', { row: of.row })
                ) : (
                  <button
                    type="button"
                    className="link"
                    onClick={() =>
                      open(
                        record,
                        kind === 'statements' || kind === 'parts' || kind === 'jobs'
                          ? { behind: true }
                          : { record: of.id, title: of.title, behind: true },
                      )
                    }
                  >
                    {t('check.sameHere', { title: of.title })}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const standings = { good: ['tick', 'good'], issue: ['triangle', 'warn'], duplicate: ['ring', 'plain'] } as const

function Preview({ kind, file, mapping, checked }: { kind: ImportKind; file: Opened; mapping: Record<string, number>; checked: Checked }) {
  const { t } = useTranslation('imports')
  const fields = file.fields.map(({ name }) => name).filter((name) => mapping[name] !== undefined)
  return (
    <div className="imports-table">
      <table className="facts imports-preview">
        <thead>
          <tr>
            <th className="num" style={{ width: 60 }}>
              {t('report.row')}
            </th>
            <th style={{ width: 84 }}>{t('check.standing')}</th>
            {fields.map((field) => (
              <th key={field} style={{ width: 124 }}>
                {fieldName(t, kind, field)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {checked.preview.map(({ row, standing, values }) => (
            <tr key={row}>
              <td className="num">{row}</td>
              <td>
                <Mark shape={standings[standing][0]} tone={standings[standing][1]} word={t(`standing.${standing}`)} />
              </td>
              {fields.map((field) => {
                // What cannot be entered is shown as it stands in the file.
                const shown = standing === 'issue' ? (values[field] ?? '') : valueShown(t, field, values[field] ?? '')
                return (
                  <td key={field} title={shown} className={field.endsWith('Fen') ? 'num' : undefined}>
                    {shown || <span className="muted">·</span>}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
