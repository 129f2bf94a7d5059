// What tickets say of the service: response, solved, content, at the first try; compared by place, person, kind and month. From
// a figure that is not what it should be somebody is given what is to change it.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import type { Day } from '../../../shared/dates.ts'
import type { RequestKind } from '../../../shared/modules/care/rules/tickets.ts'
import { type VoiceFigure, voiceFigures } from '../../../shared/modules/care/rules/voice.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Compared } from '../../ui/Compared.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { figureSaid } from './figure-said.ts'
import { GiveDialog } from './GiveDialog.tsx'

type Voice = Output<'care.voice'>['sites'][number]

export function Voices({ fromOn, toOn }: { fromOn: Day; toOn: Day }) {
  const { t } = useTranslation('care')
  const may = useMay()
  const { data, error, again } = useLive('care.voice', { fromOn, toOn })
  const [improving, setImproving] = useState<{ kind: 'figure'; id: VoiceFigure; was: number | null } | null>(null)
  if (error) return <Refused error={error} module="care" onRetry={again} />
  if (!data) return <Loading />
  const rowOf = (nameOf: (voice: Voice) => string) => (voice: Voice) => ({
    id: voice.id,
    name: nameOf(voice),
    cells: [String(voice.tickets), ...voiceFigures.map((figure) => figureSaid(t, figure, voice[figure]))],
    bar: voice.solvedBp === null ? null : voice.solvedBp / 10_000,
  })
  return (
    <>
      <Section title={t('voice.title')}>
        <ul className="stack">
          {voiceFigures.map((figure) => (
            <li key={figure} className="row">
              <span className="grow">{t(`voice.${figure}`)}</span>
              <b className="mid">{figureSaid(t, figure, data.all[figure])}</b>
              {may('care.edit') && (
                <Button
                  size="small"
                  kind="quiet"
                  label={t('voice.improve', { figure: t(`voice.${figure}`) })}
                  onPress={() => setImproving({ kind: 'figure', id: figure, was: data.all[figure] })}
                >
                  {t('task.improve')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Section>
      {data.all.tickets === 0 && (
        <Section>
          <p className="cap">{t('voice.none')}</p>
        </Section>
      )}
      {data.all.tickets > 0 &&
        (['months', 'sites', 'people', 'kinds'] as const).map((part) => (
          <Section key={part} title={t(`voice.by-${part}`)}>
            <Compared
              of={t(`voice.of-${part}`)}
              barOf={t('voice.solvedBp')}
              columns={[t('voice.tickets'), ...voiceFigures.map((figure) => t(`voice.${figure}`))]}
              rows={data[part].map(rowOf(({ id, name }) => (part === 'kinds' ? t(`kinds.${id as RequestKind}`) : name)))}
            />
          </Section>
        ))}
      <GiveDialog about={improving} onClose={() => setImproving(null)} />
    </>
  )
}
