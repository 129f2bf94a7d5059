// What the lists of cases and of quarantine have in common: narrowing by site and age, and going on page after page.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SelectField } from '../ui/SelectField.tsx'
import { useAsk } from './ask.ts'
import { Pages } from './Pages.tsx'

const DAY_MS = 86_400_000
const ages = [0, DAY_MS, 3 * DAY_MS, 7 * DAY_MS] as const

export type Place = { at: number; id: string }
export type Narrowing = { site: string | null; olderMs: number; after: Place | null }
export const EVERYTHING: Narrowing = { site: null, olderMs: 0, after: null }

export function Narrowed({ value, onChange, children }: { value: Narrowing; onChange: (next: Narrowing) => void; children?: ReactNode }) {
  const { t } = useTranslation('console')
  const sites = useAsk('sites.list', {})
  return (
    <div className="filters">
      {children}
      <SelectField
        label={t('desktop.site')}
        value={value.site ?? ''}
        onChange={(site) => onChange({ ...value, site: site === '' ? null : site, after: null })}
        options={[{ value: '', label: t('all') }, ...(sites.value?.sites ?? []).map((each) => ({ value: each.id, label: each.name }))]}
      />
      <SelectField
        label={t('age.label')}
        value={String(value.olderMs)}
        onChange={(ms) => onChange({ ...value, olderMs: Number(ms), after: null })}
        options={ages.map((ms) => ({ value: String(ms), label: ms === 0 ? t('all') : t('age.over', { count: ms / DAY_MS }) }))}
      />
    </div>
  )
}

export function Onward({ value, next, onChange }: { value: Narrowing; next: Place | null; onChange: (next: Narrowing) => void }) {
  const at = (after: Place | null) => (): void => onChange({ ...value, after })
  return <Pages back={value.after && at(null)} next={next && at(next)} />
}
