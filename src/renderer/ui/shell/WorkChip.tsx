// What is under way, beside the sync chip: nothing while nothing is; then one line with its progress, all of them on a click.
// What went well is gone after a while; what did not stays until somebody takes it away.
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button as Press } from 'react-aria-components/Button'
import { Button } from '../Button.tsx'
import { Glyph } from '../Glyph.tsx'
import { ProgressLine } from '../Loading.tsx'
import { Popover } from '../Popover.tsx'
import { refusalText } from '../Refused.tsx'
import { forgetWork, useWorks, type Work } from '../work.ts'

const STAYS_MS = 8000

export function WorkChip() {
  const { t } = useTranslation('shell')
  const works = useWorks((state) => state.works)
  const [open, setOpen] = useState(false)
  const running = works.filter((work) => work.end === null)
  const failed = works.some((work) => work.end !== null && 'failure' in work.end)
  const shown = running.at(-1) ?? works.at(-1)
  const well = works.flatMap((work) => (work.end !== null && 'said' in work.end ? [work.id] : [])).join(' ')
  useEffect(() => {
    if (well === '' || open) return
    const timer = setTimeout(() => well.split(' ').forEach((id) => forgetWork(Number(id))), STAYS_MS)
    return () => clearTimeout(timer)
  }, [well, open])
  if (!shown) return null
  return (
    <Popover
      label={t('works.under')}
      open={open}
      onOpenChange={setOpen}
      wide
      trigger={
        <Press className={`sync-chip work-chip${failed ? ' failed' : ''}`}>
          {failed ? <Glyph shape="diamond" /> : <Glyph shape={running.length > 0 ? 'halfRing' : 'tickedDisc'} />}
          <span className="trunc">{shown.label}</span>
          {shown.end === null && shown.done !== null && <b>{Math.floor(shown.done * 100)}%</b>}
        </Press>
      }
    >
      <ul className="works">
        {works.map((work) => (
          <li key={work.id}>
            {work.end === null ? (
              <ProgressLine label={work.label} done={work.done} onCancel={work.cancel} />
            ) : (
              <Ended work={work} end={work.end} />
            )}
          </li>
        ))}
      </ul>
    </Popover>
  )
}

function Ended({ work, end }: { work: Work; end: NonNullable<Work['end']> }) {
  const { t } = useTranslation()
  const well = 'said' in end
  return (
    <div className="row top">
      <span className={well ? 'good at-line' : 'act at-line'}>
        <Glyph shape={well ? 'tick' : 'diamond'} />
      </span>
      <span className="grow">
        <span className="mid">{work.label}</span>
        <span className="cap selectable block">{well ? end.said : refusalText(t, end.failure, end.module)}</span>
        {!well && end.failure.incident && (
          <span className="cap selectable block">{t('ui:incident', { number: end.failure.incident })}</span>
        )}
      </span>
      <Button kind="quiet" size="small" onPress={() => forgetWork(work.id)}>
        {t('shell:works.read')}
      </Button>
    </div>
  )
}
