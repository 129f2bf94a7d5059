// Laws are checked with generated values under a fixed seed. SEED replays one failure, RUNS deepens the search.
import fc from 'fast-check'

const seed = Number(process.env['SEED'] ?? 20_261_122)
const numRuns = Number(process.env['RUNS'] ?? 300)

/** Fails with the smallest counter-example found, the seed and the path that replay it. */
export const holds = <Ts>(property: fc.IProperty<Ts>): void => fc.assert(property, { seed, numRuns })
