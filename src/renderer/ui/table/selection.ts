// Which rows are ticked: some by id, or all of the question except some, since most of them are not in the window.
export type Selection = { all: boolean; ids: ReadonlySet<string> }

export const nothing: Selection = { all: false, ids: new Set() }
export const everything: Selection = { all: true, ids: new Set() }

export const isSelected = ({ all, ids }: Selection, id: string): boolean => all !== ids.has(id)

/** How many of `total` rows are ticked. */
export const countOf = ({ all, ids }: Selection, total: number): number => (all ? Math.max(0, total - ids.size) : ids.size)

export function toggled(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids)
  if (!ids.delete(id)) ids.add(id)
  return { all: selection.all, ids }
}

/** Ticks these too (a range with Shift). */
export function added(selection: Selection, more: readonly string[]): Selection {
  const ids = new Set(selection.ids)
  for (const id of more) {
    if (selection.all) ids.delete(id)
    else ids.add(id)
  }
  return { all: selection.all, ids }
}
