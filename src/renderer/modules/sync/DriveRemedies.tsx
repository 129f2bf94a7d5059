// The ways out for a test drive whose slot another one has: a free car or hour, or no drive.
import SwapIcon from 'lucide-react/icons/arrow-left-right'
import UndoIcon from 'lucide-react/icons/undo-2'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DriveChoice } from '../../../shared/modules/testdrives/contract.ts'
import { call } from '../../api.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/Dialog.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import { Frame, type ChoiceProps } from './Remedy.tsx'
import { useDeed } from '../../ui/use-deed.ts'

const keyOf = ({ vehicleId, driveOn, slot }: DriveChoice): string => `${vehicleId}@${driveOn}T${slot}`

export function MoveDrive({ remedy, card, nth, best }: ChoiceProps<'move-drive'>) {
  const { t } = useTranslation('sync')
  const deed = useDeed()
  const [chosen, setChosen] = useState<string | null>(null)
  const choice = remedy.choices.find((each) => keyOf(each) === chosen) ?? remedy.choices[0]
  const move = (to: DriveChoice): void =>
    deed.run(
      (attempt) =>
        call('sync.moveDrive', { id: card.id, vehicleId: to.vehicleId as never, driveOn: to.driveOn, slot: to.slot }, { attempt }),
      () => sayBriefly(t('remedy.move-drive.done')),
    )
  return (
    <Frame
      icon={SwapIcon}
      name={t('remedy.move-drive.name')}
      tag={t('remedy.move-drive.best')}
      says={t(choice ? 'remedy.move-drive.says' : 'remedy.move-drive.none')}
      best={best && choice !== undefined}
      needs={remedy.needs}
      go={
        choice ? (
          <Button kind={best ? 'primary' : 'plain'} shortcut={String(nth)} busy={deed.busy} onPress={() => move(choice)}>
            {t('remedy.move-drive.do', { slot: choice.slot })}
          </Button>
        ) : (
          <Button shortcut={String(nth)} onPress={() => open('testdrives')}>
            {t('remedy.move-drive.look')}
          </Button>
        )
      }
    >
      {remedy.choices.length > 0 && (
        <div className="row wrap cars" role="radiogroup" aria-label={t('remedy.move-drive.name')}>
          {remedy.choices.map((each) => (
            <button
              key={keyOf(each)}
              type="button"
              role="radio"
              aria-checked={each === choice}
              className="car-chip"
              onClick={() => setChosen(keyOf(each))}
            >
              <b>
                {each.driveOn.slice(5)} {each.slot}
              </b>{' '}
              {each.vehicleName}
            </button>
          ))}
        </div>
      )}
      {deed.failure && <Refused error={deed.failure} module="testdrives" />}
    </Frame>
  )
}

export function CancelDrive({ remedy, card, nth, best }: ChoiceProps<'cancel-drive'>) {
  const { t } = useTranslation('sync')
  const deed = useDeed()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const cancel = (): void =>
    deed.run(
      (attempt) => call('sync.cancelDrive', { id: card.id, reason: reason.trim() || t('remedy.cancel-drive.reasonGiven') }, { attempt }),
      () => {
        setAsking(false)
        sayBriefly(t('remedy.cancel-drive.done'))
      },
    )
  return (
    <Frame
      icon={UndoIcon}
      name={t('remedy.cancel-drive.name')}
      says={t('remedy.cancel-drive.says')}
      best={best}
      needs={remedy.needs}
      go={
        <Button shortcut={String(nth)} onPress={() => setAsking(true)}>
          {t('remedy.cancel-drive.do')}
        </Button>
      }
    >
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('remedy.cancel-drive.ask')}
        confirm={t('remedy.cancel-drive.do')}
        onConfirm={cancel}
        busy={deed.busy}
      >
        <TextField
          label={t('remedy.cancel-drive.reason')}
          value={reason}
          placeholder={t('remedy.cancel-drive.reasonGiven')}
          onChange={setReason}
          optional
        />
        {deed.failure && <Refused error={deed.failure} module="testdrives" />}
      </ConfirmDialog>
    </Frame>
  )
}
