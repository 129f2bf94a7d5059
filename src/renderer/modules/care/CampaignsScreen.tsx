// 活动: offers and invitations, to whom they went, who comes, and who came.
import AddIcon from 'lucide-react/icons/plus'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { care } from '../../../shared/modules/care/contract.ts'
import type { CampaignRow } from '../../../shared/modules/care/contract/campaigns.ts'
import { campaignKinds, replies } from '../../../shared/modules/care/rules.ts'
import { intentionLevels, type IntentionLevel } from '../../../shared/modules/customers/rules.ts'
import { messageChannels, type MessageChannel } from '../../../shared/modules/messages/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { useAsked } from '../../ui/table/use-asked.ts'
import { TextField } from '../../ui/TextField.tsx'
import { useDeed } from '../../ui/use-deed.ts'

export function CampaignsScreen({ params }: ScreenProps) {
  const { t } = useTranslation('care')
  const may = useMay()
  useAsked('care.campaigns', params)
  const [launching, setLaunching] = useState(false)
  const columns = useMemo(
    (): Column<CampaignRow>[] => [
      {
        id: 'name',
        title: t('campaign.name'),
        width: 220,
        grow: true,
        sortable: true,
        frozen: true,
        cell: (row) => row.name,
      },
      {
        id: 'kind',
        title: t('column.kind'),
        width: 90,
        sortable: true,
        cell: (row) => t(`campaign.kinds.${row.kind}`),
      },
      {
        id: 'heldOn',
        title: t('campaign.heldOn'),
        width: 110,
        sortable: true,
        cell: (row) => row.heldOn ?? <span className="muted">·</span>,
      },
      {
        id: 'invited',
        title: t('campaign.invited'),
        width: 80,
        align: 'end',
        cell: (row) => row.invited,
      },
      { id: 'sent', title: t('campaign.sent'), width: 80, align: 'end', cell: (row) => row.sent },
      {
        id: 'people',
        title: t('campaign.people'),
        width: 90,
        align: 'end',
        cell: (row) => (row.seats === null ? row.people : `${row.people}/${row.seats}`),
      },
      { id: 'came', title: t('campaign.came'), width: 80, align: 'end', cell: (row) => row.came },
      {
        id: 'createdAt',
        title: t('campaign.createdAt'),
        width: 130,
        sortable: true,
        cell: (row) => <DateText at={row.createdAt} />,
      },
    ],
    [t],
  )
  const add = may('care.manage') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setLaunching(true)}>
      {t('campaign.new')}
    </Button>
  )
  return (
    <>
      <DataTable<CampaignRow>
        list="care.campaigns"
        title={t('parts.careCampaigns')}
        query="care.campaigns"
        page={(request) => call('care.campaigns', request)}
        columns={columns}
        actions={add}
        toneOf={(row) => (row.closedAt === null ? undefined : 'done')}
        pane={(row, steps) => <CampaignPane key={row.id} row={row} steps={steps} />}
        foot={(_totals, total) => t('campaign.count', { count: total })}
        empty={
          <Empty drawing="people" action={add || undefined}>
            {t('campaign.empty')}
          </Empty>
        }
      />
      <LaunchDialog open={launching} onClose={() => setLaunching(false)} />
    </>
  )
}

function CampaignPane({ row, steps }: { row: CampaignRow; steps: PaneSteps }) {
  const { t } = useTranslation('care')
  const may = useMay()
  const deed = useDeed()
  const { data: guests } = useLive('care.invitees', { id: row.id })
  return (
    <DetailPane
      number={t(`campaign.kinds.${row.kind}`)}
      title={row.name}
      caption={t('campaign.says', { invited: row.invited, sent: row.sent, people: row.people })}
      steps={steps}
      actions={
        may('care.manage') &&
        row.closedAt === null && (
          <Button kind="quiet" busy={deed.busy} onPress={() => deed.run((attempt) => call('care.close', { id: row.id }, { attempt }))}>
            {t('campaign.close')}
          </Button>
        )
      }
    >
      {deed.failure && (
        <Section>
          <Refused error={deed.failure} module="care" />
        </Section>
      )}
      <Section>
        <KeyValue
          pairs={[
            row.heldOn !== null && [t('campaign.heldOn'), row.heldOn],
            row.place !== null && [t('campaign.place'), row.place],
            row.says !== null && [t('campaign.about'), row.says],
          ]}
        />
      </Section>
      <Section title={t('campaign.guests')}>
        <ul className="stack">
          {guests?.map((guest) => (
            <li key={guest.id} className="row">
              <span className="grow">
                {guest.name} <span className="cap">{t(`messages:states.${guest.state}`)}</span>
              </span>
              {may('care.edit') ? (
                <SelectField
                  label={t('campaign.reply', { name: guest.name })}
                  value={guest.reply}
                  onChange={(reply) => deed.run((attempt) => call('care.reply', { id: guest.id, reply }, { attempt }))}
                  options={replies.map((value) => ({
                    value,
                    label: t(`campaign.replies.${value}`),
                  }))}
                />
              ) : (
                guest.reply && <span>{t(`campaign.replies.${guest.reply}`)}</span>
              )}
            </li>
          ))}
        </ul>
      </Section>
    </DetailPane>
  )
}

function LaunchDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('care')
  return (
    <Dialog open={open} onClose={onClose} title={t('campaign.new')} dismissable={false}>
      {open && <Launching onClose={onClose} />}
    </Dialog>
  )
}

const EVERYBODY = 'all'

function Launching({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('care')
  const [level, setLevel] = useState<IntentionLevel | 'all'>('all')
  const [model, setModel] = useState('')
  const [group, setGroup] = useState(EVERYBODY)
  const may = useMay()
  const [channel, setChannel] = useState<MessageChannel>('sms')
  const [initial] = useState(() => ({
    kind: 'event' as (typeof campaignKinds)[number],
    name: '',
    says: '',
    place: '',
    heldOn: null as string | null,
    seats: null as number | null,
    template: 'event-sms',
  }))
  const { data: templates } = useLive('messages.templates', {})
  const { data: groups } = useLive('insights.segments', may('customers.view') ? {} : null)
  const { data: chosen } = useLive('care.selection', {
    levels: level === 'all' ? [] : [level],
    model,
    channel,
    segmentId: group === EVERYBODY ? null : group,
  })
  const form = useForm({
    module: 'care',
    schema: care.launch.input,
    initial,
    read: (values) => ({ ...values, channel, customerIds: chosen?.ids ?? [] }),
    send: (input, attempt) => call('care.launch', input as never, { attempt }),
    onDone: onClose,
  })
  return (
    <Form
      form={form}
      submit={t('campaign.launch', { count: chosen?.ids.length ?? 0 })}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <ChoiceField
        label={t('column.kind')}
        {...form.field('kind')}
        options={campaignKinds.map((value) => ({ value, label: t(`campaign.kinds.${value}`) }))}
      />
      <TextField label={t('campaign.name')} {...form.field('name')} autoFocus maxLength={60} />
      <div className="pair">
        <DateField label={t('campaign.heldOn')} {...form.field('heldOn')} />
        <NumberField label={t('campaign.seats')} optional {...form.field('seats')} />
      </div>
      <TextField label={t('campaign.place')} optional {...form.field('place')} maxLength={200} />
      <ChoiceField
        label={t('messages:column.channel')}
        value={channel}
        onChange={(next) => {
          setChannel(next)
          form.set('template', next === 'sms' ? 'event-sms' : 'event-email')
        }}
        options={messageChannels.map((value) => ({
          value,
          label: t(`messages:channels.${value}`),
        }))}
      />
      <SelectField
        label={t('messages:column.template')}
        {...form.field('template')}
        options={(templates ?? [])
          .filter((each) => each.active && each.channel === channel)
          .map(({ key, name }) => ({ value: key, label: name }))}
      />
      {groups && groups.length > 0 && (
        <SelectField
          label={t('campaign.group')}
          value={group}
          onChange={setGroup}
          options={[
            { value: EVERYBODY, label: t('campaign.everybody') },
            ...groups.map(({ id, name, count }) => ({ value: id, label: count === null ? name : `${name} ${count}` })),
          ]}
        />
      )}
      <div className="pair">
        <SelectField
          label={t('campaign.level')}
          value={level}
          onChange={setLevel}
          options={[
            { value: 'all' as const, label: t('campaign.everybody') },
            ...intentionLevels.map((value) => ({ value, label: t(`customers:levels.${value}`) })),
          ]}
        />
        <TextField label={t('campaign.model')} optional value={model} onChange={setModel} maxLength={80} />
      </div>
      <p className="cap">{t('campaign.fitting', { count: chosen?.fitting ?? 0 })}</p>
      {form.errors['customerIds'] && <p className="act">{t('campaign.nobody')}</p>}
    </Form>
  )
}
