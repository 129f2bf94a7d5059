// What can be asked of the profile itself, before and around an open store: first run, unlocking, backups, repair.
// These are jobs without a database handle; identity and the modules' data begin behind them.
import { z } from 'zod'
import { job } from '../../define.ts'

const Path = z.string().min(1).max(4096)
/** Not the person's password: it opens this desktop's file when the machine has no keychain. */
const Passphrase = z.string().min(8, 'passphrase-short').max(200)
const Password = z.string().min(1, 'required').max(200)
const Name = z.string().trim().min(1, 'required').max(60)
/** As typed: groups are separated by anything, letters that look like digits are forgiven. */
const RecoveryCode = z.string().min(1, 'required').max(200)

export const Backup = z.object({
  path: Path,
  name: z.string(),
  at: z.number().int(),
  bytes: z.number().int(),
  /** Why it was made. */
  reason: z.enum(['daily', 'exit', 'manual', 'before-update', 'before-restore']),
})
export type Backup = z.infer<typeof Backup>

/** What may open a locked store; `recovery` stands for its own code and the group's recovery key. */
const Opens = z.object({ passphrase: z.boolean(), recovery: z.boolean() })

export const phases = ['first-run', 'founded', 'locked', 'busy', 'ready', 'damaged', 'future', 'revoked'] as const
export const Status = z.object({
  /**
   * `founded`: the store is made and waits until its recovery code was written down (`setup.enter`). `revoked`: HQ took
   * this desktop off its list, has all it still had to say, and only the group's recovery key opens the store.
   */
  phase: z.enum(phases),
  /** Null while there is no store. */
  kind: z.enum(['demo', 'alone', 'joined']).nullable(),
  storeName: z.string().nullable(),
  appVersion: z.string(),
  /** This machine keeps keys safely; without it a store needs a start-up passphrase. */
  keychain: z.boolean(),
  opens: Opens,
  /** What `busy` is about. */
  work: z.enum(['opening', 'updating', 'restoring', 'founding', 'joining', 'closing']).nullable(),
  /** How far that work is; `note` is a word, `total` 0 means unknown. */
  progress: z.object({ done: z.number(), total: z.number(), note: z.string().nullable() }).nullable(),
  /** Why that work waits, as a refusal's code; it goes on by itself. */
  trouble: z.string().nullable(),
  /** Versions of the file and of this application, when the file is newer. */
  future: z.object({ at: z.number().int(), known: z.number().int() }).nullable(),
  damaged: z.object({ reason: z.enum(['file', 'keys', 'update', 'folder']), file: z.string(), incident: z.string() }).nullable(),
  /** When the keys of a revoked desktop were dropped. */
  revokedAt: z.number().int().nullable(),
  /** False until a person said that the recovery code is on paper. */
  recoveryWritten: z.boolean(),
  /** The last backup failed, with the code of its reason; null when all is well. */
  backupTrouble: z.enum(['disk-full', 'read-only', 'folder-missing', 'damaged', 'internal']).nullable(),
  lastBackupAt: z.number().int().nullable(),
})
export type Status = z.infer<typeof Status>

