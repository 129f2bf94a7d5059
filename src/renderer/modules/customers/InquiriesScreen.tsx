// 来电与反馈: what people said by phone, mail or chat, first what wants an answer soonest.
import AddIcon from 'lucide-react/icons/phone-incoming'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Inquiry } from '../../../shared/modules/customers/contract/around.ts'
import { inquiryChannels, inquiryKinds } from '../../../shared/modules/customers/rules/inquiries.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section } from '../../ui/DetailPane.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { DueDay } from '../../ui/people/DueDay.tsx'
import type { Column, FilterDef } from '../../ui/table/columns.ts'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { AnswerDialog, HearDialog } from './around-dialogs.tsx'

export function InquiriesScreen({ params }: ScreenProps) {
  const { t } = useTranslation('customers')
  const may = useMay()
  useAsked('inquiries', params)
  const { data: words } = useLive('customers.words', {})
  const [hearing, setHearing] = useState(false)
  const [answering, setAnswering] = useState<Inquiry | null>(null)
  const [settled, setSettled] = useState(false)
  const columns = useMemo((): Column<Inquiry>[] => {
    const nothing = <span className="muted">·</span>
    return [
      {
        id: 'answerByOn',
        title: t('inquiry.answerBy'),
        width: 140,
        sortable: true,
        frozen: true,
        cell: (row) => (row.settledAt ? <DateText on={row.answerByOn} /> : <DueDay on={row.answerByOn} words />),
      },
      { id: 'kind', title: t('inquiry.kind'), width: 84, sortable: true, cell: (row) => t(`inquiryKinds.${row.kind}`) },
      {
        id: 'customer',
        title: t('column.name'),
        width: 110,
        cell: (row) => <span className="mid">{row.customer}</span>,
        text: (row) => row.customer,
      },
      { id: 'phone', title: t('column.phone'), width: 104, cell: (row) => row.phone ?? nothing },
      { id: 'channel', title: t('inquiry.channel'), width: 84, sortable: true, cell: (row) => t(`inquiryChannels.${row.channel}`) },
      { id: 'said', title: t('inquiry.said'), width: 220, grow: true, cell: (row) => row.said ?? nothing, text: (row) => row.said ?? '' },
      { id: 'ownerId', title: t('column.owner'), width: 80, sortable: true, cell: (row) => row.owner ?? nothing },
      {
        id: 'outcome',
        title: t('answer.outcome'),
        width: 180,
        hidden: !settled,
        cell: (row) => row.outcome ?? nothing,
        text: (row) => row.outcome ?? '',
      },
      { id: 'rating', title: t('answer.rating'), width: 80, sortable: true, hidden: !settled, cell: (row) => row.rating ?? nothing },
      { id: 'sync', title: t('column.sync'), width: 76, cell: (row) => <SyncBadge standing={row.standing} /> },
    ]
  }, [t, settled])
  const filters = useMemo(
    (): FilterDef[] => [
      {
        column: 'kind',
        title: t('inquiry.kind'),
        kind: 'choice',
        options: inquiryKinds.map((value) => ({ value, label: t(`inquiryKinds.${value}`) })),
      },
      {
        column: 'channel',
        title: t('inquiry.channel'),
        kind: 'choice',
        options: inquiryChannels.map((value) => ({ value, label: t(`inquiryChannels.${value}`) })),
      },
      {
        column: 'ownerId',
        title: t('column.owner'),
        kind: 'choice',
        options: (words?.consultants ?? []).map(({ id, name }) => ({ value: id, label: name })),
      },
      { column: 'answerByOn', title: t('inquiry.answerBy'), kind: 'day' },
      { column: 'createdAt', title: t('column.createdAt'), kind: 'day' },
    ],
    [t, words?.consultants],
  )
  const save: NonNullable<DataTableProps<Inquiry>['onExport']> = (format, question, shown, paper) => {
    const wordsOf: Record<string, Record<string, string>> = {
      kind: Object.fromEntries(inquiryKinds.map((kind) => [kind, t(`inquiryKinds.${kind}`)])),
      channel: Object.fromEntries(inquiryChannels.map((channel) => [channel, t(`inquiryChannels.${channel}`)])),
    }
    exportList({
      list: 'customers.inquiries',
      question,
      more: { settled },
      title: t('inquiry.nav'),
      format,
      paper,
      columns: shown
        .filter(({ id }) => id !== 'sync')
        .map(({ id, title }) => ({ id: id === 'ownerId' ? 'owner' : id, title, ...(wordsOf[id] ? { words: wordsOf[id] } : {}) })),
    })
  }
  const edits = may('customers.edit')
  const add = edits && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setHearing(true)}>
      {t('inquiry.open')}
    </Button>
  )
  return (
    <>
      <DataTable<Inquiry>
        key={String(settled)}
        list={settled ? 'inquiriesSettled' : 'inquiries'}
        title={t('inquiry.nav')}
        query="customers.inquiries"
        page={(request) => call('customers.inquiries', { ...request, settled })}
        columns={columns}
        filters={filters}
        views={[{ id: 'all', name: t('views.all'), filters: [] }]}
        sort={settled ? [{ column: 'settledAt', dir: 'desc' }] : [{ column: 'answerByOn', dir: 'asc' }]}
        actions={
          <>
            <Button size="small" kind="quiet" onPress={() => setSettled(!settled)}>
              {t(settled ? 'inquiry.showOpen' : 'inquiry.showSettled')}
            </Button>
            {add}
          </>
        }
        onOpen={(row) => open('customer', { record: row.customerId, title: row.customer })}
        pane={(row, steps) => (
          <DetailPane
            key={row.id}
            number={t(`inquiryKinds.${row.kind}`)}
            steps={steps}
            title={row.customer}
            caption={<DateText at={row.createdAt} near />}
            actions={
              <>
                {edits && row.settledAt === null && (
                  <Button kind="primary" onPress={() => setAnswering(row)}>
                    {t('answer.open')}
                  </Button>
                )}
                <Button onPress={() => open('customer', { record: row.customerId, title: row.customer })}>{t('openCustomer')}</Button>
              </>
            }
          >
            <Section>
              <KeyValue
                pairs={[
                  [t('inquiry.said'), row.said],
                  [t('answer.outcome'), row.outcome],
                  [t('answer.rating'), row.rating && t(`ratings.${row.rating}`)],
                  [t('column.owner'), row.owner],
                ]}
              />
            </Section>
          </DetailPane>
        )}
        foot={(_totals, total) => t('followUps.count', { count: total })}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={
          <Empty drawing="calm" action={add || undefined}>
            {t('inquiry.empty')}
          </Empty>
        }
      />
      <HearDialog customer={null} open={hearing} onClose={() => setHearing(false)} />
      <AnswerDialog inquiry={answering} onClose={() => setAnswering(null)} />
    </>
  )
}
