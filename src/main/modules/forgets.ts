// What each module forgets of a person when they are erased: one line a module, as derives.ts has one for what follows rows.
// customers.erase runs all of them for everybody who was merged into one; the person's own row is its own part.
import type { Writer } from '../store/write.ts'
import { forgetApplicationsOf } from './applications/commands/forget.ts'
import { forgetAppointmentsOf } from './appointments/commands/forget.ts'
import { forgetArrearsOf } from './arrears/commands/forget.ts'
import { forgetLinesOf } from './bank/commands/forget.ts'
import { forgetCareOf } from './care/commands/forget.ts'
import { forgetAround } from './customers/commands/forget.ts'
import { forgetInvoicesOf } from './invoices/commands/forget.ts'
import { forget as forgetLeadsOf } from './leads/commands/journey.ts'
import { forgetLoansOf } from './loaners/commands/forget.ts'
import { forgetClaimsOf } from './claims/commands/forget.ts'
import { forgetMessagesOf } from './messages/commands/forget.ts'
import { forgetPrivacyOf } from './privacy/commands/forget.ts'
import { forgetAnswersOf } from './surveys/commands/forget.ts'
import { forgetDrivesOf } from './testdrives/commands/forget.ts'
import { forgetAppraisalsOf } from './tradeins/commands/forget.ts'
import { forgetWorkOrdersOf } from './workshop/commands/forget.ts'

export const forgets: readonly ((db: Writer, customerId: string) => void)[] = [
  forgetLeadsOf,
  forgetDrivesOf,
  forgetPrivacyOf,
  forgetAround,
  forgetMessagesOf,
  forgetCareOf,
  forgetAnswersOf,
  forgetApplicationsOf,
  forgetAppraisalsOf,
  forgetWorkOrdersOf,
  forgetAppointmentsOf,
  forgetClaimsOf,
  forgetLoansOf,
  forgetInvoicesOf,
  forgetLinesOf,
  forgetArrearsOf,
]