export const setup = {
  /** Where this desktop stands; asked by the window before anything else. */
  status: job({ access: 'always', input: z.object({}), output: Status }),
  /** Opens the demo store, made on first use: a training mode beside a real store, or a first look without one. */
  tryDemo: job({ access: 'setup', input: z.object({}), output: z.null(), refusals: ['not-now'] }),
  /** Founds a store that runs alone. The recovery code is in this answer and nowhere else. */
  startStore: job({
    access: 'setup',
    input: z.object({
      storeName: Name,
      /** Two to four capitals or digits, part of every document number. */
      siteCode: z.string().regex(/^[A-Z0-9]{2,4}$/, 'site-code'),
      adminName: Name,
      login: z.string().regex(/^[a-z][a-z0-9._-]{1,29}$/, 'login'),
      password: Password,
      passphrase: Passphrase.optional(),
    }),
    output: z.object({ recoveryCode: z.string() }),
    refusals: ['not-now', 'passphrase-needed', 'weak-password'],
  }),
  /** The recovery code is on paper: go on into the store. */
  enter: job({ access: 'setup', input: z.object({}), output: z.null(), refusals: ['not-now'] }),
  /** Tries again to open what would not open. */
  retry: job({ access: 'setup', input: z.object({}), output: z.null(), refusals: ['not-now'] }),
  /** On a machine that HQ took off its list: puts the old store aside, locked as it is, and begins anew. */
  startAnew: job({ access: 'setup', input: z.object({}), output: z.null(), refusals: ['not-now'] }),
  unlock: job({
    access: 'setup',
    input: z.object({ passphrase: z.string().max(200).optional(), recoveryCode: RecoveryCode.optional() }),
    output: z.null(),
    refusals: ['not-now', 'wrong-passphrase', 'wrong-recovery-code', 'mistyped-recovery-code', 'wrong-group-key', 'mistyped-group-key'],
  }),
  /** Joins headquarters with a pairing code and downloads the site's data; progress notes are words. */
  join: job({
    access: 'setup',
    input: z.object({ code: z.string().trim().min(1, 'required').max(2000), deviceName: Name, passphrase: Passphrase.optional() }),
    output: z.null(),
    refusals: [
      'not-now',
      'passphrase-needed',
      'code-unreadable',
      'code-unknown',
      'code-expired',
      'code-used',
      'site-has-data',
      'hq-unreachable',
      'hq-not-trusted',
      'hq-strange',
      'hq-cannot-write',
      'protocol-too-old',
      'revoked',
    ],
  }),
  backups: job({
    access: 'setup',
    input: z.object({}),
    output: z.object({ folder: z.string(), list: z.array(Backup) }),
    refusals: ['folder-missing'],
  }),
  backupNow: job({ access: 'admin.care', input: z.object({}), output: Backup, refusals: ['not-now', 'folder-missing'] }),
  /** Asks for a folder in the system's dialog and remembers it; null when the person cancelled. */
  chooseBackupFolder: job({
    access: 'admin.care',
    input: z.object({ title: z.string().max(80) }),
    output: z.object({ folder: z.string() }).nullable(),
    refusals: ['read-only'],
  }),
  /** Picks a backup file in the system's dialog (from a stick, on a new machine); null when cancelled. */
  pickBackup: job({
    access: 'setup',
    input: z.object({ title: z.string().max(80) }),
    output: z.object({ path: z.string(), opens: Opens }).nullable(),
    refusals: ['not-a-backup'],
  }),
  /** Puts a verified backup in the store's place; what was there is kept aside, never deleted. */
  restore: job({
    access: 'setup',
    input: z.object({ path: Path, passphrase: z.string().max(200).optional(), recoveryCode: RecoveryCode.optional() }),
    output: z.object({
      keptAside: z.string().nullable(),
      /** What a damaged file still knew beyond the backup; `complete` when nothing behind it was hidden. */
      recovered: z.object({ found: z.number().int(), complete: z.boolean() }).nullable(),
    }),
    refusals: [
      'not-now',
      'not-a-backup',
      'backup-damaged',
      'backup-locked',
      'wrong-passphrase',
      'wrong-recovery-code',
      'mistyped-recovery-code',
      'wrong-group-key',
      'mistyped-group-key',
    ],
  }),
  /** A new recovery code; the old one stops working. */
  newRecoveryCode: job({
    access: 'setup',
    input: z.object({}),
    output: z.object({ recoveryCode: z.string() }),
    refusals: ['not-now'],
  }),
  recoveryWritten: job({ access: 'admin.care', input: z.object({}), output: z.null(), refusals: ['not-now'] }),
  /** Sets or changes the start-up passphrase; null removes it where a keychain opens the store anyway. */
  changePassphrase: job({
    access: 'admin.care',
    input: z.object({ passphrase: Passphrase.nullable() }),
    output: z.null(),
    refusals: ['not-now', 'passphrase-needed'],
  }),
  /** Makes the demo store anew, as it was on the first day. */
  resetDemo: job({ access: 'signed-in', input: z.object({}), output: z.null(), refusals: ['not-a-demo'] }),
  /** Leaves the demo store: back to the own store, or to the first screen. It stays for the next time. */
  leaveDemo: job({ access: 'signed-in', input: z.object({}), output: z.null(), refusals: ['not-a-demo'] }),
}
