// 跟进: who is to be spoken to, first due first, and what came of it.
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FollowUp } from '../../../shared/modules/customers/contract/shapes.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay, useMe } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DetailPane, Section } from '../../ui/DetailPane.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useToday } from '../../ui/today.ts'
import { followUpColumnsOf, followUpFileColumns, followUpFiltersOf, followUpViewsOf } from './columns.tsx'
import { FinishDialog, RescheduleDialog } from '../../ui/people/FollowUpDialogs.tsx'
import { LevelMark } from '../../ui/people/LevelMark.tsx'
import { PersonFacts } from './Person.tsx'
import { FollowUps } from '../../ui/people/FollowUps.tsx'
import { useAsked } from '../../ui/table/use-asked.ts'
import '../../ui/people/people.css'

const dueFirst = [{ column: 'dueOn', dir: 'asc' as const }]

export function FollowUpsScreen({ params }: ScreenProps) {
  const { t } = useTranslation('customers')
  const may = useMay()
  const me = useMe()
  const today = useToday()
  useAsked('followUps', params)
  const { data: words } = useLive('customers.words', {})
  const [finishing, setFinishing] = useState<FollowUp | null>(null)
  const [moving, setMoving] = useState<FollowUp | null>(null)
  const leads = may('approvals.decide')
  const columns = useMemo(() => followUpColumnsOf(t), [t])
  const filters = useMemo(() => followUpFiltersOf(t, words?.consultants ?? []), [t, words?.consultants])
  const views = useMemo(() => followUpViewsOf(t, today, me.id, me.reach !== 'own', leads), [t, today, me, leads])
  const edits = may('customers.edit')
  const save: NonNullable<DataTableProps<FollowUp>['onExport']> = (format, question, shown, paper) =>
    exportList({
      list: 'customers.followUps',
      question,
      title: t('followUps.title'),
      format,
      paper,
      columns: followUpFileColumns(t, shown),
    })
  return (
    <>
      <DataTable<FollowUp>
        list="followUps"
        title={t('followUps.title')}
        query="customers.followUps"
        page={(request) => call('customers.followUps', request)}
        columns={columns}
        filters={filters}
        views={views}
        sort={dueFirst}
        searchable={false}
        actions={
          <>
            <Button size="small" onPress={() => open('agenda')}>
              {t('leads:agenda.title')}
            </Button>
            <Button size="small" onPress={() => open('talks')}>
              {t('talks.title')}
            </Button>
          </>
        }
        onOpen={(row) => open('customer', { record: row.customerId, title: row.customer })}
        pane={(row, steps) => (
          <FollowUpPane
            key={row.id}
            row={row}
            steps={steps}
            onFinish={edits ? () => setFinishing(row) : undefined}
            onMove={edits && row.doneAt === null ? () => setMoving(row) : undefined}
          />
        )}
        foot={(_totals, total) => t('followUps.count', { count: total })}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={<Empty drawing="calm">{t('followUps.empty')}</Empty>}
      />
      <FinishDialog followUp={finishing} onClose={() => setFinishing(null)} />
      <RescheduleDialog followUp={moving} onClose={() => setMoving(null)} />
    </>
  )
}

function FollowUpPane({
  row,
  steps,
  onFinish,
  onMove,
}: {
  row: FollowUp
  steps: Parameters<NonNullable<DataTableProps<FollowUp>['pane']>>[1]
  onFinish: (() => void) | undefined
  onMove: (() => void) | undefined
}) {
  const { t } = useTranslation('customers')
  const may = useMay()
  const { data } = useLive('customers.card', { id: row.customerId })
  const card = data?.customer.id === row.customerId ? data : undefined
  return (
    <DetailPane
      number={t(`channels.${row.channel}`)}
      steps={steps}
      title={row.customer}
      tag={row.level && <LevelMark level={row.level} tag />}
      caption={row.note}
      actions={
        <>
          {onFinish && (
            <Button kind="primary" shortcut="F8" onPress={onFinish}>
              {t('finish.open')}
            </Button>
          )}
          {onMove && <Button onPress={onMove}>{t('move.open')}</Button>}
          {row.channel === 'test-drive' && row.doneAt === null && may('testdrives.edit') && (
            <Button onPress={() => open('testdrives', { params: { guest: { id: row.customerId, label: row.customer } } })}>
              {t('bookDrive')}
            </Button>
          )}
          <Button onPress={() => open('customer', { record: row.customerId, title: row.customer })}>{t('openCustomer')}</Button>
        </>
      }
    >
      {card && (
        <>
          <Section>
            <PersonFacts card={card} />
          </Section>
          <Section title={t('section.contacts')}>
            <FollowUps items={card.followUps.filter((item) => item.doneAt !== null).slice(0, 6)} />
          </Section>
        </>
      )}
    </DetailPane>
  )
}
