// Everything a screen may ask of main: the sum of the modules' contracts. Every IPC type derives from it.
import type { z } from 'zod'
import type { CommonCode, Envelope } from './errors.ts'
import { alerts } from './modules/alerts/contract.ts'
import { admin } from './modules/admin/contract.ts'
import { home } from './modules/home/contract.ts'
import { identity } from './modules/identity/contract.ts'
import { applications } from './modules/applications/contract.ts'
import { approvals } from './modules/approvals/contract.ts'
import { orders } from './modules/orders/contract.ts'
import { receivables } from './modules/receivables/contract.ts'
import { arrears } from './modules/arrears/contract.ts'
import { bank } from './modules/bank/contract.ts'
import { invoices } from './modules/invoices/contract.ts'
import { closings } from './modules/closings/contract.ts'
import { documents } from './modules/documents/contract.ts'
import { loans } from './modules/loans/contract.ts'
import { catalogue } from './modules/catalogue/contract.ts'
import { customers } from './modules/customers/contract.ts'
import { leads } from './modules/leads/contract.ts'
import { vehicles } from './modules/vehicles/contract.ts'
import { care } from './modules/care/contract.ts'
import { messages } from './modules/messages/contract.ts'
import { palette } from './modules/palette/contract.ts'
import { imports } from './modules/imports/contract.ts'
import { exports } from './modules/exports/contract.ts'
import { insights } from './modules/insights/contract.ts'
import { privacy } from './modules/privacy/contract.ts'
import { preparation } from './modules/preparation/contract.ts'
import { recalls } from './modules/recalls/contract.ts'
import { surveys } from './modules/surveys/contract.ts'
import { targets } from './modules/targets/contract.ts'
import { stocktakes } from './modules/stocktakes/contract.ts'
import { settlements } from './modules/settlements/contract.ts'
import { inspections } from './modules/inspections/contract.ts'
import { jobs } from './modules/jobs/contract.ts'
import { floor } from './modules/floor/contract.ts'
import { claims } from './modules/claims/contract.ts'
import { loaners } from './modules/loaners/contract.ts'
import { appointments } from './modules/appointments/contract.ts'
import { workshop } from './modules/workshop/contract.ts'
import { yard } from './modules/yard/contract.ts'
import { partcounts } from './modules/partcounts/contract.ts'
import { parts } from './modules/parts/contract.ts'
import { costings } from './modules/costings/contract.ts'
import { logistics } from './modules/logistics/contract.ts'
import { parttransfers } from './modules/parttransfers/contract.ts'
import { purchasing } from './modules/purchasing/contract.ts'
import { tradeins } from './modules/tradeins/contract.ts'
import { testdrives } from './modules/testdrives/contract.ts'
import { setup } from './modules/setup/contract.ts'
import { shell } from './modules/shell/contract.ts'
import { sync } from './modules/sync/contract.ts'

export const contract = {
  documents,
  admin,
  home,
  identity,
  applications,
  approvals,
  orders,
  receivables,
  invoices,
  bank,
  arrears,
  closings,
  loans,
  tradeins,
  testdrives,
  stocktakes,
  targets,
  parts,
  partcounts,
  parttransfers,
  logistics,
  costings,
  purchasing,
  alerts,
  recalls,
  preparation,
  privacy,
  insights,
  yard,
  workshop,
  floor,
  appointments,
  jobs,
  inspections,
  loaners,
  claims,
  settlements,
  customers,
  catalogue,
  leads,
  messages,
  care,
  surveys,
  vehicles,
  palette,
  imports,
  exports,
  setup,
  shell,
  sync,
}

export type Contract = typeof contract
export type ModuleName = keyof Contract & string
type Flat = { [M in keyof Contract & string]: { [F in keyof Contract[M] & string as `${M}.${F}`]: Contract[M][F] } }[keyof Contract &
  string]
type Merge<U> = (U extends unknown ? (u: U) => void : never) extends (u: infer I) => void ? I : never
type Entries = Merge<Flat>

/** `module.function`, for every entry. */
export type Name = keyof Entries & string
export type Entry<N extends Name = Name> = Entries[N]
export type Kind<N extends Name> = Entries[N] extends { kind: infer K } ? K : never
/** What a handler receives: the parsed input. */
export type Input<N extends Name> = Entries[N] extends { input: infer I extends z.ZodType } ? z.output<I> : never
/** What a caller sends, before defaults are filled in. */
export type Asked<N extends Name> = Entries[N] extends { input: infer I extends z.ZodType } ? z.input<I> : never
export type Output<N extends Name> = Entries[N] extends { output: infer O extends z.ZodType } ? z.output<O> : never
export type Refusals<N extends Name> = Entries[N] extends { refusals: readonly (infer R)[] } ? R & string : never
export type Reply<N extends Name> = Envelope<Output<N>, Refusals<N> | CommonCode>

export type QueryName = { [N in Name]: Kind<N> extends 'query' ? N : never }[Name]
export type CommandName = { [N in Name]: Kind<N> extends 'command' ? N : never }[Name]
export type JobName = { [N in Name]: Kind<N> extends 'job' ? N : never }[Name]

/** The entries by name, for dispatch and the manifest. */
export const entries: ReadonlyMap<string, Entry> = new Map(
  Object.entries(contract).flatMap(([module, functions]) =>
    Object.entries(functions).map(([name, entry]) => [`${module}.${name}`, entry as Entry] as const),
  ),
)
