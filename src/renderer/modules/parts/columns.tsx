// Parts and their ledger as tables: columns, filters, views, and what their marks look like.
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { type MoveRow, type PartRow, stockLevels } from '../../../shared/modules/parts/contract.ts'
import { moveKinds, partClasses, partOrigins, type PartOrigin } from '../../../shared/modules/parts/rules.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Mark, SyncBadge } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import { Units, unitsText } from '../../ui/Units.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'

const levelLooks = {
  none: ['cross', 'act'],
  short: ['halfRing', 'warn'],
  enough: ['tick', 'good'],
  over: ['chevrons', 'violet'],
} as const
export function LevelMark({ level }: { level: PartRow['level'] }) {
  const { t } = useTranslation('parts')
  const [shape, tone] = levelLooks[level]
  return <Mark shape={shape} tone={tone} word={t(`levels.${level}`)} />
}
export function OriginMark({ origin }: { origin: PartOrigin }) {
  const { t } = useTranslation('parts')
  return (
    <Mark
      shape={origin === 'original' ? 'tick' : 'diamond'}
      tone={origin === 'original' ? 'plain' : 'warn'}
      word={t(`origins.${origin}`)}
    />
  )
}

const nothing = <span className="muted">·</span>
/** A column of quantities, each in its part's unit. */
const quantity = <R extends { unit: string }>(id: string, title: string, of: (row: R) => number | null): Column<R> => ({
  ...{ id, title, width: 100, align: 'end' },
  cell: (row) => <Units units={of(row)} unit={row.unit} />,
  text: (row) => unitsText(of(row), row.unit),
})

export const partColumns = (t: TFunction, seesCost: boolean): Column<PartRow>[] => {
  const word = (name: string): string => t(`parts:column.${name}`)
  return [
    { id: 'code', title: word('code'), width: 150, sortable: true, frozen: true, cell: (row) => <span className="mono">{row.code}</span> },
    { id: 'name', title: word('name'), width: 180, grow: true, sortable: true, cell: (row) => row.name },
    { id: 'class', title: word('class'), width: 84, sortable: true, cell: (row) => t(`parts:classes.${row.class}`) },
    {
      id: 'origin',
      title: word('origin'),
      width: 120,
      sortable: true,
      cell: (row) => <OriginMark origin={row.origin} />,
      text: (row) => t(`parts:origins.${row.origin}`),
    },
    { id: 'bin', title: word('bin'), width: 90, sortable: true, cell: (row) => row.bin ?? nothing },
    {
      id: 'units',
      title: word('units'),
      width: 100,
      align: 'end',
      sortable: true,
      cell: (row) => <Units units={row.units} unit={row.unit} />,
      text: (row) => `${row.units} ${row.unit}`,
    },
    quantity('promisedUnits', word('promisedUnits'), (row) => row.promisedUnits || null),
    {
      id: 'level',
      title: word('level'),
      width: 110,
      sortable: true,
      cell: (row) => <LevelMark level={row.level} />,
      text: (row) => t(`parts:levels.${row.level}`),
    },
    { ...quantity('lowUnits', word('lowUnits'), (row: PartRow) => row.lowUnits), sortable: true },
    { ...quantity('highUnits', word('highUnits'), (row: PartRow) => row.highUnits), sortable: true, hidden: true },
    { id: 'priceFen', title: word('priceFen'), width: 110, align: 'end', sortable: true, cell: (row) => <Money fen={row.priceFen} /> },
    ...(seesCost
      ? [
          {
            id: 'valueFen',
            title: word('valueFen'),
            width: 120,
            align: 'end' as const,
            sortable: true,
            cell: (row: PartRow) => <Money fen={row.valueFen} />,
            foot: (totals: Record<string, number | string | null>) => <Money fen={Number(totals['valueFen'] ?? 0)} />,
          },
        ]
      : []),
    { id: 'maker', title: word('maker'), width: 110, sortable: true, hidden: true, cell: (row) => row.maker ?? nothing },
    {
      id: 'lastOutOn',
      title: word('lastOutOn'),
      width: 100,
      sortable: true,
      cell: (row) => (row.lastOutOn === null ? nothing : <DateText on={row.lastOutOn} />),
    },
    {
      id: 'sync',
      title: word('sync'),
      width: 84,
      cell: (row) => <SyncBadge standing={row.standing} />,
      text: (row) => t(`ui:sync.${row.standing}`),
    },
  ]
}
export const partFilters = (t: TFunction): FilterDef[] => [
  {
    column: 'class',
    title: t('parts:column.class'),
    kind: 'choice',
    options: partClasses.map((value) => ({ value, label: t(`parts:classes.${value}`) })),
  },
  {
    column: 'origin',
    title: t('parts:column.origin'),
    kind: 'choice',
    options: partOrigins.map((value) => ({ value, label: t(`parts:origins.${value}`) })),
  },
  {
    column: 'level',
    title: t('parts:column.level'),
    kind: 'choice',
    options: stockLevels.map((value) => ({ value, label: t(`parts:levels.${value}`) })),
  },
  { column: 'bin', title: t('parts:column.bin'), kind: 'text', canBeEmpty: true },
  { column: 'maker', title: t('parts:column.maker'), kind: 'text' },
  { column: 'units', title: t('parts:column.units'), kind: 'number' },
  { column: 'lastOutOn', title: t('parts:column.lastOutOn'), kind: 'day', canBeEmpty: true },
  {
    column: 'archived',
    title: t('parts:column.archived'),
    kind: 'choice',
    options: (['no', 'yes'] as const).map((value) => ({ value, label: t(`parts:archived.${value}`) })),
  },
]
export const partViews = (t: TFunction): BuiltInView[] => [
  { id: 'all', name: t('parts:views.all'), filters: [] },
  { id: 'short', name: t('parts:views.short'), filters: [{ column: 'level', op: 'is', values: ['none', 'short'] }] },
  { id: 'over', name: t('parts:views.over'), filters: [{ column: 'level', op: 'is', values: ['over'] }] },
  { id: 'other', name: t('parts:views.other'), filters: [{ column: 'origin', op: 'not', values: ['original'] }] },
]

