// Cases of the whole group, oldest first: what people at the sites must look at because two desktops met.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CaseLine, caseStates, Kind } from '../../shared/console/contract/cases.ts'
import { DateText } from '../ui/DateText.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Refused } from '../ui/Refused.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { useAsk } from './ask.ts'
import { EVERYTHING, Narrowed, type Narrowing, Onward } from './Narrowed.tsx'
import { commandText, tableText } from './record-words.ts'
import { pathOf } from './route.ts'
import { Screen } from './Screen.tsx'

export function CasesScreen() {
  const { t } = useTranslation('console')
  const [where, setWhere] = useState<Narrowing>(EVERYTHING)
  const [state, setState] = useState<(typeof caseStates)[number]>('open')
  const [kind, setKind] = useState<CaseLine['kind'] | null>(null)
  const { value, failure, again } = useAsk('cases.list', { ...where, state, kind })
  const fromTheStart = (): void => setWhere({ ...where, after: null })
  return (
    <Screen title={t('places.cases')} says={t('cases.says')}>
      <div className="stack wide">
        <Narrowed value={where} onChange={setWhere}>
          <div className="views-line" role="group" aria-label={t('cases.state')}>
            {caseStates.map((each) => (
              <button
                key={each}
                type="button"
                className="chip"
                aria-pressed={each === state}
                onClick={() => {
                  setState(each)
                  fromTheStart()
                }}
              >
                {t(`cases.states.${each}`)}
              </button>
            ))}
          </div>
          <SelectField
            label={t('cases.kind')}
            value={kind ?? ''}
            onChange={(next) => {
              setKind(Kind.options.find((each) => each === next) ?? null)
              fromTheStart()
            }}
            options={[{ value: '', label: t('all') }, ...Kind.options.map((each) => ({ value: each, label: t(`sync:kind.${each}`) }))]}
          />
        </Narrowed>
        {failure && <Refused error={failure} module="console" onRetry={again} />}
        {!value && !failure && <Loading />}
        {value && value.cases.length === 0 && <Empty drawing="calm">{t('cases.none')}</Empty>}
        {value && value.cases.length > 0 && (
          <table className="facts">
            <thead>
              <tr>
                <th className="broad">{t('cases.kind')}</th>
                <th>{t('desktop.site')}</th>
                <th>{t('cases.late')}</th>
                <th>{t('cases.opened')}</th>
              </tr>
            </thead>
            <tbody>
              {value.cases.map((each) => (
                <tr key={each.id}>
                  <td className="broad">
                    <a className="link" href={pathOf('cases', each.id)}>
                      {t(`sync:kind.${each.kind}`)}
                    </a>{' '}
                    <span className="cap">
                      {[tableText(t, each.table), each.command && commandText(t, each.command)].filter(Boolean).join(' · ')}
                    </span>
                  </td>
                  <td>{each.siteName}</td>
                  <td>{[each.who, each.desktop].filter(Boolean).join(' · ') || '—'}</td>
                  <td>
                    <DateText at={each.openedAt} near />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <Onward value={where} next={value?.next ?? null} onChange={setWhere} />
      </div>
    </Screen>
  )
}
