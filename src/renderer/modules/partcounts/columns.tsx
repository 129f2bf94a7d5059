// The parts of a stocktake as a table: columns, filters, views, and what their marks look like.
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { PartCountLine } from '../../../shared/modules/partcounts/contract.ts'
import { countDecisions, countVerdicts, type CountVerdict } from '../../../shared/modules/partcounts/rules.ts'
import { Mark } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import { Units, unitsText } from '../../ui/Units.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'

const looks = {
  found: ['tick', 'good'],
  missing: ['cross', 'act'],
  less: ['pause', 'act'],
  more: ['diamond', 'warn'],
  twice: ['chevrons', 'violet'],
  unknown: ['ring', 'warn'],
} as const
export function CountMark({ verdict }: { verdict: CountVerdict }) {
  const { t } = useTranslation('partcounts')
  const [shape, tone] = looks[verdict]
  return <Mark shape={shape} tone={tone} word={t(`verdicts.${verdict}`)} />
}

const nothing = <span className="muted">·</span>
const signed = (units: number): string => (units > 0 ? `+${units}` : String(units))
/** A column of quantities, each in its part's unit. */
const quantity = (id: string, title: string, of: (row: PartCountLine) => number | null): Column<PartCountLine> => ({
  ...{ id, title, width: 100, align: 'end', sortable: true },
  cell: (row) => <Units units={of(row)} unit={row.unit} />,
  text: (row) => unitsText(of(row), row.unit),
})

export const lineColumns = (t: TFunction, seesCost: boolean): Column<PartCountLine>[] => {
  const word = (name: string): string => t(`partcounts:column.${name}`)
  return [
    {
      id: 'code',
      title: word('code'),
      width: 140,
      sortable: true,
      frozen: true,
      cell: (row) => <span className="mono">{row.code}</span>,
      text: (row) => row.code,
    },
    {
      id: 'name',
      title: word('name'),
      width: 150,
      grow: true,
      sortable: true,
      cell: (row) => row.name ?? <span className="muted">{t('partcounts:scan.unknown')}</span>,
      text: (row) => row.name ?? '',
    },
    {
      id: 'verdict',
      title: word('verdict'),
      width: 120,
      sortable: true,
      cell: (row) => <CountMark verdict={row.verdict} />,
      text: (row) => t(`partcounts:verdicts.${row.verdict}`),
    },
    { id: 'bin', title: word('bin'), width: 80, sortable: true, cell: (row) => row.bin ?? nothing },
    { id: 'foundAt', title: word('foundAt'), width: 90, sortable: true, cell: (row) => row.foundAt ?? nothing },
    quantity('expectedUnits', word('expectedUnits'), (row) => row.expectedUnits),
    quantity('countedUnits', word('countedUnits'), (row) => row.countedUnits),
    {
      ...quantity('units', word('units'), (row) => row.units),
      cell: (row) => <Units units={row.units === 0 ? null : row.units} unit={row.unit} signed />,
      text: (row) => `${signed(row.units)} ${row.unit ?? ''}`.trim(),
    },
    ...(seesCost
      ? [
          {
            id: 'valueFen',
            title: word('valueFen'),
            width: 110,
            align: 'end' as const,
            sortable: true,
            cell: (row: PartCountLine) => (row.units === 0 ? nothing : <Money fen={row.valueFen} />),
          },
        ]
      : []),
    {
      id: 'decision',
      title: word('decision'),
      width: 110,
      sortable: true,
      cell: (row) =>
        row.decision ? (
          t(`partcounts:decisions.${row.decision}`)
        ) : row.verdict === 'found' ? (
          nothing
        ) : (
          <span className="act">{t('stocktakes:toDecide')}</span>
        ),
      text: (row) => (row.decision ? t(`partcounts:decisions.${row.decision}`) : ''),
    },
    { id: 'reason', title: word('reason'), width: 130, cell: (row) => row.reason ?? nothing, text: (row) => row.reason ?? '' },
  ]
}
export const lineFilters = (t: TFunction): FilterDef[] => [
  {
    column: 'verdict',
    title: t('partcounts:column.verdict'),
    kind: 'choice',
    options: countVerdicts.map((value) => ({ value, label: t(`partcounts:verdicts.${value}`) })),
  },
  { column: 'bin', title: t('partcounts:column.bin'), kind: 'text', canBeEmpty: true },
  { column: 'units', title: t('partcounts:column.units'), kind: 'number' },
]
export const lineViews = (t: TFunction): BuiltInView[] => [
  { id: 'differences', name: t('stocktakes:views.differences'), filters: [{ column: 'verdict', op: 'not', values: ['found'] }] },
  ...countVerdicts.map((verdict) => ({
    id: verdict,
    name: t(`partcounts:verdicts.${verdict}`),
    filters: [{ column: 'verdict', op: 'is' as const, values: [verdict] }],
  })),
]

/** What a file of the parts calls its codes. */
export const wordsInFile = (t: TFunction) => ({
  verdict: Object.fromEntries(countVerdicts.map((value) => [value, t(`partcounts:verdicts.${value}`)])),
  decision: Object.fromEntries(countDecisions.map((value) => [value, t(`partcounts:decisions.${value}`)])),
})
