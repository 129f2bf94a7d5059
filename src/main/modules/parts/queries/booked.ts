// Which entries of the ledger count: all, but those of a stocktake that is still being posted or undone. They are one batch
// (sync/SPEC.md, S-BULK): there together when the head of the stocktake says so, on every desk.

/** The condition for entries of `m`; entries that take others back are those of an undoing. */
export const booked = (m: string): string =>
  `(${m}.kind <> 'count' OR NOT EXISTS (SELECT 1 FROM stocktakes h WHERE h.id = ${m}.subject_id
    AND (h.state = 'posting' OR (h.state = 'undoing' AND ${m}.returns_id IS NOT NULL))))`
