// Every kind the wizard can bring in, by name.
import { behaviourRows } from './behaviours.ts'
import { customerRows } from './customers.ts'
import { jobRows } from './jobs.ts'
import { leadRows } from './leads.ts'
import type { ImportKind, KindDef } from './kinds.ts'
import { partRows } from './parts.ts'
import { partnerRows } from './partners.ts'
import { statementRows } from './statements.ts'
import { vehicleRows } from './vehicles.ts'

export const kindDefs: Readonly<Record<ImportKind, KindDef>> = {
  customers: customerRows,
  leads: leadRows,
  vehicles: vehicleRows,
  behaviours: behaviourRows,
  partners: partnerRows,
  statements: statementRows,
  parts: partRows,
  jobs: jobRows,
}
