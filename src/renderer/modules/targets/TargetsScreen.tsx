// 目标与提成: how far the team and each person are in a month, who leads, where they will end; and beside it a person's
// statement with every line's order. Made large it is for the screen in the showroom.
import AddIcon from 'lucide-react/icons/plus'
import LargeIcon from 'lucide-react/icons/maximize'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import { addMonths, monthOf } from '../../../shared/dates.ts'
import { type Fen, formatYuan } from '../../../shared/money.ts'
import { isMoney, type Measure, measures } from '../../../shared/modules/targets/rules.ts'
import { useLive } from '../../live.ts'
import { useMay, useMe } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { useToday } from '../../ui/today.ts'
import { SchemeDialog, TargetDialog } from './dialogs.tsx'
import { Statement } from './Statement.tsx'
import './targets.css'

type Board = Output<'targets.board'>
type Row = Board['team']
const MONTHS = 12

const amount = (measure: Measure, value: number | null): string =>
  value === null ? '—' : isMoney(measure) ? formatYuan(value as Fen) : String(value)

export function TargetsScreen() {
  const { t } = useTranslation('targets')
  const may = useMay()
  const me = useMe()
  const today = useToday()
  const [month, setMonth] = useState(monthOf(today))
  const [person, setPerson] = useState<string | null>(me.reach === 'own' ? me.id : null)
  const [large, setLarge] = useState(false)
  const [doing, setDoing] = useState<'target' | 'scheme' | null>(null)
  const { data, error, again } = useLive('targets.board', { month })
  const months = Array.from({ length: MONTHS }, (_, back) => monthOf(addMonths(`${monthOf(today)}-01`, 1 - back)))
  return (
    <div className={large ? 'screen targets-large' : 'screen'}>
      <header className="screen-head">
        <div className="grow">
          <h1>{t('title')}</h1>
          {!large && <p>{t('says')}</p>}
        </div>
        <SelectField label={t('month')} value={month} onChange={setMonth} options={months.map((value) => ({ value, label: value }))} />
        {may('targets.edit') && !large && (
          <Button icon={AddIcon} onPress={() => setDoing('scheme')}>
            {t('scheme.add')}
          </Button>
        )}
        {may('targets.edit') && !large && (
          <Button kind="primary" icon={AddIcon} shortcut="mod+N" onPress={() => setDoing('target')}>
            {t('target.set')}
          </Button>
        )}
        <Button icon={LargeIcon} onPress={() => setLarge(!large)}>
          {t(large ? 'smaller' : 'larger')}
        </Button>
      </header>
      <div className="screen-body">
        {error && <Refused error={error} module="targets" onRetry={again} />}
        {!data && !error && <Loading />}
        {data && <Team row={data.team} />}
        {data && <People data={data} chosen={person} onChoose={large ? null : setPerson} />}
        {person !== null && !large && <Statement personId={person} month={month} />}
      </div>
      <TargetDialog month={doing === 'target' ? month : null} people={data?.people ?? []} onClose={() => setDoing(null)} />
      <SchemeDialog open={doing === 'scheme'} onClose={() => setDoing(null)} />
    </div>
  )
}

function Team({ row }: { row: Row }) {
  const { t } = useTranslation('targets')
  return (
    <dl className="figures targets-team">
      {row.measures.map(({ measure, reached, target, forecast }) => (
        <div key={measure}>
          <dt>{t(`measures.${measure}`)}</dt>
          <dd>
            {amount(measure, reached)}
            {target !== null && <span className="cap"> / {amount(measure, target)}</span>}
            {target !== null && target > 0 && reached !== null && (
              <progress max={target} value={Math.min(reached, target)} aria-label={t('progress', { measure: t(`measures.${measure}`) })} />
            )}
          </dd>
          {forecast !== null && <dd className="cap">{t('forecast', { value: amount(measure, forecast) })}</dd>}
        </div>
      ))}
    </dl>
  )
}

function People({ data, chosen, onChoose }: { data: Board; chosen: string | null; onChoose: ((id: string) => void) | null }) {
  const { t } = useTranslation('targets')
  const me = useMe()
  return (
    <table className="facts targets-people">
      <thead>
        <tr>
          <th className="num">{t('rank')}</th>
          <th>{t('person')}</th>
          {measures.map((measure) => (
            <th key={measure} className="num">
              {t(`measures.${measure}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {data.people.map((row) => {
          const { personId } = row
          const opens = onChoose !== null && personId !== null && (me.reach !== 'own' || personId === me.id)
          return (
            <tr key={personId} className={personId === chosen ? 'chosen' : undefined}>
              <td className="num">{row.rank}</td>
              <td>
                {opens ? (
                  <button type="button" className="link" onClick={() => onChoose(personId)}>
                    {row.name}
                  </button>
                ) : (
                  <b>{row.name}</b>
                )}
              </td>
              {row.measures.map(({ measure, reached, target }) => (
                <td key={measure} className="num">
                  {amount(measure, reached)}
                  {target !== null && <span className="cap"> / {amount(measure, target)}</span>}
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
