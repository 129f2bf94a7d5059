// Another car or hour for a drive, and its end without one.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reply } from '../../../shared/contract.ts'
import { testdrives, type DriveCard } from '../../../shared/modules/testdrives/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Loading } from '../../ui/Loading.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextArea } from '../../ui/TextField.tsx'

type Asked = { card: DriveCard | null; onClose: () => void }
type Step = { card: DriveCard; onClose: () => void }

export function MoveDialog({ card, onClose, onMoved }: Asked & { onMoved: (id: string) => void }) {
  const { t } = useTranslation('testdrives')
  return (
    <Dialog open={card !== null} onClose={onClose} title={t('move.title')} dismissable={false}>
      {card && <Moving key={card.id} card={card} onClose={onClose} onMoved={onMoved} />}
    </Dialog>
  )
}

function Moving({ card, onClose, onMoved }: Step & { onMoved: (id: string) => void }) {
  const { t } = useTranslation('testdrives')
  const may = useMay()
  const { data } = useLive('testdrives.choices', { id: card.id })
  const [chosen, setChosen] = useState<string | null>(null)
  const choices = data ?? []
  const choice = choices.find((each) => keyOf(each) === chosen) ?? choices[0]
  const settles = card.caseId !== null && may('sync.resolve') ? card.caseId : null
  const form = useForm({
    module: 'testdrives',
    schema: testdrives.move.input,
    initial: {},
    read: () => ({ id: card.id, vehicleId: choice?.vehicleId, driveOn: choice?.driveOn, slot: choice?.slot }),
    // A drive that lost its slot is settled with the case that says so.
    send: ({ id, ...place }, attempt): Promise<Reply<'testdrives.move'> | Reply<'sync.moveDrive'>> =>
      settles ? call('sync.moveDrive', { id: settles, ...place }, { attempt }) : call('testdrives.move', { id, ...place }, { attempt }),
    onDone: ({ id }) => {
      if (!settles) onMoved(id)
      onClose()
    },
  })
  if (!data) return <Loading />
  if (choices.length === 0) return <Notice kind="act">{t('move.none')}</Notice>
  return (
    <Form form={form} submit={t('move.save')} side={<Back onClose={onClose} />}>
      <ChoiceField
        label={t('move.to')}
        value={choice ? keyOf(choice) : null}
        onChange={setChosen}
        options={choices.map((each) => ({
          value: keyOf(each),
          label: t('move.choice', { on: each.driveOn, slot: each.slot, car: each.vehicleName }),
          more: each.sameCar ? t('move.sameCar') : each.stockNo,
        }))}
      />
    </Form>
  )
}
const keyOf = (choice: { vehicleId: string; driveOn: string; slot: string }): string =>
  `${choice.vehicleId}@${choice.driveOn}T${choice.slot}`

export function EndDialog({ card, onClose }: Asked) {
  const { t } = useTranslation('testdrives')
  return (
    <Dialog open={card !== null} onClose={onClose} title={t('end.title')} width="small" dismissable={false}>
      {card && <Ending key={card.id} card={card} onClose={onClose} />}
    </Dialog>
  )
}

function Ending({ card, onClose }: Step) {
  const { t } = useTranslation('testdrives')
  const may = useMay()
  const settles = card.caseId !== null && may('sync.resolve') ? card.caseId : null
  const form = useForm({
    module: 'testdrives',
    schema: testdrives.end.input,
    initial: { id: card.id, kind: 'cancelled' as 'cancelled' | 'no-show', reason: '' },
    send: ({ id, kind, reason }, attempt): Promise<Reply<'testdrives.end'> | Reply<'sync.cancelDrive'>> =>
      settles && kind === 'cancelled'
        ? call('sync.cancelDrive', { id: settles, reason }, { attempt })
        : call('testdrives.end', { id, kind, reason }, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('end.save')} side={<Back onClose={onClose} />}>
      <ChoiceField
        label={t('end.kind')}
        {...form.field('kind')}
        options={(['cancelled', 'no-show'] as const).map((value) => ({ value, label: t(`stages.${value}`) }))}
      />
      <TextArea label={t('end.reason')} {...form.field('reason')} autoFocus rows={2} />
    </Form>
  )
}

function Back({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('testdrives')
  return (
    <Button kind="quiet" onPress={onClose}>
      {t('ui:cancel')}
    </Button>
  )
}
