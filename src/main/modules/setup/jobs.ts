// The profile's own work: founding, unlocking, backups, repair. Each asks the desktop; nothing here opens a store.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import type { Job } from '../handler.ts'

const desktop = (job: Job) => job.services.desktop
/** An empty field of a form is no secret. */
const secrets = (input: { passphrase?: string | undefined; recoveryCode?: string | undefined }) => ({ passphrase: input.passphrase || undefined, recoveryCode: input.recoveryCode || undefined })

export const status = async (job: Job): Promise<Output<'setup.status'>> => desktop(job).status()

export async function tryDemo(job: Job): Promise<Output<'setup.tryDemo'>> {
  await desktop(job).found({ demo: true, name: '展厅演示店', deviceCode: '01' }, () => undefined)
  return { rows: 0 }
}

export async function startStore(job: Job, input: Input<'setup.startStore'>): Promise<Output<'setup.startStore'>> {
  const { recoveryCode } = await desktop(job).found({ demo: false, name: input.storeName, deviceCode: '01', passphrase: input.passphrase }, () => undefined)
  return { recoveryCode: recoveryCode ?? '' }
}

export async function enter(job: Job): Promise<Output<'setup.enter'>> {
  await desktop(job).enter()
  return null
}

export async function unlock(job: Job, input: Input<'setup.unlock'>): Promise<Output<'setup.unlock'>> {
  await desktop(job).unlock(secrets(input))
  return null
}

export async function join(): Promise<Output<'setup.join'>> {
  throw new Refusal('hq-unreachable')
}

export async function backups(job: Job): Promise<Output<'setup.backups'>> {
  return { folder: desktop(job).backupFolder(), list: desktop(job).backups() }
}

export const backupNow = (job: Job): Promise<Output<'setup.backupNow'>> => desktop(job).backupNow()

export async function chooseBackupFolder(job: Job): Promise<Output<'setup.chooseBackupFolder'>> {
  const [folder] = await job.services.dialogs.open({ title: '', folder: true })
  if (!folder) return null
  desktop(job).setBackupFolder(folder)
  return { folder }
}

export async function pickBackup(job: Job): Promise<Output<'setup.pickBackup'>> {
  const [path] = await job.services.dialogs.open({ title: '', filters: [{ name: 'Forecourt', extensions: ['db'] }] })
  return path ? { path, opens: desktop(job).opensOf(path) } : null
}

export const restore = (job: Job, input: Input<'setup.restore'>): Promise<Output<'setup.restore'>> => desktop(job).restore(input.path, secrets(input))

export async function newRecoveryCode(job: Job): Promise<Output<'setup.newRecoveryCode'>> {
  return { recoveryCode: await desktop(job).newRecoveryCode() }
}

export async function recoveryWritten(job: Job): Promise<Output<'setup.recoveryWritten'>> {
  await desktop(job).recoveryWritten()
  return null
}

export async function changePassphrase(job: Job, { passphrase }: Input<'setup.changePassphrase'>): Promise<Output<'setup.changePassphrase'>> {
  await desktop(job).changePassphrase(passphrase)
  return null
}

export async function resetDemo(job: Job): Promise<Output<'setup.resetDemo'>> {
  await tryDemo(job)
  return null
}

export async function leaveDemo(job: Job): Promise<Output<'setup.leaveDemo'>> {
  await desktop(job).leaveDemo()
  return null
}
