// 沟通记录: what was said to whom, by which way, and what came of it. Planned talks that wait are the follow-ups' list.
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import type { FollowUp } from '../../../shared/modules/customers/contract/shapes.ts'
import { call, newAttempt } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { ConfirmDialog } from '../../ui/Dialog.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { useToday } from '../../ui/today.ts'
import { followUpFileColumns } from './columns.tsx'
import { talkColumnsOf, talkFiltersOf, talkViewsOf } from './talk-columns.tsx'
import '../../ui/people/people.css'

const latest = [{ column: 'doneAt', dir: 'desc' as const }]

export function TalksScreen({ params }: ScreenProps) {
  const { t } = useTranslation('customers')
  const may = useMay()
  const today = useToday()
  useAsked('talks', params)
  const { data: words } = useLive('customers.words', {})
  const columns = useMemo(() => talkColumnsOf(t), [t])
  const filters = useMemo(() => talkFiltersOf(t, words?.consultants ?? []), [t, words?.consultants])
  const views = useMemo(() => talkViewsOf(t, today), [t, today])
  const save: NonNullable<DataTableProps<FollowUp>['onExport']> = (format, question, shown, paper) =>
    exportList({
      list: 'customers.followUps',
      question,
      more: { done: true },
      title: t('talks.title'),
      format,
      paper,
      columns: followUpFileColumns(t, shown),
    })
  return (
    <DataTable<FollowUp>
      list="talks"
      title={t('talks.title')}
      query="customers.followUps"
      page={(request) => call('customers.followUps', { ...request, done: true })}
      columns={columns}
      filters={filters}
      views={views}
      sort={latest}
      searchable={false}
      onOpen={(row) => open('customer', { record: row.customerId, title: row.customer })}
      pane={(row, steps) => <TalkPane key={row.id} row={row} steps={steps} />}
      foot={(_totals, total) => t('talks.count', { count: total })}
      {...(may('exports.run') ? { onExport: save } : {})}
      empty={<Empty drawing="calm">{t('talks.empty')}</Empty>}
    />
  )
}

function TalkPane({ row, steps }: { row: FollowUp; steps: PaneSteps }) {
  const { t } = useTranslation('customers')
  const may = useMay()
  const [dropping, setDropping] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const drop = async (): Promise<void> => {
    setDropping(false)
    const reply = await call('customers.dropFollowUp', { id: row.id }, { attempt: newAttempt() })
    setFailure(reply.ok ? null : reply.error)
  }
  return (
    <DetailPane
      number={t(`channels.${row.channel}`)}
      steps={steps}
      title={row.customer}
      caption={row.doneAt && <DateText at={row.doneAt} near />}
      actions={
        <>
          <Button kind="primary" onPress={() => open('customer', { record: row.customerId, title: row.customer })}>
            {t('openCustomer')}
          </Button>
          {may('customers.edit') && <Button onPress={() => setDropping(true)}>{t('talks.drop')}</Button>}
        </>
      }
    >
      {failure && (
        <Section>
          <Refused error={failure} module="customers" />
        </Section>
      )}
      <Section>
        <KeyValue
          pairs={[
            [t('column.plan'), row.note],
            [t('field.result'), row.result],
            [t('field.feedback'), row.feedback],
            [t('column.changed'), row.changed],
            [t('column.spoke'), row.owner],
          ]}
        />
      </Section>
      <ConfirmDialog
        open={dropping}
        onClose={() => setDropping(false)}
        title={t('talks.dropTitle')}
        confirm={t('talks.drop')}
        onConfirm={() => void drop()}
      >
        {t('talks.dropSays', { name: row.customer })}
      </ConfirmDialog>
    </DetailPane>
  )
}
