// Reads the ledger of consents, of a customer with all that were merged into them.
import type { Input, Output } from '../../../../shared/contract.ts'
import { readList } from '../../../../shared/modules/admin/rules.ts'
import type { ConsentLine } from '../../../../shared/modules/privacy/contract.ts'
import {
  agreedAsSuch,
  type Consent,
  contactChannels,
  contactPurposes,
  doNotDisturb,
  mayContact,
  standingConsent,
} from '../../../../shared/modules/privacy/rules.ts'
import { joined } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { familyOf } from '../../customers/queries/family.ts'
import { reachable } from '../../customers/queries/reach.ts'
import { ofValidBatch } from '../../imports/queries/batches.ts'

type Stored = ConsentLine & { answers: string }

function stored(db: Reader, customerId: string): (ConsentLine & Consent)[] {
  const valid = joined(ofValidBatch(db, 'n.batch_id'))
  return db
    .all<Stored>(
      `SELECT n.id, n.state, n.purpose, n.channel, n.how, n.evidence, n.answers, n.at, u.name AS by
       FROM customer_consents n LEFT JOIN users u ON u.id = n.by
       WHERE n.customer_id IN (SELECT value FROM json_each(?)) AND ${valid.sql} ORDER BY n.at DESC, n.id DESC`,
      JSON.stringify(familyOf(db, customerId)),
      ...valid.values,
    )
    .map((line) => ({ ...line, answers: readList(line.answers) }))
}

/** Every word a customer said about being contacted, as the rules read it. */
export const consentsOf = (db: Reader, customerId: string): Consent[] => stored(db, customerId)

export function consents(db: Reader, { customerId }: Input<'privacy.consents'>): Output<'privacy.consents'> {
  reachable(db, customerId)
  const lines = stored(db, customerId)
  return {
    standing: [
      ...contactPurposes.flatMap((purpose) =>
        contactChannels.map((channel) => ({
          purpose,
          channel,
          state: standingConsent(lines, channel, purpose),
          may: mayContact(lines, channel, purpose),
        })),
      ),
      ...agreedAsSuch.map((purpose) => {
        const state = standingConsent(lines, 'all', purpose)
        return { purpose, channel: 'all' as const, state, may: state === 'given' }
      }),
    ],
    doNotDisturb: doNotDisturb(lines),
    lines: lines.map(({ answers: _, ...line }) => line),
  }
}
