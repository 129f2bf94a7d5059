// Says over the outbox when nothing can go out from here, and why.
import { useTranslation } from 'react-i18next'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'

export function PostNotice({ onSettle }: { onSettle: () => void }) {
  const { t } = useTranslation('messages')
  const may = useMay()
  const { data } = useLive('messages.post', {})
  const stuck = (data ?? []).filter(({ waiting, who, ready }) => waiting > 0 && (who === 'nobody' || (who === 'here' && !ready)))
  if (stuck.length === 0) return null
  return (
    <Notice
      kind="act"
      action={
        may('messages.edit') ? (
          <Button size="small" onPress={onSettle}>
            {t('post.open')}
          </Button>
        ) : undefined
      }
    >
      {stuck.map(({ channel, waiting }) => t('post.stuck', { channel: t(`channels.${channel}`), count: waiting })).join(t('semicolon'))}
    </Notice>
  )
}
