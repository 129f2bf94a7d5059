// What answers the entries of admin. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as jobs from './jobs.ts'
import * as queries from './queries.ts'
import * as audit from './queries/audit.ts'

export { admin as contract } from '../../../shared/modules/admin/contract.ts'

export const handlers = {
  users: queries.users,
  roles: queries.roles,
  sites: queries.sites,
  addUser: jobs.addUser,
  resetPassword: jobs.resetPassword,
  createUser: commands.createUser,
  editUser: commands.editUser,
  replacePassword: commands.replacePassword,
  deactivateUser: commands.deactivateUser,
  reactivateUser: commands.reactivateUser,
  createRole: commands.createRole,
  editRole: commands.editRole,
  removeRole: commands.removeRole,
  parameters: queries.parameters,
  dateParameter: commands.dateParameter,
  dropParameter: commands.dropParameter,
  site: queries.site,
  describeSite: commands.describeSite,
  audit: audit.audit,
  auditLine: audit.auditLine,
  auditWords: audit.auditWords,
  verifyAudit: audit.verifyAudit,
  exportAudit: jobs.exportAudit,
  noteExport: commands.noteExport,
  establish: commands.establish,
} satisfies HandlersOf<'admin'>
