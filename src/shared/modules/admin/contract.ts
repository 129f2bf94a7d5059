// What an administrator asks and does: people and their roles, dated parameters, the store's own particulars, and
// reading the audit log. How a person proves who they are is identity's.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, job, query } from '../../define.ts'
import { ListRequest, listPage } from '../../list.ts'
import { permissions, reaches } from '../../permissions.ts'
import { isStrongVerifier, LOGIN, normalLogin } from '../identity/rules.ts'
import { parameterKeys } from './rules/parameters.ts'
import { roleTemplates } from './rules/first-roles.ts'
import { SITE_CODE } from './rules.ts'

const Id = z.string().min(1).max(60)
const Text = z.string().trim().min(1, 'required').max(60)
const Optional = z
  .string()
  .trim()
  .max(200)
  .transform((text) => text || null)
  .nullable()
  .default(null)
const Login = z
  .string()
  .max(60)
  .transform(normalLogin)
  .refine((login) => LOGIN.test(login), 'login')
const Verifier = z.string().max(300).refine(isStrongVerifier, 'verifier')

/** What is said of a person besides secrets. `siteIds` may be empty only with `allSites`. */
const Person = z
  .object({
    name: Text,
    login: Login,
    title: Optional,
    phone: Optional,
    roleIds: z.array(Id).min(1, 'at-least-one-role').max(20),
    siteIds: z.array(Id).max(500).default([]),
    allSites: z.boolean().default(false),
  })
  .refine((person) => person.allSites || person.siteIds.length > 0, { message: 'at-least-one-site', path: ['siteIds'] })
const Role = z.object({ name: Text, reach: z.enum(reaches), permissions: z.array(z.enum(permissions)).max(permissions.length) })

export const UserRow = z.object({
  id: z.string(),
  name: z.string(),
  login: z.string(),
  title: z.string().nullable(),
  phone: z.string().nullable(),
  active: z.boolean(),
  roles: z.array(z.object({ id: z.string(), name: z.string() })),
  siteIds: z.array(z.string()),
  allSites: z.boolean(),
  /** `none`: no password here · `first`: the given one was not changed yet · `own`. */
  password: z.enum(['none', 'first', 'own']),
  pin: z.boolean(),
  signedInAt: z.number().int().nullable(),
  lockedUntilAt: z.number().int().nullable(),
})
export type UserRow = z.infer<typeof UserRow>

export const RoleRow = Role.extend({
  id: z.string(),
  template: z.enum(roleTemplates).nullable(),
  added: z.array(z.enum(permissions)),
  people: z.number().int(),
})
export type RoleRow = z.infer<typeof RoleRow>

const ParameterRow = z.object({
  id: z.string(),
  validFromOn: z.string(),
  /** As the key's schema in rules/parameters.ts reads it; null when this version cannot. */
  value: z.unknown(),
  source: z.string().nullable(),
  note: z.string().nullable(),
  standing: z.enum(['past', 'now', 'ahead']),
})

const SiteParticulars = z.object({
  name: Text,
  legalName: Optional,
  uscc: Optional,
  phone: Optional,
  address: Optional,
  bankName: Optional,
  bankAccount: Optional,
})

/** How a value of the log is to be read. `secret` has no values, `masked` is already masked. */
const Shown = z.object({
  kind: z.enum(['text', 'word', 'money', 'number', 'flag', 'instant', 'day', 'name', 'names', 'masked', 'secret']),
  /** SQL name. */
  column: z.string(),
  was: z.union([z.string(), z.number(), z.array(z.string()), z.null()]),
  now: z.union([z.string(), z.number(), z.array(z.string()), z.null()]),
})
const Subject = z.object({ table: z.string(), id: z.string(), title: z.string().nullable() })

export const AuditLine = z.object({
  n: z.number().int(),
  at: z.number().int(),
  /** Null: the program itself. */
  actor: z.object({ id: z.string(), name: z.string() }).nullable(),
  device: z.string().nullable(),
  /** Written by another desktop; its values are in that desktop's log and at HQ. */
  elsewhere: z.boolean(),
  command: z.string(),
  state: z.string(),
  changes: z.number().int(),
  subjects: z.array(Subject),
})
export type AuditLine = z.infer<typeof AuditLine>

