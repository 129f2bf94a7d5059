// A day's cuts side by side: what each sums up to, and whether they all tell of the same money. Amounts in 分.
import { isHeld, type ReceiptKind } from '../../../shared/modules/receivables/rules.ts'
import { sumFen, type Fen } from '../../../shared/money.ts'

export type Sums = { inFen: Fen; outFen: Fen; netFen: Fen }

export const summed = (rows: readonly Sums[]): Sums => ({
  inFen: sumFen(rows.map((row) => row.inFen)),
  outFen: sumFen(rows.map((row) => row.outFen)),
  netFen: sumFen(rows.map((row) => row.netFen)),
})

/** Money that is ours apart from money held for others, each in the order it came. */
export const ownAndHeld = <Row extends { kind: ReceiptKind }>(rows: readonly Row[]): { own: Row[]; held: Row[] } => ({
  own: rows.filter(({ kind }) => !isHeld(kind)),
  held: rows.filter(({ kind }) => isHeld(kind)),
})

type Day = {
  all: Sums
  byMethod: readonly Sums[]
  byKind: readonly (Sums & { kind: ReceiptKind })[]
  byPerson: readonly Sums[]
  ownFen: Fen
  heldFen: Fen
}

/** The cuts that do not add up to the day; empty is how it must be. */
export function wrongCuts(day: Day): ('method' | 'kind' | 'person' | 'own')[] {
  const same = (rows: readonly Sums[]): boolean => {
    const sums = summed(rows)
    return sums.inFen === day.all.inFen && sums.outFen === day.all.outFen && sums.netFen === day.all.netFen
  }
  const { own, held } = ownAndHeld(day.byKind)
  return [
    ...(same(day.byMethod) ? [] : ['method' as const]),
    ...(same(day.byKind) ? [] : ['kind' as const]),
    ...(same(day.byPerson) ? [] : ['person' as const]),
    ...(summed(own).netFen === day.ownFen && summed(held).netFen === day.heldFen && sumFen([day.ownFen, day.heldFen]) === day.all.netFen
      ? []
      : ['own' as const]),
  ]
}
