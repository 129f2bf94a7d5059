// Two entries of one person become one: which is kept, and what it takes over where they say different things.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import type { Twin } from '../../../shared/modules/customers/contract/shapes.ts'
import type { MergeUnit } from '../../../shared/modules/customers/rules.ts'
import { formatYuan, type Fen } from '../../../shared/money.ts'
import type { Failure } from '../../../shared/errors.ts'
import { call, newAttempt } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { dayOf } from '../../ui/DateText.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { sayBriefly } from '../../ui/toast.tsx'

type Pair = readonly [a: string, b: string]

/** `onDone` names the one that was kept. */
export function MergeDialog({ pair, onClose, onDone }: { pair: Pair | null; onClose: () => void; onDone?: (kept: string) => void }) {
  const { t } = useTranslation('customers')
  return (
    <Dialog open={pair !== null} onClose={onClose} title={t('merge.title')} width="wide">
      {pair && <Merge key={pair.join()} pair={pair} onClose={onClose} onDone={onDone} />}
    </Dialog>
  )
}

function Merge({ pair, onClose, onDone }: { pair: Pair; onClose: () => void; onDone: ((kept: string) => void) | undefined }) {
  const { t } = useTranslation('customers')
  const { data, error } = useLive('customers.twins', { a: pair[0], b: pair[1] })
  const [chosen, setChosen] = useState<string | null>(null)
  const [take, setTake] = useState<readonly MergeUnit[]>([])
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const [attempt, setAttempt] = useState(newAttempt)
  if (error) return <Refused error={error} module="customers" />
  if (!data) return <Loading />
  // Whose order is under way stays; else the older entry.
  const proposed = data.b.underWay || (!data.a.underWay && data.b.createdAt < data.a.createdAt) ? data.b.id : data.a.id
  const [keep, gone] = (chosen ?? proposed) === data.a.id ? [data.a, data.b] : [data.b, data.a]
  const told = (twin: Twin): string =>
    [
      twin.facts.phone,
      t('merge.since', { day: dayOf(twin.createdAt) }),
      t('merge.orders', { count: twin.orders }),
      twin.underWay && t('merge.underWay'),
    ]
      .filter(Boolean)
      .join(t('dot'))
  const send = async (): Promise<void> => {
    setBusy(true)
    const reply = await call('customers.merge', { keep: keep.id, gone: gone.id, take: [...take] }, { attempt })
    setBusy(false)
    setAttempt(newAttempt())
    if (!reply.ok) return setFailure(reply.error)
    sayBriefly(t('merge.done', { name: keep.facts.name ?? '' }))
    onClose()
    onDone?.(keep.id)
  }
  return (
    <div className="stack">
      {failure && <Refused error={failure} module="customers" />}
      <ChoiceField
        label={t('merge.keep')}
        value={keep.id}
        onChange={(id) => {
          setChosen(id)
          setTake([])
        }}
        options={[data.a, data.b].map((twin) => ({ value: twin.id, label: twin.facts.name ?? '', more: told(twin) }))}
      />
      {data.differ.map((unit) => (
        <ChoiceField
          key={unit}
          label={t(`field.${unit}`)}
          value={take.includes(unit) ? 'gone' : 'keep'}
          onChange={(from) => setTake((before) => (from === 'gone' ? [...before, unit] : before.filter((each) => each !== unit)))}
          options={[
            { value: 'keep', label: factText(t, unit, keep.facts[unit] ?? '') },
            { value: 'gone', label: factText(t, unit, gone.facts[unit] ?? '') },
          ]}
        />
      ))}
      <p className="cap">{t('merge.says')}</p>
      <div className="form-foot">
        <Button kind="primary" onPress={() => void send()} busy={busy}>
          {t('merge.submit')}
        </Button>
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      </div>
    </div>
  )
}

/** A stored value as people read it. */
function factText(t: TFunction<'customers'>, unit: MergeUnit, value: string): string {
  if (unit === 'budgetFen') return formatYuan(Number(value) as Fen)
  if (unit === 'level') return t(`levels.${value}` as 'levels.H')
  if (unit === 'gender') return t(`genders.${value}` as 'genders.male')
  return value
}
