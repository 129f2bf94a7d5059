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
export const addUp = (days: readonly Faults[]): Faults =>
  Object.fromEntries(FAULTS.map((fault) => [fault, days.reduce((sum, day) => sum + day[fault], 0)])) as Faults