export const AuditSearch = z.object({
  actor: Id.nullable().default(null),
  from: Day.nullable().default(null),
  to: Day.nullable().default(null),
  /** Empty: every command. */
  commands: z.array(z.string().max(100)).max(60).default([]),
  /** Lines that touched this row. */
  record: z.string().max(100).nullable().default(null),
})
export type AuditSearch = z.infer<typeof AuditSearch>

export const admin = {
  users: query({
    access: 'admin.users',
    input: ListRequest,
    output: listPage(UserRow),
    reads: ['users', 'roles', 'credentials', 'sign_in_failures'],
  }),
  roles: query({ access: 'signed-in', input: z.object({}), output: z.array(RoleRow), reads: ['roles', 'users'] }),
  sites: query({
    access: 'signed-in',
    input: z.object({}),
    output: z.array(z.object({ id: z.string(), name: z.string(), code: z.string(), here: z.boolean() })),
    reads: ['sites'],
  }),
  /** Makes a person with a first password, said once in this answer and changed at the first sign-in. */
  addUser: job({
    access: 'admin.users',
    input: Person,
    output: z.object({ id: z.string(), password: z.string() }),
    refusals: ['login-taken', 'no-such-role', 'no-such-site'],
  }),
  resetPassword: job({
    access: 'admin.users',
    input: z.object({ userId: Id }),
    output: z.object({ password: z.string() }),
    refusals: ['inactive'],
  }),
  createUser: command({
    access: 'admin.users',
    /** `password` null: somebody who does not sign in yet. */
    input: Person.safeExtend({ password: Verifier.nullable() }),
    output: z.object({ id: z.string() }),
    writes: ['users', 'credentials'],
    refusals: ['login-taken', 'no-such-role', 'no-such-site'],
  }),
  editUser: command({
    access: 'admin.users',
    input: Person.safeExtend({ id: Id }),
    output: z.null(),
    writes: ['users', 'credentials'],
    refusals: ['login-taken', 'no-such-role', 'no-such-site', 'last-administrator'],
  }),
  replacePassword: command({
    access: 'admin.users',
    input: z.object({ userId: Id, password: Verifier }),
    output: z.null(),
    writes: ['credentials'],
    refusals: ['inactive'],
  }),
  deactivateUser: command({
    access: 'admin.users',
    input: z.object({ userId: Id }),
    output: z.null(),
    writes: ['users'],
    refusals: ['last-administrator', 'yourself'],
  }),
  reactivateUser: command({ access: 'admin.users', input: z.object({ userId: Id }), output: z.null(), writes: ['users'] }),
  createRole: command({
    access: 'admin.users',
    input: Role,
    output: z.object({ id: z.string() }),
    writes: ['roles'],
    refusals: ['name-taken'],
  }),
  editRole: command({
    access: 'admin.users',
    input: Role.extend({ id: Id }),
    output: z.null(),
    writes: ['roles'],
    refusals: ['name-taken', 'last-administrator'],
  }),
  removeRole: command({
    access: 'admin.users',
    input: z.object({ id: Id }),
    output: z.null(),
    writes: ['roles'],
    refusals: ['role-in-use'],
  }),

  parameters: query({
    access: 'admin.parameters',
    input: z.object({}),
    output: z.array(z.object({ key: z.enum(parameterKeys), rows: z.array(ParameterRow) })),
    reads: ['parameters'],
  }),
  /** Dates a value. A day that already has one gets the new one; a day gone by asks for a note. */
  dateParameter: command({
    access: 'admin.parameters',
    input: z.object({ key: z.enum(parameterKeys), validFromOn: Day, value: z.json(), source: Optional, note: Optional }),
    output: z.object({ id: z.string() }),
    writes: ['parameters'],
    refusals: ['note-needed'],
  }),
  /** Takes back a value that does not apply yet. */
  dropParameter: command({
    access: 'admin.parameters',
    input: z.object({ id: z.string().max(100) }),
    output: z.null(),
    writes: ['parameters'],
    refusals: ['in-force'],
  }),

  /** This store's own particulars, as papers print them. */
  site: query({
    access: 'signed-in',
    input: z.object({}),
    output: SiteParticulars.extend({ id: z.string(), code: z.string() }).nullable(),
    reads: ['sites'],
  }),
  describeSite: command({
    access: 'admin.parameters',
    input: SiteParticulars,
    output: z.null(),
    writes: ['sites'],
    refusals: ['uscc-wrong'],
  }),

  /** One page of the log, latest first, from where the last one ended. */
  audit: query({
    access: 'admin.audit',
    input: AuditSearch.extend({
      after: z.object({ at: z.number().int(), n: z.number().int() }).nullable().default(null),
      limit: z.int().min(1).max(500).default(100),
    }),
    output: z.object({ lines: z.array(AuditLine), next: z.object({ at: z.number().int(), n: z.number().int() }).nullable() }),
    reads: ['_sync_changesets'],
    heavy: true,
  }),
  auditLine: query({
    access: 'admin.audit',
    input: z.object({ n: z.number().int() }),
    output: AuditLine.extend({
      seq: z.number().int().nullable(),
      hash: z.string().nullable(),
      changes: z.number().int(),
      rows: z.array(Subject.extend({ op: z.enum(['insert', 'update', 'delete', 'erase']), fields: z.array(Shown) })),
      /** What was looked at (`what` a field, `of` whom) or taken out (`what` a list, `of` the file, `count` rows). */
      deeds: z.array(
        z.object({ word: z.enum(['revealed', 'exported']), what: z.string(), count: z.number().int().nullable(), of: z.string() }),
      ),
    }),
    reads: ['_sync_changesets'],
  }),
  /** People and commands that occur in the log, for its filters. */
  auditWords: query({
    access: 'admin.audit',
    input: z.object({}),
    output: z.object({ actors: z.array(z.object({ id: z.string(), name: z.string() })), commands: z.array(z.string()) }),
    reads: ['users'],
    heavy: true,
  }),
  /** Checks the next `limit` lines of this desktop's chain; `next` null at its end, `broken` the first line that is not as it was written. */
  verifyAudit: query({
    access: 'admin.audit',
    input: z.object({ after: z.int().min(0).default(0), limit: z.int().min(1).max(50_000).default(20_000) }),
    /** `total` is counted once, with the first piece. */
    output: z.object({
      checked: z.number().int(),
      total: z.number().int().nullable(),
      next: z.number().int().nullable(),
      broken: z.number().int().nullable(),
    }),
    reads: ['_sync_changesets'],
    heavy: true,
  }),
  /** Writes what a search finds to a CSV file the person names; null when they cancelled the dialog. */
  exportAudit: job({
    access: 'admin.audit',
    /** `words`: what the file says for commands and tables, in the person's language. */
    input: AuditSearch.extend({
      title: z.string().max(60),
      heads: z.array(z.string().max(40)).length(7),
      words: z.record(z.string().max(100), z.string().max(100)),
    }),
    output: z.object({ path: z.string(), lines: z.number().int() }).nullable(),
    refusals: ['folder-missing'],
  }),
  noteExport: command({
    access: 'admin.audit',
    input: z.object({ rows: z.int().min(0), fileName: z.string().max(255) }),
    output: z.null(),
    writes: [],
  }),

  /** The first rows of a new store: once, by founding. */
  establish: command({
    access: 'setup',
    input: z.object({
      site: SiteParticulars.extend({ code: z.string().regex(SITE_CODE, 'site-code') }),
      deviceName: Text,
      /** `password` null only in the training store. */
      person: z.object({ name: Text, login: Login, title: Optional, phone: Optional, password: Verifier.nullable() }),
    }),
    output: z.object({ userId: z.string() }),
    writes: ['sites', 'devices', 'users', 'roles', 'parameters', 'credentials'],
    refusals: ['already-established'],
  }),
}
