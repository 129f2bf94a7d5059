// A car made ready, in its record: recalls that touch it, its inspection item by item, and who holds its keys and papers.
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { preparation, type PreparationCard } from '../../../shared/modules/preparation/contract.ts'
import { custodyThings, tickResults } from '../../../shared/modules/preparation/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { PictureField } from '../../ui/sign/PictureField.tsx'
import { Pictures } from '../../ui/sign/Pictures.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useDeed } from '../../ui/use-deed.ts'

export function RecallNotices({ vehicleId }: { vehicleId: string }) {
  const { t } = useTranslation('vehicles')
  const { data } = useLive('recalls.ofVehicle', { vehicleId })
  const open = (data ?? []).filter((recall) => !recall.closed && recall.fixedOn === null)
  if (open.length === 0) return null
  return (
    <div className="car-note stack">
      {open.map((recall) => (
        <Notice key={recall.id} kind={recall.stopSale ? 'act' : 'plain'}>
          {t(recall.stopSale ? 'recall.stopped' : 'recall.open', { no: recall.no, title: recall.title })}
        </Notice>
      ))}
    </div>
  )
}

type Inspection = NonNullable<PreparationCard['inspection']>
const looks = { open: ['pause', 'warn'], passed: ['tick', 'good'], waived: ['tick', 'plain'] } as const

export function PreparationSections({ vehicleId, own }: { vehicleId: string; own: boolean }) {
  const { t } = useTranslation('vehicles')
  const may = useMay()
  const { data: card } = useLive('preparation.card', { vehicleId })
  const deed = useDeed()
  const [asking, setAsking] = useState<'waive' | 'hand' | null>(null)
  if (!card) return null
  const { inspection } = card
  const edits = own && may('preparation.edit')
  return (
    <>
      <Section title={t('prep.title')}>
        {deed.failure && <Refused error={deed.failure} module="vehicles" />}
        {!inspection && <p className="cap">{t('prep.none')}</p>}
        {inspection && <Checks inspection={inspection} edits={edits} run={deed.run} />}
        <div className="row">
          {edits && inspection?.state !== 'open' && (
            <Button
              size="small"
              busy={deed.busy}
              onPress={() => deed.run((attempt) => call('preparation.inspect', { vehicleId }, { attempt }))}
            >
              {t(inspection ? 'prep.again' : 'prep.begin')}
            </Button>
          )}
          {edits && inspection?.state === 'open' && (
            <Button
              size="small"
              disabled={inspection.left > 0}
              busy={deed.busy}
              onPress={() => deed.run((attempt) => call('preparation.pass', { id: inspection.id }, { attempt }))}
            >
              {t('prep.pass')}
            </Button>
          )}
          {own && may('preparation.waive') && inspection?.state === 'open' && (
            <Button size="small" kind="quiet" onPress={() => setAsking('waive')}>
              {t('prep.waive')}
            </Button>
          )}
        </div>
      </Section>
      <Section title={t('custody.title')}>
        <KeyValue
          pairs={card.custody.map(({ thing, holder, at, by }) => [
            t(`custody.things.${thing}`),
            holder && (
              <span key={thing}>
                {holder}{' '}
                <span className="cap">
                  {at !== null && <DateText at={at} near />} {by}
                </span>
              </span>
            ),
          ])}
        />
        {edits && (
          <Button size="small" onPress={() => setAsking('hand')}>
            {t('custody.hand')}
          </Button>
        )}
      </Section>
      <Dialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        title={t(asking === 'waive' ? 'prep.waive' : 'custody.hand')}
        width="small"
      >
        {asking === 'waive' && inspection && <Waiving id={inspection.id} onClose={() => setAsking(null)} />}
        {asking === 'hand' && <Handing vehicleId={vehicleId} onClose={() => setAsking(null)} />}
      </Dialog>
    </>
  )
}

function Checks({ inspection, edits, run }: { inspection: Inspection; edits: boolean; run: ReturnType<typeof useDeed>['run'] }) {
  const { t } = useTranslation('vehicles')
  const [shape, tone] = looks[inspection.state]
  const pictures = inspection.items.flatMap((each) => each.pictures)
  const itemOf = new Map(inspection.items.flatMap(({ item, pictures: of }) => of.map(({ id }) => [id, item] as const)))
  return (
    <>
      <p>
        <Mark shape={shape} tone={tone} word={t(`prep.states.${inspection.state}`)} />{' '}
        <span className="cap">
          {inspection.state === 'open' ? t('prep.left', { count: inspection.left }) : inspection.closedBy}
          {inspection.reason && ` · ${inspection.reason}`}
        </span>
      </p>
      {inspection.state === 'open' &&
        inspection.items.map(({ item, result }) => (
          <Fragment key={item}>
            <ChoiceField
              label={item}
              value={result}
              disabled={!edits}
              onChange={(value) => run((attempt) => call('preparation.tick', { id: inspection.id, item, result: value }, { attempt }))}
              options={tickResults.map((value) => ({ value, label: t(`prep.results.${value}`) }))}
            />
            {edits && result === 'fault' && (
              <PictureField
                label={t('prep.photograph', { item })}
                value={[]}
                onChange={(photos) => run((attempt) => call('preparation.photograph', { id: inspection.id, item, photos }, { attempt }))}
              />
            )}
          </Fragment>
        ))}
      {pictures.length > 0 && <Pictures of={pictures} wordOf={(picture) => itemOf.get(picture.id) ?? ''} />}
    </>
  )
}

function Waiving({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('vehicles')
  const form = useForm({
    module: 'vehicles',
    schema: preparation.waive.input,
    initial: { id, reason: '' },
    send: (input, attempt) => call('preparation.waive', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('prep.waive')}>
      <TextField label={t('prep.reason')} {...form.field('reason')} autoFocus maxLength={200} />
    </Form>
  )
}

function Handing({ vehicleId, onClose }: { vehicleId: string; onClose: () => void }) {
  const { t } = useTranslation('vehicles')
  const form = useForm({
    module: 'vehicles',
    schema: preparation.handOver.input,
    initial: { vehicleId, thing: 'key' as (typeof custodyThings)[number], holder: '', note: '' },
    send: (input, attempt) => call('preparation.handOver', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('custody.hand')}>
      <ChoiceField
        label={t('custody.thing')}
        {...form.field('thing')}
        options={custodyThings.map((value) => ({ value, label: t(`custody.things.${value}`) }))}
      />
      <TextField label={t('custody.holder')} {...form.field('holder')} autoFocus maxLength={60} />
      <TextField label={t('fact.note')} optional {...form.field('note')} maxLength={200} />
    </Form>
  )
}
