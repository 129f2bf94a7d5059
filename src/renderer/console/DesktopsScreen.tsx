// Every desktop, worst first: by standing, by site, by a word; a hundred to a page.
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { standings, type Standing } from '../../shared/console/rules.ts'
import { Empty } from '../ui/Empty.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Refused } from '../ui/Refused.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useAsk } from './ask.ts'
import { DesktopTable } from './DesktopTable.tsx'
import { Pages } from './Pages.tsx'
import { go } from './route.ts'
import { Screen } from './Screen.tsx'

const PAGE = 100

/** `standing` and `site` come from the address, so that a view can be kept and sent. */
export function DesktopsScreen({ standing, site }: { standing: Standing | null; site: string | null }) {
  const { t } = useTranslation('console')
  const [search, setSearch] = useState('')
  const [offset, setOffset] = useState(0)
  const searched = useDeferredValue(search)
  const { value, failure, again } = useAsk('desktops.list', { search: searched, standing, site, offset })
  const sites = useAsk('sites.list', {})
  const counts = value?.counts
  const all = counts ? standings.reduce((sum, each) => sum + counts[each], 0) : undefined
  const show = (next: Standing | null, at: string | null): void => {
    setOffset(0)
    go('desktops', ...(next ? ['standing', next] : []), ...(at ? ['site', at] : []))
  }
  return (
    <Screen title={t('places.desktops')}>
      <div className="stack wide">
        <div className="filters">
          <div className="views-line" role="group" aria-label={t('desktop.standing')}>
            {[null, ...standings].map((each) => (
              <button key={each ?? 'all'} type="button" className="chip" aria-pressed={each === standing} onClick={() => show(each, site)}>
                {each ? t(`standings.${each}`) : t('all')} <i>{each ? counts?.[each] : all}</i>
              </button>
            ))}
          </div>
          <SelectField
            label={t('desktop.site')}
            value={site ?? ''}
            onChange={(next) => show(standing, next === '' ? null : next)}
            options={[{ value: '', label: t('all') }, ...(sites.value?.sites ?? []).map((each) => ({ value: each.id, label: each.name }))]}
          />
          <TextField
            label={t('desktop.find')}
            type="search"
            value={search}
            onChange={(text) => {
              setSearch(text)
              setOffset(0)
            }}
          />
        </div>
        {failure && <Refused error={failure} module="console" onRetry={again} />}
        {!value && !failure && <Loading />}
        {value && value.desktops.length === 0 && <Empty drawing="search">{t('desktop.none')}</Empty>}
        {value && value.desktops.length > 0 && <DesktopTable desktops={value.desktops} />}
        {value && (
          <Pages
            word="previous"
            back={offset === 0 ? null : () => setOffset(Math.max(0, offset - PAGE))}
            next={offset + PAGE >= value.total ? null : () => setOffset(offset + PAGE)}
          >
            <span>{t('page', { from: offset + 1, to: Math.min(value.total, offset + PAGE), total: value.total })}</span>
          </Pages>
        )}
      </div>
    </Screen>
  )
}
