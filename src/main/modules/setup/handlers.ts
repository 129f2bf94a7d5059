// What answers the entries of setup. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as jobs from './jobs.ts'

export { setup as contract } from '../../../shared/modules/setup/contract.ts'

export const handlers = {
  status: jobs.status,
  tryDemo: jobs.tryDemo,
  startStore: jobs.startStore,
  enter: jobs.enter,
  retry: jobs.retry,
  startAnew: jobs.startAnew,
  unlock: jobs.unlock,
  join: jobs.join,
  backups: jobs.backups,
  backupNow: jobs.backupNow,
  chooseBackupFolder: jobs.chooseBackupFolder,
  pickBackup: jobs.pickBackup,
  restore: jobs.restore,
  newRecoveryCode: jobs.newRecoveryCode,
  recoveryWritten: jobs.recoveryWritten,
  changePassphrase: jobs.changePassphrase,
  resetDemo: jobs.resetDemo,
  leaveDemo: jobs.leaveDemo,
} satisfies HandlersOf<'setup'>
