// What stands in a store when it is founded: its site, this desktop, the first administrator, flows of approval, papers.
// Loaded when a store is founded, for it needs modules that no start needs.
import { hostname } from 'node:os'
import type { CommandName, Input } from '../../../../shared/contract.ts'
import { admin } from '../../../../shared/modules/admin/contract.ts'
import { approvals } from '../../../../shared/modules/approvals/contract.ts'
import { documents } from '../../../../shared/modules/documents/contract.ts'
import { permissions } from '../../../../shared/permissions.ts'
import { readDesk } from '../../../store/desk.ts'
import type { Session } from '../../../store/session.ts'
import type { Who } from '../../../store/who.ts'
import type { Writer } from '../../../store/write.ts'
import { establish } from '../../admin/commands.ts'
import { establish as establishApprovals } from '../../approvals/commands.ts'
import { establish as establishPapers } from '../../documents/commands.ts'
import { whoOf } from '../../identity/queries.ts'

/** Writes as the program, for there is nobody yet. `password` is its verifier. Returns the administrator. */
export function establishStore(session: Session, input: Input<'setup.startStore'>, password: string): Who | null {
  const { site, replica, deviceCode } = readDesk(session.st)
  const founder: Who = {
    user: 'system',
    name: '',
    permissions: new Set(permissions),
    reach: 'group',
    site,
    siteCode: input.siteCode,
    replica,
    deviceCode,
  }
  const within = <T>(command: CommandName, { writes }: { writes: readonly string[] }, work: (db: Writer) => T): T =>
    session.write(founder, { command, writes: new Set(writes) }, work)
  const { userId } = within('admin.establish', admin.establish, (db) =>
    establish(db, {
      site: {
        name: input.storeName,
        code: input.siteCode,
        legalName: null,
        uscc: null,
        phone: null,
        address: null,
        bankName: null,
        bankAccount: null,
      },
      deviceName: hostname().slice(0, 60) || input.storeName,
      person: { name: input.adminName, login: input.login, title: null, phone: null, password },
    }),
  )
  within('approvals.establish', approvals.establish, establishApprovals)
  within('documents.establish', documents.establish, establishPapers)
  return session.read(founder, (db) => whoOf(db, userId))
}