export const moveColumns = (t: TFunction, seesCost: boolean): Column<MoveRow>[] => {
  const word = (name: string): string => t(`parts:move.${name}`)
  return [
    { id: 'no', title: word('no'), width: 160, sortable: true, frozen: true, cell: (row) => row.no },
    { id: 'kind', title: word('kind'), width: 100, sortable: true, cell: (row) => t(`parts:kinds.${row.kind}`) },
    { id: 'code', title: t('parts:column.code'), width: 140, sortable: true, cell: (row) => <span className="mono">{row.code}</span> },
    { id: 'name', title: t('parts:column.name'), width: 160, grow: true, sortable: true, cell: (row) => row.name },
    {
      id: 'units',
      title: word('units'),
      width: 100,
      align: 'end',
      sortable: true,
      // What bringing parts cost moves none of them.
      cell: (row) => <Units units={row.kind === 'landed' ? null : row.units} unit={row.unit} />,
      text: (row) => (row.kind === 'landed' ? '' : `${row.units} ${row.unit}`),
    },
    quantity('afterUnits', word('afterUnits'), (row) => row.afterUnits),
    ...(seesCost
      ? [{ id: 'costFen', title: word('costFen'), width: 110, align: 'end' as const, cell: (row: MoveRow) => <Money fen={row.costFen} /> }]
      : []),
    { id: 'amountFen', title: word('amountFen'), width: 110, align: 'end', cell: (row) => <Money fen={row.amountFen} /> },
    { id: 'customerName', title: word('customer'), width: 100, cell: (row) => row.customerName ?? nothing },
    { id: 'note', title: word('note'), width: 140, cell: (row) => row.note ?? nothing },
    { id: 'movedBy', title: word('movedBy'), width: 90, sortable: true, cell: (row) => row.movedBy },
    { id: 'movedAt', title: word('movedAt'), width: 120, sortable: true, cell: (row) => <DateText at={row.movedAt} near /> },
    {
      id: 'sync',
      title: t('parts:column.sync'),
      width: 84,
      cell: (row) => <SyncBadge standing={row.standing} />,
      text: (row) => t(`ui:sync.${row.standing}`),
    },
  ]
}
export const moveFilters = (t: TFunction): FilterDef[] => [
  {
    column: 'kind',
    title: t('parts:move.kind'),
    kind: 'choice',
    options: moveKinds.map((value) => ({ value, label: t(`parts:kinds.${value}`) })),
  },
  { column: 'movedOn', title: t('parts:move.movedAt'), kind: 'day' },
  { column: 'code', title: t('parts:column.code'), kind: 'text' },
  { column: 'movedBy', title: t('parts:move.movedBy'), kind: 'text' },
]
