// A group's line: what its rows have in common, how many they are, and their sums under the columns that have a foot.
import DownIcon from 'lucide-react/icons/chevron-down'
import RightIcon from 'lucide-react/icons/chevron-right'
import type { ListGroup } from '../../../shared/list.ts'
import { Icon } from '../Icon.tsx'
import type { Shown } from './use-columns.ts'

export function GroupRow<Row>({
  id,
  at,
  start,
  group,
  name,
  open,
  shown,
  ticks,
  focused,
  onPress,
}: {
  id: string
  at: number
  start: number
  group: ListGroup
  name: string
  open: boolean
  shown: readonly Shown<Row>[]
  ticks: boolean
  focused: boolean
  onPress: () => void
}) {
  const first = shown.findIndex(({ column }) => column.foot)
  const span = (first < 0 ? shown.length : first) + (ticks ? 1 : 0)
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={at + 2}
      aria-expanded={open}
      className={`grid-row group${focused ? ' focus' : ''}`}
      style={{ transform: `translateY(${start}px)` }}
      onMouseDown={onPress}
    >
      <div role="gridcell" className="grid-cell" aria-colspan={Math.max(1, span)} style={{ gridColumn: `1 / ${Math.max(1, span) + 1}` }}>
        <Icon of={open ? DownIcon : RightIcon} size={13} />
        <b>{name}</b>
        <span className="cap">{group.count.toLocaleString('en-US')}</span>
      </div>
      {first >= 0 &&
        shown.slice(Math.max(first, 1 - (ticks ? 1 : 0))).map(({ column }) => (
          <div key={column.id} role="gridcell" className={`grid-cell${column.align === 'end' ? ' end' : ''}`}>
            {column.foot?.(group.totals, group.count)}
          </div>
        ))}
    </div>
  )
}
