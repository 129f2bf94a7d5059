// The execution board as a table: what its columns show, by what it is filtered, and the views it brings.
import type { TFunction } from 'i18next'
import type { ExecutionRow } from '../../../shared/modules/orders/contract/rows.ts'
import { applicationStates } from '../../../shared/modules/applications/rules.ts'
import { vehicleStates } from '../../../shared/modules/vehicles/rules.ts'
import { Mark, StatusTag, SyncBadge } from '../../ui/Mark.tsx'
import { ApplicationMark, applicationText } from '../../ui/money/ApplicationMark.tsx'
import { Money } from '../../ui/Money.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'
import { StageMark } from './StageMark.tsx'

const nothing = <span className="muted">·</span>
const stages = ['signed', 'reserved', 'paid', 'car-lost'] as const

/** Done, or still to do. */
const step = (t: TFunction, done: boolean) => (
  <Mark shape={done ? 'tick' : 'ring'} tone={done ? 'good' : 'plain'} word={t(done ? 'orders:execution.done' : 'orders:execution.open')} />
)
const registration = (row: ExecutionRow): ('invoiced' | 'taxed' | 'plated')[] =>
  (['invoiced', 'taxed', 'plated'] as const).filter((name) => row[name])

export const executionColumnsOf = (t: TFunction): Column<ExecutionRow>[] => {
  const word = (name: string): string => t(`orders:execution.column.${name}`)
  return [
    {
      id: 'no',
      title: word('no'),
      width: 136,
      sortable: true,
      frozen: true,
      cell: (row) => <span className="muted">{row.no}</span>,
      text: (row) => row.no,
    },
    {
      id: 'customer',
      title: word('customer'),
      width: 84,
      sortable: true,
      cell: (row) => <span className="mid">{row.customerName}</span>,
      text: (row) => row.customerName,
    },
    { id: 'vehicle', title: word('vehicle'), width: 150, grow: true, sortable: true, cell: (row) => row.vehicleName ?? nothing },
    {
      id: 'stage',
      title: word('stage'),
      width: 92,
      sortable: true,
      cell: (row) => <StageMark stage={row.stage} />,
      text: (row) => t(`orders:stage.${row.stage}` as never),
    },
    {
      id: 'due',
      title: word('due'),
      width: 116,
      align: 'end',
      sortable: true,
      cell: (row) =>
        row.dueFen === 0 ? <Mark shape="tick" tone="good" word={t('orders:execution.settled')} /> : <Money fen={row.dueFen} />,
    },
    {
      id: 'papersOpen',
      title: word('papers'),
      width: 84,
      sortable: true,
      cell: (row) => (row.papersAll > 0 && row.papersDone === row.papersAll ? step(t, true) : `${row.papersDone} / ${row.papersAll}`),
      text: (row) => `${row.papersDone} / ${row.papersAll}`,
    },
    {
      id: 'carState',
      title: word('car'),
      width: 120,
      cell: (row) => (row.carState === null ? nothing : <StatusTag state={row.carState} />),
    },
    {
      id: 'registration',
      title: word('registration'),
      width: 130,
      cell: (row) =>
        registration(row)
          .map((name) => t(`orders:execution.${name}`))
          .join(t('orders:comma')) || step(t, false),
    },
    {
      id: 'applied',
      title: word('applied'),
      width: 150,
      cell: (row) =>
        row.loanState === null && row.insuranceState === null ? (
          nothing
        ) : (
          <span className="row">
            {row.loanState && <ApplicationMark kind="loan" state={row.loanState} />}
            {row.insuranceState && <ApplicationMark kind="insurance" state={row.insuranceState} />}
          </span>
        ),
      text: (row) =>
        (['loan', 'insurance'] as const)
          .flatMap((kind) => (row[`${kind}State`] ? [applicationText(t, { kind, state: row[`${kind}State`]! })] : []))
          .join(' '),
    },
    {
      id: 'appointedOn',
      title: word('appointed'),
      width: 150,
      sortable: true,
      cell: (row) =>
        row.appointedOn === null ? (
          <span className="muted">{row.deliverOn === null ? '·' : t('orders:execution.agreed', { on: row.deliverOn })}</span>
        ) : (
          [row.appointedOn, row.slot, row.bay].filter(Boolean).join(' ')
        ),
    },
    { id: 'consultant', title: word('consultant'), width: 84, cell: (row) => row.consultantName },
    {
      id: 'sync',
      title: word('sync'),
      width: 80,
      cell: (row) => <SyncBadge standing={row.standing} />,
      text: (row) => t(`ui:standing.${row.standing}`),
    },
  ]
}

