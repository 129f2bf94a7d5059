// Says one filter: which values or which not, what a text holds, from where to where.
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListFilter } from '../../../shared/list.ts'
import { Button } from '../Button.tsx'
import { CheckField } from '../CheckField.tsx'
import { DateField } from '../DateField.tsx'
import { MoneyField } from '../MoneyField.tsx'
import { NumberField } from '../NumberField.tsx'
import { TextField } from '../TextField.tsx'
import type { FilterDef } from './columns.ts'

type Value = string | number | null
type Props = { def: FilterDef; filter: ListFilter | undefined; onDone: (filter: ListFilter) => void }

export function FilterEditor({ def, filter, onDone }: Props) {
  const { t } = useTranslation('ui')
  const ops = opsOf(def)
  const [op, setOp] = useState<ListFilter['op']>(filter && ops.includes(filter.op) ? filter.op : ops[0]!)
  const [values, setValues] = useState<Value[]>(
    filter ? [...filter.values] : def.kind === 'choice' ? [] : def.kind === 'text' ? [''] : [null, null],
  )
  const needsNone = op === 'empty' || op === 'filled'
  const ready = needsNone || values.some((value) => value !== null && value !== '')
  const done = (event?: FormEvent): void => {
    event?.preventDefault()
    if (ready)
      onDone({
        column: def.column,
        op,
        values: needsNone ? [] : def.kind === 'choice' ? values : values.map((value) => (value === '' ? null : value)),
      })
  }
  const put = (at: number, value: Value): void => setValues((before) => before.map((each, index) => (index === at ? value : each)))
  return (
    <form className="filter-editor" onSubmit={done} noValidate>
      {ops.length > 1 && (
        <span className="switch">
          {ops.map((each) => (
            <button key={each} type="button" aria-pressed={op === each} onClick={() => setOp(each)}>
              {t(`filter.op.${def.kind === 'choice' ? 'choice' : 'plain'}.${each}`)}
            </button>
          ))}
        </span>
      )}
      {!needsNone && def.kind === 'choice' && (
        <div className="filter-choices">
          {def.options.map((option, at) => (
            <CheckField
              key={option.value}
              label={option.mark ?? option.label}
              autoFocus={at === 0}
              value={values.includes(option.value)}
              onChange={(on) => setValues((before) => (on ? [...before, option.value] : before.filter((each) => each !== option.value)))}
            />
          ))}
        </div>
      )}
      {!needsNone && def.kind === 'text' && (
        <TextField label={def.title} autoFocus value={String(values[0] ?? '')} onChange={(value) => put(0, value)} />
      )}
      {!needsNone && def.kind !== 'choice' && def.kind !== 'text' && <Ends kind={def.kind} values={values} put={put} />}
      <Button kind="primary" size="small" type="submit" disabled={!ready}>
        {t('filter.apply')}
      </Button>
    </form>
  )
}

function opsOf(def: FilterDef): ListFilter['op'][] {
  if (def.kind === 'choice') return ['is', 'not']
  const some: ListFilter['op'][] = def.kind === 'text' ? ['has', 'starts', 'is'] : ['between']
  return def.canBeEmpty ? [...some, 'empty', 'filled'] : some
}

function Ends({
  kind,
  values,
  put,
}: {
  kind: 'money' | 'number' | 'day'
  values: readonly Value[]
  put: (at: number, value: Value) => void
}) {
  const { t } = useTranslation('ui')
  const number = (at: number): number | null => (typeof values[at] === 'number' ? values[at] : null)
  const day = (at: number): string | null => (typeof values[at] === 'string' && values[at] !== '' ? values[at] : null)
  return (
    <div className="row top">
      {[0, 1].map((at) => {
        const label = t(at === 0 ? 'filter.low' : 'filter.high')
        const first = at === 0
        if (kind === 'money')
          return <MoneyField key={at} label={label} autoFocus={first} value={number(at)} onChange={(fen) => put(at, fen)} />
        if (kind === 'number')
          return (
            <NumberField key={at} label={label} autoFocus={first} width="short" value={number(at)} onChange={(value) => put(at, value)} />
          )
        return <DateField key={at} label={label} autoFocus={first} value={day(at)} onChange={(on) => put(at, on)} />
      })}
    </div>
  )
}
