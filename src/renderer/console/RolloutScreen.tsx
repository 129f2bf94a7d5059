// One roll-out, wave by wave: how each of its desktops is, opening the next wave, and the sheet of codes, which is shown once.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConsoleOutput } from '../../shared/console/contract.ts'
import type { HandedOut, Wave } from '../../shared/console/contract/rollouts.ts'
import { Button } from '../ui/Button.tsx'
import { DateText } from '../ui/DateText.tsx'
import { ConfirmDialog } from '../ui/Dialog.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Mark } from '../ui/Mark.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Refused } from '../ui/Refused.tsx'
import { useDeed } from '../ui/use-deed.ts'
import { ask, useAsk } from './ask.ts'
import { CodeSheet } from './CodeSheet.tsx'
import { OpenWave, type Opening } from './OpenWave.tsx'
import { go, pathOf } from './route.ts'
import { Screen } from './Screen.tsx'
import { useMay } from './session.ts'

type Shown = ConsoleOutput<'rollouts.show'>
const looks = {
  planned: ['dashedRing', 'plain'],
  coded: ['dashedRing', 'plain'],
  expired: ['cross', 'warn'],
  never: ['dashedRing', 'warn'],
  lost: ['diamond', 'act'],
  behind: ['triangle', 'warn'],
  suspended: ['lock', 'warn'],
  revoked: ['cross', 'done'],
  quarantined: ['diamond', 'act'],
  well: ['tickedDisc', 'good'],
} as const

export function RolloutScreen({ id }: { id: string }) {
  const { t } = useTranslation('console')
  const { value, failure, again } = useAsk('rollouts.show', { id })
  const mayChange = useMay('operator')
  const [opening, setOpening] = useState<Opening | null>(null)
  const [shown, setShown] = useState<{ wave: number; codes: readonly HandedOut[] } | null>(null)
  const [dropping, setDropping] = useState(false)
  const deed = useDeed()
  if (shown) return <CodeSheet name={value?.name ?? ''} wave={shown.wave} codes={shown.codes} onDone={() => setShown(null)} />
  const begun = value?.waves.some(({ openedAt }) => openedAt !== null) ?? true
  return (
    <Screen
      title={value?.name ?? t('rollouts.one')}
      says={
        <a className="link" href={pathOf('sites', 'rollouts')}>
          {t('rollouts.title')}
        </a>
      }
      actions={mayChange && !begun && <Button onPress={() => setDropping(true)}>{t('rollouts.drop')}</Button>}
    >
      {failure && <Refused error={failure} module="console" onRetry={again} />}
      {deed.failure && <Refused error={deed.failure} module="console" />}
      {!value && !failure && <Loading />}
      <div className="stack wide">
        {value?.waves.map((wave) => (
          <WavePart key={wave.wave} shown={value} wave={wave} mayChange={mayChange} onOpen={setOpening} />
        ))}
      </div>
      {opening && (
        <OpenWave
          key={`${opening.wave} ${opening.what}`}
          rollout={id}
          opening={opening}
          onClose={() => setOpening((before) => before && { ...before, open: false })}
          onDone={({ codes }) => {
            setOpening(null)
            setShown({ wave: opening.wave, codes })
          }}
        />
      )}
      <ConfirmDialog
        open={dropping}
        onClose={() => setDropping(false)}
        title={t('rollouts.dropTitle', { name: value?.name })}
        confirm={t('rollouts.drop')}
        onConfirm={() =>
          deed.run(
            () => ask('rollouts.drop', { id }),
            () => go('sites', 'rollouts'),
          )
        }
      >
        {t('rollouts.dropSays')}
      </ConfirmDialog>
    </Screen>
  )
}

/** Desktops of earlier waves that are not well. */
const unwellBefore = (shown: Shown, wave: number): number =>
  shown.waves.filter((each) => each.wave < wave).flatMap(({ lines }) => lines.filter(({ state }) => state !== 'well')).length

type PartProps = { shown: Shown; wave: Wave; mayChange: boolean; onOpen: (opening: Opening) => void }
function WavePart({ shown, wave, mayChange, onOpen }: PartProps) {
  const { t } = useTranslation('console')
  const { lines, openedAt } = wave
  const well = lines.filter(({ state }) => state === 'well').length
  const left = lines.filter(({ replica }) => replica === null).length
  const unwell = unwellBefore(shown, wave.wave)
  const ask = (what: Opening['what']): void =>
    onOpen({ wave: wave.wave, what, unwell, count: what === 'open' ? lines.length : left, open: true })
  return (
    <section className="stack" aria-label={t('rollouts.wave', { wave: wave.wave })}>
      <div className="row wrap">
        <h2 className="title">{t(wave.wave === shown.waves[0]?.wave ? 'rollouts.pilot' : 'rollouts.wave', { wave: wave.wave })}</h2>
        <span className="cap grow">
          {openedAt === null ? (
            t('rollouts.waits', { count: lines.length })
          ) : (
            <>
              {t('rollouts.progress', { well, count: lines.length })} · {wave.byName} <DateText at={openedAt} near />
            </>
          )}
        </span>
        {mayChange && openedAt === null && (
          <Button
            size="small"
            kind={unwell === 0 ? 'primary' : 'plain'}
            onPress={() => ask('open')}
            label={t('rollouts.openWave', { wave: wave.wave })}
          >
            {t('rollouts.open')}
          </Button>
        )}
        {mayChange && openedAt !== null && left > 0 && (
          <Button size="small" onPress={() => ask('renew')} label={t('rollouts.renewWave', { wave: wave.wave })}>
            {t('rollouts.renew')}
          </Button>
        )}
      </div>
      {wave.reason && <Notice kind="act">{t('rollouts.overridden', { reason: wave.reason })}</Notice>}
      <table className="facts">
        <thead>
          <tr>
            <th>{t('desktop.site')}</th>
            <th>{t('desktop.name')}</th>
            <th>{t('desktop.standing')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ number, site, desktop, group, state, replica }) => (
            <tr key={number}>
              <td>{site}</td>
              <td>
                {replica === null ? (
                  desktop
                ) : (
                  <a className="link" href={pathOf('desktops', replica)}>
                    {desktop}
                  </a>
                )}
                {group && <span className="cap"> {t('reach.group')}</span>}
              </td>
              <td>
                <Mark shape={looks[state][0]} tone={looks[state][1]} word={t(`rollouts.states.${state}`)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