const yesNo = (t: TFunction) => [
  { value: 'yes', label: t('orders:execution.done') },
  { value: 'no', label: t('orders:execution.open') },
]
const stageWords = (t: TFunction) => Object.fromEntries(stages.map((stage) => [stage, t(`orders:stage.${stage}` as never)]))
const carWords = (t: TFunction) => Object.fromEntries(vehicleStates.map((state) => [state, t(`ui:vehicle.${state}`)]))
const applicationWords = (t: TFunction) => Object.fromEntries(applicationStates.map((state) => [state, t(`applications:states.${state}`)]))
const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))

export const executionFiltersOf = (t: TFunction): FilterDef[] => {
  const word = (name: string): string => t(`orders:execution.column.${name}`)
  return [
    { column: 'stage', title: word('stage'), kind: 'choice', options: optionsOf(stageWords(t)) },
    { column: 'paid', title: word('due'), kind: 'choice', options: yesNo(t) },
    { column: 'invoiced', title: t('orders:execution.invoiced'), kind: 'choice', options: yesNo(t) },
    { column: 'plated', title: t('orders:execution.plated'), kind: 'choice', options: yesNo(t) },
    { column: 'carState', title: word('car'), kind: 'choice', options: optionsOf(carWords(t)) },
    { column: 'loanState', title: t('orders:execution.loan'), kind: 'choice', options: optionsOf(applicationWords(t)) },
    { column: 'insuranceState', title: t('orders:execution.insurance'), kind: 'choice', options: optionsOf(applicationWords(t)) },
    { column: 'appointedOn', title: word('appointed'), kind: 'day' },
    { column: 'consultant', title: word('consultant'), kind: 'text' },
  ]
}

export const executionViewsOf = (t: TFunction, today: string, week: string): BuiltInView[] => [
  { id: 'all', name: t('orders:execution.views.all'), filters: [] },
  { id: 'week', name: t('orders:execution.views.week'), filters: [{ column: 'appointedOn', op: 'between', values: [today, week] }] },
  { id: 'unpaid', name: t('orders:execution.views.unpaid'), filters: [{ column: 'paid', op: 'is', values: ['no'] }] },
  { id: 'ready', name: t('orders:execution.views.ready'), filters: [{ column: 'paid', op: 'is', values: ['yes'] }] },
]

/** What a file of the board holds: papers done and wanted apart, registration in its parts, codes as words. */
export const executionFileColumns = (t: TFunction, shown: readonly { id: string; title: string }[]) =>
  shown.flatMap(({ id, title }): { id: string; title: string; words?: Record<string, string> }[] => {
    if (id === 'sync') return []
    if (id === 'customer' || id === 'vehicle' || id === 'consultant') return [{ id: `${id}Name`, title }]
    if (id === 'due') return [{ id: 'dueFen', title }]
    if (id === 'papersOpen')
      return (['papersDone', 'papersAll'] as const).map((name) => ({ id: name, title: t(`orders:execution.${name}`) }))
    if (id === 'registration')
      return (['invoiced', 'taxed', 'plated'] as const).map((name) => ({ id: name, title: t(`orders:execution.${name}`) }))
    if (id === 'applied')
      return (['loan', 'insurance'] as const).map((kind) => ({
        id: `${kind}State`,
        title: t(`orders:execution.${kind}`),
        words: applicationWords(t),
      }))
    if (id === 'appointedOn')
      return [{ id, title }, ...(['slot', 'bay'] as const).map((name) => ({ id: name, title: t(`orders:execution.${name}`) }))]
    return [{ id, title, ...(id === 'stage' ? { words: stageWords(t) } : id === 'carState' ? { words: carWords(t) } : {}) }]
  })
