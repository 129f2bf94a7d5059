// 还车: what the meters say now, new marks on the car, and what the guest thought. Said later, the points alone.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reply } from '../../../shared/contract.ts'
import type { Photo } from '../../../shared/modules/documents/contract.ts'
import { testdrives, type DriveCard } from '../../../shared/modules/testdrives/contract.ts'
import { scoredAspects, type Scores } from '../../../shared/modules/testdrives/rules.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import { PictureField } from '../../ui/sign/PictureField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'

type Props = { card: DriveCard | null; scoring: boolean; onClose: () => void }

export function ReturnDialog({ card, scoring, onClose }: Props) {
  const { t } = useTranslation('testdrives')
  return (
    <Dialog open={card !== null} onClose={onClose} title={t(scoring ? 'score.title' : 'bringBack.title')} dismissable={false}>
      {card && <Returning key={card.id} card={card} scoring={scoring} onClose={onClose} />}
    </Dialog>
  )
}

const POINTS = ['1', '2', '3', '4', '5'] as const
type Saved = Reply<'testdrives.bringBack'> | Reply<'testdrives.score'>

function Returning({ card, scoring, onClose }: Props & { card: DriveCard }) {
  const { t } = useTranslation('testdrives')
  const [initial] = useState(() => ({
    km: null as number | null,
    fuel: null as number | null,
    damage: [] as Photo[],
    evenSo: '',
    scores: card.scores,
    feedback: card.feedback ?? '',
  }))
  const form = useForm({
    module: 'testdrives',
    schema: scoring ? testdrives.score.input : testdrives.bringBack.input,
    initial,
    read: (values) => ({ ...values, id: card.id }),
    send: (input, attempt): Promise<Saved> =>
      scoring ? call('testdrives.score', input, { attempt }) : call('testdrives.bringBack', input as never, { attempt }),
    onDone: onClose,
  })
  const { scores } = form.values
  const asks = form.failure?.code === 'looks-wrong' || form.values.evenSo !== ''
  const give = (aspect: keyof Scores, points: string): void => form.set('scores', { ...scores, [aspect]: Number(points) })
  return (
    <Form
      form={form}
      submit={t(scoring ? 'score.save' : 'bringBack.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      {!scoring && (
        <>
          <p className="cap">{t('bringBack.wasOut', { km: card.kmOut, fuel: card.fuelOut })}</p>
          <div className="pair">
            <NumberField label={t('kmIn')} unit={t('kmUnit')} {...form.field('km')} autoFocus />
            <NumberField label={t('fuel')} unit="%" width="short" {...form.field('fuel')} />
          </div>
          {asks && <TextField label={t('evenSo')} {...form.field('evenSo')} maxLength={200} autoFocus />}
          <PictureField label={t('pictures.damage')} value={form.values.damage} onChange={(damage) => form.set('damage', damage)} />
        </>
      )}
      <div className="drive-scores">
        {scoredAspects.map((aspect) => (
          <ChoiceField
            key={aspect}
            label={t(`aspects.${aspect}`)}
            optional
            value={scores[aspect] === undefined ? null : (String(scores[aspect]) as (typeof POINTS)[number])}
            onChange={(points) => give(aspect, points)}
            options={POINTS.map((value) => ({ value, label: value }))}
          />
        ))}
      </div>
      <TextArea label={t('feedback')} optional {...form.field('feedback')} rows={2} />
    </Form>
  )
}
