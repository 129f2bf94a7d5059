// A phone or ID number behind its mask, and the button that shows it: a command, so that the log knows who looked. It is
// hidden again after half a minute. Give it a `key` per person: what was shown of one is not the next one's.
import EyeIcon from 'lucide-react/icons/eye'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, newAttempt } from '../../api.ts'
import { useMay } from '../../session.ts'
import { Button } from '../Button.tsx'
import { refusalText } from '../Refused.tsx'
import { sayBriefly } from '../toast.tsx'

const SHOWN_MS = 30_000

export function Revealed({ id, what, masked }: { id: string; what: 'phone' | 'phone2' | 'idNumber'; masked: string }) {
  const { t } = useTranslation('customers')
  const may = useMay()
  const [full, setFull] = useState<string | null>(null)
  const attempt = useRef(newAttempt())
  useEffect(() => {
    if (full === null) return
    const timer = setTimeout(() => setFull(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [full])
  const show = async (): Promise<void> => {
    const reply = await call('customers.reveal', { ids: [id], what }, { attempt: attempt.current })
    attempt.current = newAttempt()
    if (!reply.ok) return sayBriefly(refusalText(t, reply.error, 'customers'))
    setFull(reply.value[0]?.[what] ?? null)
  }
  return (
    <span className="revealed">
      <span className={full ? 'selectable mid' : undefined}>{full ?? masked}</span>
      {full === null && may('customers.reveal') && (
        <Button kind="quiet" size="small" icon={EyeIcon} label={t('reveal')} onPress={() => void show()} />
      )}
    </span>
  )
}
