// The keys that work everywhere, and the list of all keys that work right now.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../Dialog.tsx'
import { Kbd } from '../Kbd.tsx'
import { pressableKeys, useShortcut } from '../keys.ts'

export function ShellKeys({ onFind }: { onFind: () => void }) {
  const { t } = useTranslation('shell')
  const [listed, setListed] = useState<ReturnType<typeof pressableKeys> | null>(null)
  useShortcut('mod+K', onFind, { label: t('find') })
  useShortcut('mod+/', () => setListed(pressableKeys()), { label: t('keys') })
  return (
    <Dialog open={listed !== null} onClose={() => setListed(null)} title={t('keys')} width="normal">
      <dl className="key-list">
        {listed?.map(({ keys, label }) => (
          <div key={`${keys} ${label}`}>
            <dt>{label}</dt>
            <dd>
              <Kbd keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
