// How close together the rows of lists stand: what this desktop is set to, unless a person chose otherwise for one list.

export const densities = ['compact', 'normal', 'touch'] as const
export type Density = (typeof densities)[number]
/** Row heights in px: `--row` of tokens.css, which the virtual rows are placed by. */
export const rowHeights: Readonly<Record<Density, number>> = { compact: 24, normal: 32, touch: 44 }
/** How many px wider than in `compact` a column is, for the padding of its cells. */
export const roomier: Readonly<Record<Density, number>> = { compact: 0, normal: 4, touch: 24 }

/** What was kept for a list, when it still is a density there is. */
export const densityKept = (kept: unknown): Density | null => densities.find((known) => known === kept) ?? null
