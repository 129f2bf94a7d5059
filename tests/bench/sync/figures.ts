// How two series of measurements are told: medians, and how many times the floor ours takes.
const seconds = (ms: number): number => Math.round(ms) / 1000
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN

/** Milliseconds in, seconds out. */
export const compared = (ours: readonly number[], floor: readonly number[]) => ({
  oursS: seconds(median(ours)),
  floorS: seconds(median(floor)),
  ratio: Math.round((median(ours) / median(floor)) * 100) / 100,
  rounds: ours.length,
  all: { oursS: ours.map(seconds), floorS: floor.map(seconds) },
})
