// Name → function for every contract entry; a missing or ill-fitting one does not compile.
import * as documentsCommands from './documents/commands.ts'
import * as documentsJobs from './documents/jobs.ts'
import * as documentsQueries from './documents/queries.ts'
import type { Handlers } from './handler.ts'
import * as adminCommands from './admin/commands.ts'
import * as adminJobs from './admin/jobs.ts'
import * as adminQueries from './admin/queries.ts'
import * as adminAudit from './admin/queries/audit.ts'
import * as homeQueries from './home/queries.ts'
import * as identityCommands from './identity/commands.ts'
import * as identityJobs from './identity/jobs.ts'
import * as identityQueries from './identity/queries.ts'
import * as setupJobs from './setup/jobs.ts'
import * as shellCommands from './shell/commands.ts'
import * as shellQueries from './shell/queries.ts'

export const handlers = {
  'documents.templates': documentsQueries.templates,
  'documents.template': documentsQueries.template,
  'documents.saveTemplate': documentsCommands.saveTemplate,
  'documents.addTemplate': documentsCommands.addTemplate,
  'documents.useTemplate': documentsCommands.useTemplate,
  'documents.preview': documentsQueries.preview,
  'documents.print': documentsJobs.print,
  'documents.reprint': documentsJobs.reprint,
  'documents.list': documentsQueries.list,
  'documents.facts': documentsQueries.facts,
  'documents.archive': documentsCommands.archive,
  'admin.users': adminQueries.users,
  'admin.roles': adminQueries.roles,
  'admin.sites': adminQueries.sites,
  'admin.addUser': adminJobs.addUser,
  'admin.resetPassword': adminJobs.resetPassword,
  'admin.createUser': adminCommands.createUser,
  'admin.editUser': adminCommands.editUser,
  'admin.replacePassword': adminCommands.replacePassword,
  'admin.deactivateUser': adminCommands.deactivateUser,
  'admin.reactivateUser': adminCommands.reactivateUser,
  'admin.createRole': adminCommands.createRole,
  'admin.editRole': adminCommands.editRole,
  'admin.removeRole': adminCommands.removeRole,
  'admin.parameters': adminQueries.parameters,
  'admin.dateParameter': adminCommands.dateParameter,
  'admin.dropParameter': adminCommands.dropParameter,
  'admin.site': adminQueries.site,
  'admin.describeSite': adminCommands.describeSite,
  'admin.audit': adminAudit.audit,
  'admin.auditLine': adminAudit.auditLine,
  'admin.auditWords': adminAudit.auditWords,
  'admin.verifyAudit': adminAudit.verifyAudit,
  'admin.exportAudit': adminJobs.exportAudit,
  'admin.noteExport': adminCommands.noteExport,
  'admin.establish': adminCommands.establish,
  'home.today': homeQueries.today,
  'identity.people': identityQueries.people,
  'identity.me': identityQueries.me,
  'identity.standing': identityJobs.standing,
  'identity.signIn': identityJobs.signIn,
  'identity.switchUser': identityJobs.switchUser,
  'identity.actAs': identityJobs.actAs,
  'identity.lock': identityJobs.lock,
  'identity.unlock': identityJobs.unlock,
  'identity.signOut': identityJobs.signOut,
  'identity.setPassword': identityJobs.setPassword,
  'identity.setPin': identityJobs.setPin,
  'identity.keepPassword': identityCommands.keepPassword,
  'identity.keepPin': identityCommands.keepPin,
  'identity.noteSignIn': identityCommands.noteSignIn,
  'identity.noteSwitch': identityCommands.noteSwitch,
  'identity.noteUnlock': identityCommands.noteUnlock,
  'identity.noteSignOut': identityCommands.noteSignOut,
  'identity.noteFailedSignIn': identityCommands.noteFailedSignIn,
  'setup.status': setupJobs.status,
  'setup.tryDemo': setupJobs.tryDemo,
  'setup.startStore': setupJobs.startStore,
  'setup.enter': setupJobs.enter,
  'setup.retry': setupJobs.retry,
  'setup.unlock': setupJobs.unlock,
  'setup.join': setupJobs.join,
  'setup.backups': setupJobs.backups,
  'setup.backupNow': setupJobs.backupNow,
  'setup.chooseBackupFolder': setupJobs.chooseBackupFolder,
  'setup.pickBackup': setupJobs.pickBackup,
  'setup.restore': setupJobs.restore,
  'setup.newRecoveryCode': setupJobs.newRecoveryCode,
  'setup.recoveryWritten': setupJobs.recoveryWritten,
  'setup.changePassphrase': setupJobs.changePassphrase,
  'setup.resetDemo': setupJobs.resetDemo,
  'setup.leaveDemo': setupJobs.leaveDemo,
  'shell.draft': shellQueries.draft,
  'shell.saveDraft': shellCommands.saveDraft,
  'shell.dropDraft': shellCommands.dropDraft,
  'shell.views': shellQueries.views,
  'shell.saveView': shellCommands.saveView,
  'shell.removeView': shellCommands.removeView,
  'shell.preferences': shellQueries.preferences,
  'shell.savePreference': shellCommands.savePreference,
} satisfies Handlers
