// How a new store begins: four steps that tick themselves off. Gone once they are done.
import { useTranslation } from 'react-i18next'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Glyph } from '../../ui/Glyph.tsx'
import type { Today } from './ways.ts'
import { canOpen } from './ways.ts'

/** Where each step is done; the import wizard hears what to import. */
const places = {
  particulars: ['store', {}],
  people: ['people', { add: true }],
  customers: ['imports', { kind: 'customers' }],
  vehicles: ['imports', { kind: 'vehicles' }],
} as const satisfies Record<string, readonly [string, Record<string, unknown>]>

export function FirstSteps({ start }: { start: NonNullable<Today['start']> }) {
  const { t } = useTranslation('home')
  const may = useMay()
  const steps = (Object.keys(places) as (keyof typeof places)[]).filter((step) => canOpen(places[step][0], may))
  return (
    <ol className="first-steps">
      {steps.map((step) => (
        <li key={step}>
          <button type="button" onClick={() => open(places[step][0], { params: places[step][1] })} disabled={!start[step]}>
            <span className={start[step] ? 'accent' : 'good'}>
              <Glyph shape={start[step] ? 'ring' : 'tickedDisc'} size={16} />
            </span>
            <span className="grow">
              <b>{t(`start.${step}`)}</b>
              <span className="cap">{start[step] ? t(`start.${step}Says`) : t('start.done')}</span>
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}
