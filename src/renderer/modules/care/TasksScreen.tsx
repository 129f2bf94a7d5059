// 任务: what was given to whom, how far it is, and what is late.
import AddIcon from 'lucide-react/icons/plus'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { care } from '../../../shared/modules/care/contract.ts'
import type { TaskRow } from '../../../shared/modules/care/contract/tasks.ts'
import type { VoiceFigure } from '../../../shared/modules/care/rules/voice.ts'
import { taskStages } from '../../../shared/modules/care/rules.ts'
import { dayOf } from '../../../shared/dates.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import type { Column, FilterDef } from '../../ui/table/columns.ts'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { TextArea } from '../../ui/TextField.tsx'
import { useToday } from '../../ui/today.ts'
import { useDeed } from '../../ui/use-deed.ts'
import { figureSaid } from './figure-said.ts'
import { GiveDialog } from './GiveDialog.tsx'
import { looks } from './looks.ts'

export function TasksScreen({ params }: ScreenProps) {
  const { t } = useTranslation('care')
  const may = useMay()
  useAsked('care.tasks', params)
  const [giving, setGiving] = useState(false)
  const columns = useMemo(
    (): Column<TaskRow>[] => [
      {
        id: 'title',
        title: t('task.title'),
        width: 240,
        grow: true,
        frozen: true,
        cell: (row) => row.title,
      },
      {
        id: 'stage',
        title: t('column.stage'),
        width: 90,
        sortable: true,
        cell: (row) => <Mark shape={looks[row.stage][0]} tone={looks[row.stage][1]} word={t(`task.stages.${row.stage}`)} />,
        text: (row) => t(`task.stages.${row.stage}`),
      },
      {
        id: 'percent',
        title: t('task.percent'),
        width: 80,
        align: 'end',
        sortable: true,
        cell: (row) => `${row.percent}%`,
      },
      {
        id: 'owner',
        title: t('column.owner'),
        width: 90,
        sortable: true,
        cell: (row) => row.owner,
      },
      {
        id: 'dueOn',
        title: t('task.dueOn'),
        width: 110,
        sortable: true,
        cell: (row) => <DateText on={row.dueOn} near />,
      },
      { id: 'givenBy', title: t('task.givenBy'), width: 90, cell: (row) => row.givenBy },
    ],
    [t],
  )
  const filters = useMemo(
    (): FilterDef[] => [
      {
        column: 'stage',
        title: t('column.stage'),
        kind: 'choice',
        options: taskStages.map((value) => ({ value, label: t(`task.stages.${value}`) })),
      },
      { column: 'dueOn', title: t('task.dueOn'), kind: 'day' },
    ],
    [t],
  )
  const add = may('care.edit') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setGiving(true)}>
      {t('task.new')}
    </Button>
  )
  const save: NonNullable<DataTableProps<TaskRow>['onExport']> = (format, question, shown, paper) =>
    exportList({
      list: 'care.tasks',
      question,
      columns: shown.map((each) =>
        each.id === 'stage'
          ? {
              ...each,
              words: Object.fromEntries(taskStages.map((value) => [value, t(`task.stages.${value}`)])),
            }
          : each,
      ),
      format,
      paper,
      title: t('parts.careTasks'),
    })
  return (
    <>
      <DataTable<TaskRow>
        list="care.tasks"
        title={t('parts.careTasks')}
        query="care.tasks"
        page={(request) => call('care.tasks', request)}
        columns={columns}
        filters={filters}
        groups={['stage', 'owner']}
        actions={add}
        toneOf={(row) => (row.stage === 'done' ? 'done' : undefined)}
        pane={(row, steps) => <TaskPane key={row.id} row={row} steps={steps} />}
        foot={(_totals, total) => t('task.count', { count: total })}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={<Empty action={add || undefined}>{t('task.empty')}</Empty>}
      />
      <GiveDialog about={giving ? 'any' : null} onClose={() => setGiving(false)} />
    </>
  )
}

function TaskPane({ row, steps }: { row: TaskRow; steps: PaneSteps }) {
  const { t } = useTranslation('care')
  const edits = useMay()('care.edit') && row.doneAt === null
  const deed = useDeed()
  const { data: people } = useLive('care.people', edits ? {} : null)
  // A figure it is to improve is asked anew: of what came in since it was done, or given.
  const figure = row.improves === 'figure' ? (row.improvesId as VoiceFigure) : null
  const today = useToday()
  const { data: since } = useLive('care.voice', figure === null ? null : { fromOn: dayOf(row.doneAt ?? row.createdAt), toOn: today })
  const [initial] = useState(() => ({
    percent: row.percent as number | null,
    result: row.result ?? '',
  }))
  const form = useForm({
    module: 'care',
    schema: care.advance.input,
    initial,
    read: ({ percent, result }) => ({ id: row.id, percent: percent ?? undefined, result }),
    send: (input, attempt) => call('care.advance', input as never, { attempt }),
    onDone: () => undefined,
  })
  return (
    <DetailPane
      number={row.owner}
      title={row.title}
      tag={<Mark shape={looks[row.stage][0]} tone={looks[row.stage][1]} word={t(`task.stages.${row.stage}`)} tag />}
      steps={steps}
    >
      {deed.failure && (
        <Section>
          <Refused error={deed.failure} module="care" />
        </Section>
      )}
      <Section>
        <KeyValue
          pairs={[
            [t('task.dueOn'), <DateText key="due" on={row.dueOn} />],
            [t('task.givenBy'), row.givenBy],
            row.customer !== null && [t('column.customer'), row.customer],
            row.note !== null && [t('task.note'), row.note],
            row.improves === 'ticket' && [t('task.improves'), row.about],
            figure !== null && [t('task.improves'), t(`voice.${figure}`)],
            figure !== null && [t('task.was'), figureSaid(t, figure, row.was)],
            figure !== null && [t(row.doneAt === null ? 'task.now' : 'task.since'), figureSaid(t, figure, since?.all[figure] ?? null)],
            row.result !== null && [t('column.result'), row.result],
          ]}
        />
        {edits && people && (
          <SelectField
            label={t('hand')}
            value={row.ownerId}
            onChange={(ownerId) =>
              deed.run((attempt) => call('care.pass', { id: row.id, ownerId, dueOn: row.dueOn as never }, { attempt }))
            }
            options={people.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </Section>
      {edits && (
        <Section title={t('task.percent')}>
          <Form form={form} submit={t('save')}>
            <NumberField label={t('task.percentOf')} {...form.field('percent')} unit="%" width="short" />
            <TextArea label={t(row.improves === null ? 'column.result' : 'task.effect')} optional {...form.field('result')} rows={2} />
          </Form>
        </Section>
      )}
    </DetailPane>
  )
}
