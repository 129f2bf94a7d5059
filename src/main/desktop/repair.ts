// Keeping a store openable and whole: unlocking, its locks, backups, and putting a backup in its place.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Refusal } from '../../shared/errors.ts'
import type { Status } from '../../shared/modules/setup/contract.ts'
import { heavyThread } from '../heavy-thread.ts'
import { type BackupFile, BackupDamaged, copyMissing, keysBeside, listBackups, putInPlace } from '../store/backup.ts'
import * as keyring from '../store/keys.ts'
import { readSettings, setAside, writeSettings } from '../store/profile.ts'
import { type Machine } from './machine.ts'
import { salvage } from '../store/salvage.ts'
import { quietly } from './quietly.ts'

export type Restored = { keptAside: string | null; recovered: { found: number; complete: boolean } | null }

export function repairWays(machine: Machine) {
  const { options, own, now, alone, only, be, is, backupFolder } = machine
  const { profile } = options
  /** @throws Refusal: the demo store has no locks and is not backed up. */
  const notInDemo = (): void => {
    if (machine.place().demo) throw new Refusal('not-now', { phase: 'demo' })
  }

  /** Reads a backup to its last page. @throws Refusal('backup-damaged'). */
  const verify = async (path: string, key: string): Promise<void> => {
    const heavy = heavyThread(options.heavy, { file: path, key })
    try {
      await heavy.ask({ kind: 'verify', path, key })
    } catch (error) {
      if (error instanceof BackupDamaged) throw new Refusal('backup-damaged', { what: error.what })
      throw error
    } finally {
      await heavy.stop()
    }
  }

  return {
    unlock: (secrets: keyring.Secrets): Promise<void> =>
      alone(async () => {
        only('locked', 'revoked')
        const at = machine.place()
        const keychain = options.keychain()
        const keys = keyring.readKeys(at.keys)
        const key = await keyring.openBy(keys, secrets, keychain)
        be('busy', 'opening')
        await machine.enter(at, key)
        // A machine that has a keychain now (a new login, a repaired one) need not ask next time.
        if (is('ready') && keychain && !at.demo && keys.revokedAt === undefined)
          await machine.rewrap((keys, k) => keyring.wrapByKeychain(keys, k, keychain))
      }),
    /** A machine that HQ took off its list begins anew; the old store stays beside it, locked as it is. */
    startAnew: (): Promise<void> =>
      alone(async () => {
        only('revoked')
        setAside(machine.place(), keyring.readKeys(machine.place().keys).revokedAt ?? now())
        await machine.open()
      }),
    /** Tries again to open what would not open (a folder that was read-only, a disk that was away). */
    retry: (): Promise<void> =>
      alone(async () => {
        only('damaged', 'future', 'first-run')
        await machine.open()
      }),

    backupFolder,
    backups: (): BackupFile[] => listBackups(backupFolder()),
    setBackupFolder: (folder: string): void => writeSettings(profile, { ...readSettings(profile), backupFolder: folder }),
    backupNow: async (): Promise<BackupFile> => {
      notInDemo()
      const { care } = machine.current()
      return care.backup('manual').catch((error: unknown) => {
        throw care.trouble() === 'folder-missing' ? new Refusal('folder-missing') : error
      })
    },
    /** How a backup file elsewhere could be opened. @throws Refusal('not-a-backup'). */
    opensOf: (path: string): Status['opens'] => {
      const keys = quietly(() => keyring.readKeys(keysBeside(path)))
      if (!keys) throw new Refusal('not-a-backup')
      return keyring.opensOf(keys)
    },
    /**
     * Puts a verified backup in the own store's place. The old file is kept aside; when it was damaged, what it still
     * knows beyond the backup is brought over.
     */
    restore: (path: string, secrets: keyring.Secrets): Promise<Restored> =>
      alone(async () => {
        only('first-run', 'locked', 'damaged', 'ready')
        notInDemo()
        const keys = quietly(() => keyring.readKeys(keysBeside(path)))
        if (!keys || !existsSync(path)) throw new Refusal('not-a-backup')
        const keychain = options.keychain()
        const known = machine.unlocked.get(keys.store) ?? keyring.openUnasked(keys, keychain)
        const typed = secrets.passphrase !== undefined || secrets.recoveryCode !== undefined
        if (known === null && !typed) throw new Refusal('backup-locked', { opens: keyring.opensOf(keys) })
        const key = known ?? (await keyring.openBy(keys, secrets, keychain))
        const before = machine.state()
        be('busy', 'restoring')
        try {
          await verify(path, key)
        } catch (error) {
          be(before.phase)
          throw error
        }
        await machine.shut()
        const keptAside = putInPlace(path, own.db, now())
        copyMissing(join(dirname(path), 'files'), own.files)
        const present = quietly(() => keyring.readKeys(own.keys))
        if (present?.store !== keys.store)
          keyring.writeKeys(own.keys, keychain ? keyring.wrapByKeychain(keys, key, keychain) : keyring.without(keys, 'keychain'))
        await machine.enter(own, key)
        const broken = before.damaged?.reason === 'file' && present?.store === keys.store ? keptAside : null
        const store = machine.opened()
        const recovered = broken && store && is('ready') ? salvage(store.session, broken, key) : null
        options.log.note('restored', { recovered: recovered?.found ?? null, complete: recovered?.complete ?? null })
        return { keptAside, recovered }
      }),

    /** A new code in the place of the old one, which stops working. */
    newRecoveryCode: async (): Promise<string> => {
      notInDemo()
      let code = ''
      await machine.rewrap((keys, key) => {
        const made = keyring.wrapByRecoveryCode(keys, key)
        code = made.code
        return made.keys
      })
      return code
    },
    recoveryWritten: (): Promise<void> => machine.rewrap((keys) => keyring.markRecoveryWritten(keys, now())),
    changePassphrase: async (passphrase: string | null): Promise<void> => {
      notInDemo()
      if (passphrase === null && !options.keychain()) throw new Refusal('passphrase-needed')
      await machine.rewrap((keys, key) =>
        passphrase === null ? keyring.without(keys, 'passphrase') : keyring.wrapByPassphrase(keys, key, passphrase),
      )
    },
  }
}
