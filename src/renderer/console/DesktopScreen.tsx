// One desktop: how it stands and why, what its rounds brought in plain words, what was done to it, and what can be done.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { consoleContract, type ConsoleOutput, type Desktop } from '../../shared/console/contract.ts'
import { Button } from '../ui/Button.tsx'
import { DateText } from '../ui/DateText.tsx'
import { ConfirmDialog, Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/form/Form.tsx'
import { useForm } from '../ui/form/use-form.ts'
import { KeyValue } from '../ui/KeyValue.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Refused } from '../ui/Refused.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useDeed } from '../ui/use-deed.ts'
import { ask, useAsk } from './ask.ts'
import { deedText } from './deed-words.ts'
import { Seen } from './DesktopTable.tsx'
import { Screen } from './Screen.tsx'
import { useMay } from './session.ts'
import { useNow } from './use-now.ts'
import { behindText, roundText, skewText, StandingMark, stretch } from './words.tsx'

type Shown = ConsoleOutput<'desktops.show'>
type Deed = 'rename' | 'move' | 'revoke'

export function DesktopScreen({ replica }: { replica: string }) {
  const { t } = useTranslation('console')
  const { value, failure, again } = useAsk('desktops.show', { replica })
  const mayChange = useMay('operator')
  const [doing, setDoing] = useState<Deed | null>(null)
  const close = (): void => setDoing(null)
  const desktop = value?.desktop
  return (
    <Screen
      title={desktop?.name ?? t('desktop.one')}
      says={desktop && `${desktop.siteName} · ${desktop.code}`}
      actions={
        desktop &&
        desktop.revokedAt === null &&
        mayChange && (
          <>
            <Button onPress={() => setDoing('rename')}>{t('desktop.rename')}</Button>
            <Button onPress={() => setDoing('move')}>{t('desktop.move')}</Button>
            <Button onPress={() => setDoing('revoke')}>{t('desktop.revoke')}</Button>
          </>
        )
      }
    >
      {failure && <Refused error={failure} module="console" onRetry={again} />}
      {!value && !failure && <Loading />}
      {value && <Facts shown={value} />}
      {desktop && (
        <>
          <Dialog open={doing === 'rename'} onClose={close} title={t('desktop.rename')} width="small">
            <RenameForm desktop={desktop} onDone={close} />
          </Dialog>
          <Dialog open={doing === 'move'} onClose={close} title={t('desktop.moveTitle', { name: desktop.name })} width="small">
            <MoveForm desktop={desktop} onDone={close} />
          </Dialog>
          <Revoke desktop={desktop} open={doing === 'revoke'} onClose={close} />
        </>
      )}
    </Screen>
  )
}

