// What the parts of 售后分析 share: the doors to the list of just those orders, shares and hours as they are read, and the head of a
// table.
import type { ReactNode } from 'react'
import type { ListFilter } from '../../../shared/list.ts'
import type { Analysis } from '../../../shared/modules/workshop/contract/analysis.ts'

export const share = (of: number, whole: number): string => (whole === 0 ? '—' : `${((of / whole) * 100).toFixed(1)}%`)
export const hours = (minutes: number): string => (minutes / 60).toFixed(1)

/** Opens the orders of the period and place that were asked about; what is said about a column stands instead. */
export type Doors = (...more: ListFilter[]) => void
export const between = (from: string | null, to: string | null): ListFilter => ({ column: 'receivedAt', op: 'between', values: [from, to] })
export const is = (column: string, value: string): ListFilter => ({ column, op: 'is', values: [value] })

export type Part = { data: Analysis; toOrders: Doors }

export const Door = ({ onOpen, children }: { onOpen: () => void; children: ReactNode }) => (
  <button type="button" className="link" onClick={onOpen}>
    {children}
  </button>
)

export const Heading = ({ of, figures }: { of: string; figures: readonly string[] }) => (
  <thead>
    <tr>
      <th scope="col">{of}</th>
      {figures.map((title) => (
        <th key={title} scope="col" className="num">
          {title}
        </th>
      ))}
    </tr>
  </thead>
)
