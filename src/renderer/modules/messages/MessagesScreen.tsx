// 消息: the outbox with what became of each message, how one is written, and who sends.
import AddIcon from 'lucide-react/icons/plus'
import PostIcon from 'lucide-react/icons/send'
import TemplateIcon from 'lucide-react/icons/file-pen-line'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageRow } from '../../../shared/modules/messages/contract.ts'
import { messageChannels, messageStates, templatePurposes } from '../../../shared/modules/messages/rules.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import type { Column, FilterDef } from '../../ui/table/columns.ts'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { MessagePane } from './MessagePane.tsx'
import { MessageMark } from './marks.tsx'
import { PostDialog } from './PostDialog.tsx'
import { PostNotice } from './PostNotice.tsx'
import { WriteDialog } from './WriteDialog.tsx'

const newest = [{ column: 'dueAt', dir: 'desc' as const }]

export function MessagesScreen({ params }: ScreenProps) {
  const { t } = useTranslation('messages')
  const may = useMay()
  useAsked('messages', params)
  const [writing, setWriting] = useState(false)
  const [posting, setPosting] = useState(false)
  const columns = useMemo(
    (): Column<MessageRow>[] => [
      { id: 'customerName', title: t('column.customer'), width: 110, frozen: true, cell: (row) => row.customerName },
      {
        id: 'state',
        title: t('column.state'),
        width: 96,
        sortable: true,
        cell: (row) => <MessageMark state={row.state} />,
        text: (row) => t(`states.${row.state}`),
      },
      {
        id: 'reason',
        title: t('column.reason'),
        width: 170,
        cell: (row) => (row.reason ? t(`reasons.${row.reason}`) : <span className="muted">·</span>),
        text: (row) => (row.reason ? t(`reasons.${row.reason}`) : ''),
      },
      { id: 'channel', title: t('column.channel'), width: 70, sortable: true, cell: (row) => t(`channels.${row.channel}`) },
      { id: 'purpose', title: t('column.purpose'), width: 80, sortable: true, cell: (row) => t(`purposes.${row.purpose}`) },
      { id: 'text', title: t('column.text'), width: 320, grow: true, cell: (row) => row.text },
      {
        id: 'dueAt',
        title: t('column.dueAt'),
        width: 130,
        sortable: true,
        cell: (row) => <DateText at={row.dueAt} />,
      },
      {
        id: 'sentAt',
        title: t('column.sentAt'),
        width: 130,
        sortable: true,
        cell: (row) => (row.sentAt ? <DateText at={row.sentAt} /> : <span className="muted">·</span>),
      },
      {
        id: 'standing',
        title: t('column.standing'),
        width: 96,
        cell: (row) => <SyncBadge standing={row.standing} />,
        text: (row) => t(`ui:standing.${row.standing}`),
      },
    ],
    [t],
  )
  const filters = useMemo(
    (): FilterDef[] => [
      {
        column: 'state',
        title: t('column.state'),
        kind: 'choice',
        options: messageStates.map((value) => ({ value, label: t(`states.${value}`) })),
      },
      {
        column: 'channel',
        title: t('column.channel'),
        kind: 'choice',
        options: messageChannels.map((value) => ({ value, label: t(`channels.${value}`) })),
      },
      {
        column: 'purpose',
        title: t('column.purpose'),
        kind: 'choice',
        options: templatePurposes.map((value) => ({ value, label: t(`purposes.${value}`) })),
      },
      { column: 'dueAt', title: t('column.dueAt'), kind: 'day' },
    ],
    [t],
  )
  const views = useMemo(
    () =>
      (['waiting', 'failed', 'sent'] as const).map((state) => ({
        id: state,
        name: t(`states.${state}`),
        filters: [{ column: 'state', op: 'is' as const, values: [state] }],
      })),
    [t],
  )
  const add = may('messages.send') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setWriting(true)}>
      {t('new')}
    </Button>
  )
  const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    state: Object.fromEntries(messageStates.map((value) => [value, t(`states.${value}`)])),
    channel: Object.fromEntries(messageChannels.map((value) => [value, t(`channels.${value}`)])),
    purpose: Object.fromEntries(templatePurposes.map((value) => [value, t(`purposes.${value}`)])),
  }
  const save: NonNullable<DataTableProps<MessageRow>['onExport']> = (format, question, shown, paper) =>
    exportList({
      list: 'messages',
      question,
      columns: shown.map((each) => (words[each.id] ? { ...each, words: words[each.id] } : each)),
      format,
      paper,
      title: t('title'),
    })
  return (
    <>
      <PostNotice onSettle={() => setPosting(true)} />
      <DataTable<MessageRow>
        list="messages"
        title={t('title')}
        query="messages.page"
        page={(request) => call('messages.page', request)}
        columns={columns}
        filters={filters}
        views={views}
        sort={newest}
        groups={['state', 'channel', 'purpose', 'dueAt']}
        actions={
          <>
            <Button size="small" icon={TemplateIcon} onPress={() => open('messageTemplates')}>
              {t('template.open')}
            </Button>
            {may('messages.edit') && (
              <Button size="small" icon={PostIcon} onPress={() => setPosting(true)}>
                {t('post.open')}
              </Button>
            )}
            {add}
          </>
        }
        toneOf={(row) => (row.state === 'cancelled' ? 'done' : undefined)}
        pane={(row, steps) => <MessagePane key={row.id} row={row} steps={steps} />}
        foot={(_totals, total) => t('count', { count: total })}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={
          <Empty drawing="paper" action={add || undefined}>
            {t('empty')}
          </Empty>
        }
      />
      <WriteDialog open={writing} onClose={() => setWriting(false)} />
      <PostDialog open={posting} onClose={() => setPosting(false)} />
    </>
  )
}