function Facts({ shown }: { shown: Shown }) {
  const { t } = useTranslation('console')
  const now = useNow()
  const { desktop: d } = shown
  return (
    <div className="stack wide">
      <Notice kind={d.standing === 'lost' || d.standing === 'behind' ? 'act' : d.standing === 'well' ? 'good' : 'plain'}>
        {t(`why.${d.standing}`, {
          seen: stretch(t, Math.max(0, now - d.seenAt)),
          pending: d.pending,
          behind: behindText(t, d, now) ?? '',
          count: d.pending,
        })}
      </Notice>
      <div className="console-columns">
        <KeyValue
          wide
          pairs={[
            [t('desktop.standing'), <StandingMark key="standing" standing={d.standing} />],
            [t('desktop.seen'), <Seen key="seen" desktop={d} now={now} />],
            [t('desktop.behind'), behindText(t, d, now)],
            [t('desktop.pending'), d.pending],
            [t('desktop.cases'), d.cases],
            [t('desktop.quarantined'), d.quarantined],
            [t('desktop.rights'), shown.rights],
          ]}
        />
        <KeyValue
          wide
          pairs={[
            [t('desktop.version'), d.appVersion],
            [t('desktop.clock'), skewText(t, d.skewMs) ?? t('desktop.clockRight')],
            [t('desktop.reach'), t(`reach.${d.reach}`)],
            [t('desktop.position'), t('desktop.of', { position: shown.position, head: shown.head })],
            [t('desktop.incarnation'), shown.incarnation],
            [t('desktop.paired'), <DateText key="paired" at={d.pairedAt} near />],
            d.revokedAt !== null && [t('desktop.revokedAt'), <DateText key="revokedAt" at={d.revokedAt} near />],
            [
              t('desktop.id'),
              <span key="id" className="mono selectable">
                {d.replica}
              </span>,
            ],
          ]}
        />
      </div>
      <div className="console-columns">
        <section className="stack">
          <h2 className="title">{t('rounds.title')}</h2>
          {shown.rounds.length === 0 && <p className="muted">{t('rounds.none')}</p>}
          <ol className="history">
            {shown.rounds.map((round) => (
              <li key={round.number} className={round.refused !== null || round.quarantined > 0 ? 'act' : undefined}>
                <span className="cap">
                  <DateText at={round.firstAt} near />
                  {round.times > 1 && (
                    <>
                      {' – '}
                      <DateText at={round.lastAt} near /> · {t('rounds.times', { count: round.times })}
                    </>
                  )}
                </span>
                {roundText(t, round)}
              </li>
            ))}
          </ol>
        </section>
        <section className="stack">
          <h2 className="title">{t('desktop.deeds')}</h2>
          {shown.deeds.length === 0 && <p className="muted">{t('deeds.none')}</p>}
          <ol className="history">
            {shown.deeds.map((deed) => (
              <li key={deed.number}>
                <span className="cap">
                  <DateText at={deed.at} near /> · {deed.byName ?? t('terminal')}
                </span>
                {deedText(t, deed)}
              </li>
            ))}
          </ol>
        </section>
      </div>
    </div>
  )
}

function RenameForm({ desktop, onDone }: { desktop: Desktop; onDone: () => void }) {
  const { t } = useTranslation('console')
  const form = useForm({
    module: 'console',
    schema: consoleContract['desktops.rename'].input,
    initial: { replica: desktop.replica, name: desktop.name },
    send: (said) => ask('desktops.rename', said),
    onDone,
  })
  return (
    <Form form={form} submit={t('desktop.rename')}>
      <TextField label={t('desktop.name')} autoFocus {...form.field('name')} />
    </Form>
  )
}

function MoveForm({ desktop, onDone }: { desktop: Desktop; onDone: () => void }) {
  const { t } = useTranslation('console')
  const sites = useAsk('sites.list', {})
  const form = useForm({
    module: 'console',
    schema: consoleContract['desktops.move'].input,
    initial: { replica: desktop.replica, site: '' },
    send: (said) => ask('desktops.move', said),
    onDone,
  })
  const { value, ...field } = form.field('site')
  return (
    <Form form={form} submit={t('desktop.move')}>
      <p>{t('desktop.moveSays')}</p>
      <SelectField
        label={t('desktop.moveTo')}
        value={value === '' ? null : value}
        {...field}
        options={(sites.value?.sites ?? [])
          .filter((site) => site.id !== desktop.site)
          .map((site) => ({ value: site.id, label: site.name, more: site.code, disabled: site.foundedAt === null }))}
      />
    </Form>
  )
}

function Revoke({ desktop, open, onClose }: { desktop: Desktop; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('console')
  const deed = useDeed()
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t('desktop.revokeTitle', { name: desktop.name })}
      confirm={t('desktop.revoke')}
      busy={deed.busy}
      onConfirm={() => deed.run(() => ask('desktops.revoke', { replica: desktop.replica }), onClose)}
    >
      <p>{t('desktop.revokeSays')}</p>
      {deed.failure && <Refused error={deed.failure} module="console" />}
    </ConfirmDialog>
  )
}
