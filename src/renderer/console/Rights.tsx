// The cars a desktop alone may sell firm, and taking that right from it when it cannot give it.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { consoleContract, type ConsoleOutput } from '../../shared/console/contract.ts'
import { Button } from '../ui/Button.tsx'
import { CheckField } from '../ui/CheckField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/form/Form.tsx'
import { useForm } from '../ui/form/use-form.ts'
import { TextField } from '../ui/TextField.tsx'
import { ask } from './ask.ts'
import { useMay } from './session.ts'

type Held = ConsoleOutput<'desktops.show'>['held'][number]

export function Rights({ held, desktop }: { held: readonly Held[]; desktop: string }) {
  const { t } = useTranslation('console')
  const may = useMay('administrator')
  const [taking, setTaking] = useState<Held | null>(null)
  const close = (): void => setTaking(null)
  return (
    <section className="stack">
      <h2 className="title">{t('desktop.rights')}</h2>
      <ul>
        {held.map((right) => (
          <li key={right.key} className="row">
            <span className="mono selectable">{right.key.replace(/^vin:/, '')}</span>
            <span className="muted">{t('rights.fence', { fence: right.fence })}</span>
            {may && right.key.startsWith('vin:') && (
              <Button size="small" onPress={() => setTaking(right)}>
                {t('rights.override')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Dialog open={taking !== null} onClose={close} title={t('rights.overrideTitle')} width="small">
        {taking && <OverrideForm right={taking} desktop={desktop} onDone={close} />}
      </Dialog>
    </section>
  )
}

function OverrideForm({ right, desktop, onDone }: { right: Held; desktop: string; onDone: () => void }) {
  const { t } = useTranslation('console')
  const form = useForm({
    module: 'console',
    schema: consoleContract['rights.override'].input,
    initial: { key: right.key, reason: '', papersMayExist: false as boolean },
    send: (said) => ask('rights.override', said),
    onDone,
  })
  return (
    <Form form={form} submit={t('rights.override')}>
      <p>{t('rights.overrideSays', { desktop })}</p>
      <TextField label={t('reason')} hint={t('reasonHint')} autoFocus {...form.field('reason')} />
      <CheckField label={t('rights.papers')} {...form.field('papersMayExist')} />
    </Form>
  )
}
