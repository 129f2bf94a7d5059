// 每日收款: what one day brought, cut by way, by purpose and by person. Every cut adds up to the same net, money held for
// others is never mixed with ours, and every line opens the payments it is made of.
import ListIcon from 'lucide-react/icons/list'
import NextIcon from 'lucide-react/icons/chevron-right'
import PreviousIcon from 'lucide-react/icons/chevron-left'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../shared/dates.ts'
import type { Output } from '../../../shared/contract.ts'
import { useLive } from '../../live.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Glyph } from '../../ui/Glyph.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Mix } from '../../ui/Mix.tsx'
import { Money } from '../../ui/Money.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { useToday } from '../../ui/today.ts'
import { CutTable } from './CutTable.tsx'
import { ownAndHeld, wrongCuts } from './day-sums.ts'
import { DayPayments, type Drill } from './DayPayments.tsx'
import './receivables.css'

export function DayScreen() {
  const { t } = useTranslation('receivables')
  const today = useToday()
  const [on, setOn] = useState(today)
  const [drill, setDrill] = useState<Drill | null>(null)
  const { data, error, again } = useLive('receivables.dayTotals', { on })
  const go = (day: string): void => {
    setOn(day)
    setDrill(null)
  }
  const choose = (by: Drill['by']) => (key: string | null, name: string) => setDrill(key === null ? null : { by, key, name })
  const chosen = (by: Drill['by']): string | null => (drill?.by === by ? drill.key : null)
  const shown = data?.on === on ? data : undefined
  return (
    <div className="screen">
      <div className="screen-head">
        <div className="grow">
          <h1>{t('daybook')}</h1>
          <p>{t('daybookSays')}</p>
        </div>
        <div className="row day-picker" role="group" aria-label={t('day')}>
          <Button icon={PreviousIcon} label={t('dayBefore')} shortcut="alt+ArrowLeft" onPress={() => go(addDays(on, -1))} />
          <DateField label={t('day')} value={on} max={today} onChange={(day) => day && go(day)} />
          <Button
            icon={NextIcon}
            label={t('dayAfter')}
            shortcut="alt+ArrowRight"
            disabled={on >= today}
            onPress={() => go(addDays(on, 1))}
          />
          <Button kind="quiet" shortcut="T" disabled={on === today} onPress={() => go(today)}>
            {t('ui:today')}
          </Button>
          <Button icon={ListIcon} onPress={() => open('receivables')}>
            {t('ledger')}
          </Button>
        </div>
      </div>
      <div className="screen-body">
        {error && <Refused error={error} module="receivables" onRetry={again} />}
        {!shown && !error && <Loading />}
        {shown && shown.all.count === 0 && (
          <Empty
            drawing="calm"
            action={
              <Button icon={PreviousIcon} onPress={() => go(addDays(on, -1))}>
                {t('dayBefore')}
              </Button>
            }
          >
            {t('dayEmpty', { day: on })}
          </Empty>
        )}
        {shown && shown.all.count > 0 && (
          <>
            <Headline day={shown} />
            <div className="cuts">
              <CutTable
                title={t('byMethod')}
                count={shown.all.count}
                chosen={chosen('method')}
                onChoose={choose('method')}
                groups={[
                  {
                    name: t('byMethod'),
                    lines: shown.byMethod.map((row) => ({ ...row, key: row.method, name: t(`methods.${row.method}`) })),
                  },
                ]}
              />
              <Kinds day={shown} chosen={chosen('kind')} onChoose={choose('kind')} />
              <CutTable
                title={t('byPerson')}
                count={shown.all.count}
                chosen={chosen('person')}
                onChoose={choose('person')}
                groups={[{ name: t('byPerson'), lines: shown.byPerson.map((row) => ({ ...row, key: row.userId })) }]}
              />
            </div>
            <AddsUp day={shown} />
            <DayPayments on={on} count={shown.all.count} drill={drill} onDrop={() => setDrill(null)} />
          </>
        )}
      </div>
    </div>
  )
}

type Day = Output<'receivables.dayTotals'>

function Headline({ day }: { day: Day }) {
  const { t } = useTranslation('receivables')
  return (
    <div className="day-headline">
      <div>
        <span className="cap">{t('netOfDay', { count: day.all.count })}</span>
        <span className="headline">
          <Money fen={day.all.netFen} />
        </span>
        <span className="cap">
          {t('in')} <Money fen={day.all.inFen} /> − {t('out')} <Money fen={day.all.outFen} />
        </span>
      </div>
      <dl className="figures">
        <div>
          <dt>{t('own')}</dt>
          <dd>
            <Money fen={day.ownFen} />
          </dd>
          <dt>{t('ownNote')}</dt>
        </div>
        <div>
          <dt>
            <i className="held-dot" aria-hidden /> {t('held')}
          </dt>
          <dd>
            <Money fen={day.heldFen} />
          </dd>
          <dt>{t('heldNote')}</dt>
        </div>
        <div>
          <dt>{t('drawer')}</dt>
          <dd>
            <Money fen={day.cashFen} />
          </dd>
          <dt>{t('drawerNote')}</dt>
        </div>
      </dl>
      <Mix
        label={t('ownAndHeld')}
        parts={[
          { name: t('own'), value: Math.max(0, day.ownFen), color: 'var(--c-1)' },
          { name: t('held'), value: Math.max(0, day.heldFen), color: 'var(--c-4)' },
        ]}
      />
    </div>
  )
}

function Kinds({ day, chosen, onChoose }: { day: Day; chosen: string | null; onChoose: (key: string | null, name: string) => void }) {
  const { t } = useTranslation('receivables')
  const lines = day.byKind.map((row) => ({ ...row, key: row.kind as string, name: t(`kinds.${row.kind}`) }))
  const { own, held } = ownAndHeld(lines)
  return (
    <CutTable
      title={t('byKind')}
      count={null}
      chosen={chosen}
      onChoose={onChoose}
      groups={[
        { name: t('ownSum'), lines: own },
        { name: t('heldSum'), held: true, lines: held },
      ]}
    />
  )
}

function AddsUp({ day }: { day: Day }) {
  const { t } = useTranslation('receivables')
  const wrong = wrongCuts(day)
  if (wrong.length > 0)
    return <Notice kind="act">{t('doesNotAddUp', { cuts: wrong.map((cut) => t(`cuts.${cut}`)).join(t('comma')) })}</Notice>
  return (
    <p className="adds-up">
      <Glyph shape="tick" /> {t('addsUp')} <Money fen={day.all.netFen} />
    </p>
  )
}
