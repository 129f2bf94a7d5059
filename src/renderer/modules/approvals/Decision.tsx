// A person's word on one request: A agrees, R rejects and asks why. A car under its cost is asked about once more.
import AgreeIcon from 'lucide-react/icons/check'
import OpenIcon from 'lucide-react/icons/arrow-up-right'
import RejectIcon from 'lucide-react/icons/x'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import type { Waiting } from '../../../shared/modules/approvals/contract.ts'
import { call, newAttempt } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/Dialog.tsx'
import { useDraft } from '../../ui/form/use-draft.ts'
import { useShortcut } from '../../ui/keys.ts'
import { Refused } from '../../ui/Refused.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import { turnOf } from './turn.ts'

export function Decision({ item, onOpenOrder }: { item: Waiting; onOpenOrder: () => void }) {
  const { t } = useTranslation('approvals')
  const draft = useDraft(`approvals.decide:${item.orderId}:${item.termsRev}`, { comment: '' })
  const { comment } = draft.value
  const setComment = (text: string): void => draft.change({ comment: text.slice(0, 200) })
  const [rejecting, setRejecting] = useState(false)
  const [sure, setSure] = useState(false)
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const attempt = useRef(newAttempt())
  const sending = useRef(false)
  const turn = turnOf(item)

  const say = async (decision: 'approved' | 'rejected'): Promise<void> => {
    if (sending.current) return
    if (decision === 'rejected' && comment.trim() === '') return setMissing(true)
    sending.current = true
    setBusy(true)
    setFailure(null)
    const reply = await call(
      'approvals.decide',
      { orderId: item.orderId, termsRev: item.termsRev, decision, comment },
      { attempt: attempt.current },
    )
    sending.current = false
    attempt.current = newAttempt()
    setBusy(false)
    setSure(false)
    if (!reply.ok) return setFailure(reply.error)
    draft.drop()
    sayBriefly(
      t(decision === 'rejected' ? 'said.rejected' : reply.value.left > 0 ? 'said.passedOn' : 'said.approved', {
        customer: item.customerName,
        count: reply.value.left,
      }),
    )
  }
  const agree = (): void => (item.belowCost ? setSure(true) : void say('approved'))
  useShortcut('Enter', onOpenOrder, { enabled: !rejecting, label: t('openOrder') })
  useShortcut('Escape', () => setRejecting(false), { enabled: rejecting })

  if (!item.mine)
    return (
      <footer className="decision">
        <p className="grow ink2">{t(`bars.${item.bar ?? 'not-your-level'}`, { roles: item.roleNames.join(t('or')) })}</p>
        <Button icon={OpenIcon} onPress={onOpenOrder}>
          {t('openOrder')}
        </Button>
      </footer>
    )
  return (
    <footer className="decision">
      {failure && <Refused error={failure} module="approvals" />}
      {rejecting ? (
        <form
          className="grow"
          onSubmit={(event) => {
            event.preventDefault()
            void say('rejected')
          }}
        >
          <TextArea
            label={t('whyRejected')}
            rows={2}
            autoFocus
            value={comment}
            placeholder={t('whyRejectedHint')}
            error={missing && comment.trim() === '' ? t('issues.reason-needed') : undefined}
            onChange={(text) => {
              setComment(text)
              setMissing(false)
            }}
          />
          <div className="row">
            <Button kind="primary" busy={busy} shortcut="mod+Enter" onPress={() => void say('rejected')}>
              {t('reject')}
            </Button>
            <Button kind="quiet" disabled={busy} onPress={() => setRejecting(false)}>
              {t('notNow')}
            </Button>
          </div>
        </form>
      ) : (
        <>
          <div className="grow">
            <TextField label={t('comment')} optional value={comment} onChange={setComment} maxLength={200} />
          </div>
          <Button kind="quiet" icon={OpenIcon} onPress={onOpenOrder}>
            {t('openOrder')}
          </Button>
          <Button icon={RejectIcon} size="large" shortcut="R" disabled={busy} onPress={() => setRejecting(true)}>
            {t('rejectDots')}
          </Button>
          <Button kind="primary" icon={AgreeIcon} size="large" shortcut="A" busy={busy} onPress={agree}>
            {t(turn.at < turn.of ? 'agreeOn' : 'agree')}
          </Button>
        </>
      )}
      <ConfirmDialog
        open={sure}
        onClose={() => setSure(false)}
        title={t('sureBelowCost')}
        confirm={t('agreeBelowCost')}
        onConfirm={() => void say('approved')}
        busy={busy}
      >
        {t('sureBelowCostSays')}
      </ConfirmDialog>
    </footer>
  )
}
