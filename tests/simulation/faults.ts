// Which faults really happened in a day, counted where they happen: a cut that was armed and never blew is none.
export const FAULTS = [
  'request lost',
  'answer lost',
  'request said twice',
  'answer broken off',
  'message late by up to two days',
  'message overtaken',
  'nothing gets out',
  'nothing gets in',
  'power cut before a call',
  'power cut after a call',
  'worker killed',
  'program restarted',
  'disk lost',
  'desktop revoked',
  'desktop moved to another site',
  'everything taken anew',
  'clock wrong',
  'clock frozen',
  'headquarters cut before a call',
  'headquarters cut after a call',
  'headquarters restarted',
  'headquarters clock wrong',
] as const
export type Fault = (typeof FAULTS)[number]
export type Faults = Record<Fault, number>
export const noFaults = (): Faults => Object.fromEntries(FAULTS.map((fault) => [fault, 0])) as Faults
/** What happened in several days, kind by kind. */
export function addUp<K extends string>(days: readonly Record<K, number>[]): Record<K, number> {
  const sums = { ...days[0] } as Record<K, number>
  for (const day of days.slice(1)) for (const kind in day) sums[kind] += day[kind]
  return sums
}
