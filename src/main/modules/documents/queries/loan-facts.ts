// The facts of the agreement under which a loaner car leaves, by the field names its template uses.
import { customers } from '../../../../shared/modules/customers/tables.ts'
import { vehicles } from '../../../../shared/modules/vehicles/tables.ts'
import { workOrders } from '../../../../shared/modules/workshop/tables.ts'
import type { Reader } from '../../../store/read.ts'
import { mustSeeLoan } from '../../loaners/queries/facts.ts'
import { carOf } from '../../orders/queries/facts.ts'
import { clock, commonFacts, type PaperFacts } from './facts.ts'

/** @throws Refusal('not-found'). */
export function factsOfLoan(db: Reader, id: string): PaperFacts {
  const loan = mustSeeLoan(db, id)
  const name = db.row(customers, loan.customerId)?.name ?? ''
  const facts = {
    ...commonFacts(db, { ...loan, consultantId: loan.lentBy, subjectId: id }, carOf(db, loan.vehicleId), {
      no: loan.no,
      version: 1,
      provisional: false,
      rightNo: null,
      signedAs: loan.no,
    }),
    loan: {
      no: loan.no,
      plate: db.row(vehicles, loan.vehicleId)?.plate ?? '',
      order: loan.workOrderId === null ? '' : (db.row(workOrders, loan.workOrderId)?.no ?? ''),
      driver: loan.driverName ?? name,
      licenceNo: loan.licenceNo ?? '',
      licenceClass: loan.licenceClass,
      licenceUntil: loan.licenceExpiresOn ?? '长期',
      outAt: clock(loan.outAt),
      dueAt: clock(loan.dueAt),
      kmOut: String(loan.kmOut),
      fuelOut: String(loan.fuelOut),
      inAt: loan.inAt === null ? '' : clock(loan.inAt),
      kmIn: loan.kmIn === null ? '' : String(loan.kmIn),
      fuelIn: loan.fuelIn === null ? '' : String(loan.fuelIn),
      returnNote: loan.returnNote ?? '',
    },
  }
  return { facts, title: `代步车协议 ${loan.no} ${name}`.trim(), rev: 1, provisional: false, rightNo: null }
}

/** The newest loan a template can be looked at with. */
export const newestLoan = (db: Reader): string | undefined =>
  db.one<{ id: string }>('SELECT id FROM loaner_loans WHERE site_id = ? ORDER BY out_at DESC LIMIT 1', db.who.site)?.id
