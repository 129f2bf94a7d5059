// The profile's own work: founding, unlocking, backups, repair. Each asks the desktop; nothing here opens a store.
import type { Input, Output } from '../../../shared/contract.ts'
import { dayOf } from '../../../shared/dates.ts'
import { Refusal } from '../../../shared/errors.ts'
import { problemsOfPassword } from '../../../shared/modules/identity/rules.ts'
import { hashSecret } from '../../passwords.ts'
import { readDesk } from '../../store/desk.ts'
import type { Who } from '../../store/who.ts'
import type { Job } from '../handler.ts'

const DEMO = { name: '展厅演示店', code: 'YS' }
const desktop = (job: Job) => job.services.desktop
/** An empty field of a form is no secret. */
const secrets = (input: { passphrase?: string | undefined; recoveryCode?: string | undefined }) => ({
  passphrase: input.passphrase || undefined,
  recoveryCode: input.recoveryCode || undefined,
})

export const status = async (job: Job): Promise<Output<'setup.status'>> => desktop(job).status()

async function makeDemo(job: Job): Promise<void> {
  await desktop(job).makeDemo(DEMO.name, async (session, site) => {
    const { fillDemo } = await import('../../demo/generate.ts')
    const { replica, deviceCode } = readDesk(session.st)
    await fillDemo(session, {
      today: dayOf(session.now()),
      now: session.now(),
      site: { id: site, ...DEMO },
      replica,
      deviceCode,
      deviceName: '演示电脑',
      secrets: null,
      progress: async (done, total) => {
        desktop(job).advance(done, total, 'demo')
        // Lets the window hear of it.
        await new Promise((next) => setImmediate(next))
      },
    })
  })
}

export async function tryDemo(job: Job): Promise<Output<'setup.tryDemo'>> {
  if (await desktop(job).openDemo()) return null
  await makeDemo(job)
  return null
}

export async function startStore(job: Job, input: Input<'setup.startStore'>): Promise<Output<'setup.startStore'>> {
  const problems = problemsOfPassword(input.password, input.login)
  if (problems.length > 0) throw new Refusal('weak-password', { problems })
  const { establishStore } = await import('./jobs/founding.ts')
  const password = await hashSecret(input.password)
  let admin: Who | null = null
  const { recoveryCode } = await desktop(job).foundStore({ name: input.storeName, passphrase: input.passphrase }, (session) => {
    admin = establishStore(session, input, password)
  })
  // Whoever founds the store just chose the password: no need to type it again.
  if (admin) job.services.sessions.signIn(job.caller, admin)
  return { recoveryCode }
}

export async function enter(job: Job): Promise<Output<'setup.enter'>> {
  await desktop(job).enter()
  return null
}

export async function startAnew(job: Job): Promise<Output<'setup.startAnew'>> {
  await desktop(job).startAnew()
  return null
}

export async function unlock(job: Job, input: Input<'setup.unlock'>): Promise<Output<'setup.unlock'>> {
  await desktop(job).unlock(secrets(input))
  return null
}

export async function join(job: Job, { code, deviceName, passphrase }: Input<'setup.join'>): Promise<Output<'setup.join'>> {
  await desktop(job).join({ code, name: deviceName, passphrase })
  return null
}

export async function backups(job: Job): Promise<Output<'setup.backups'>> {
  return { folder: desktop(job).backupFolder(), list: desktop(job).backups() }
}

export const backupNow = (job: Job): Promise<Output<'setup.backupNow'>> => desktop(job).backupNow()

export async function chooseBackupFolder(
  job: Job,
  { title }: Input<'setup.chooseBackupFolder'>,
): Promise<Output<'setup.chooseBackupFolder'>> {
  const [folder] = await job.services.dialogs.open({ title, folder: true })
  if (!folder) return null
  desktop(job).setBackupFolder(folder)
  return { folder }
}

export async function pickBackup(job: Job, { title }: Input<'setup.pickBackup'>): Promise<Output<'setup.pickBackup'>> {
  const [path] = await job.services.dialogs.open({ title, filters: [{ name: 'Forecourt', extensions: ['db'] }] })
  return path ? { path, opens: desktop(job).opensOf(path) } : null
}

export async function retry(job: Job): Promise<Output<'setup.retry'>> {
  await desktop(job).retry()
  return null
}

export const restore = (job: Job, input: Input<'setup.restore'>): Promise<Output<'setup.restore'>> =>
  desktop(job).restore(input.path, secrets(input))

export async function newRecoveryCode(job: Job): Promise<Output<'setup.newRecoveryCode'>> {
  return { recoveryCode: await desktop(job).newRecoveryCode() }
}

export async function recoveryWritten(job: Job): Promise<Output<'setup.recoveryWritten'>> {
  await desktop(job).recoveryWritten()
  return null
}

export async function changePassphrase(
  job: Job,
  { passphrase }: Input<'setup.changePassphrase'>,
): Promise<Output<'setup.changePassphrase'>> {
  await desktop(job).changePassphrase(passphrase)
  return null
}

export async function resetDemo(job: Job): Promise<Output<'setup.resetDemo'>> {
  if (!readDesk(job.store().st).demo) throw new Refusal('not-a-demo')
  await makeDemo(job)
  return null
}

export async function leaveDemo(job: Job): Promise<Output<'setup.leaveDemo'>> {
  await desktop(job).leaveDemo()
  return null
}
