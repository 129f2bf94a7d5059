// Who and what the group consists of: sites, desktops, people, roles and dated parameters. HQ decides all of them.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { firstPermissions } from '../../permissions.ts'
import { table } from '../../tables/define.ts'

export const sites = table(
  'sites',
  { scope: 'group', policy: 'hq' },
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    /** Two to four capitals, part of every document number. */
    code: text('code').notNull(),
    legalName: text('legal_name'),
    uscc: text('uscc'),
    phone: text('phone'),
    address: text('address'),
    bankName: text('bank_name'),
    bankAccount: text('bank_account'),
    foundedAt: integer('founded_at'),
  },
)

export const devices = table(
  'devices',
  { scope: 'group', policy: 'hq' },
  {
    /** The replica id. */
    id: text('id').primaryKey(),
    siteId: text('site_id'),
    name: text('name').notNull(),
    code: text('code').notNull(),
    pairedAt: integer('paired_at'),
    revokedAt: integer('revoked_at'),
  },
)

export const users = table(
  'users',
  { scope: 'group', policy: 'hq' },
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    /** What one types to sign in: latin letters and digits, unique in the group. */
    login: text('login').notNull(),
    title: text('title'),
    phone: text('phone'),
    active: integer('active').notNull().default(1),
    /** JSON array of role ids. */
    roleIds: text('role_ids').notNull().default('[]'),
    /** JSON array of site ids where this person works. */
    siteIds: text('site_ids').notNull().default('[]'),
    allSites: integer('all_sites').notNull().default(0),
  },
)

export const roles = table(
  'roles',
  { scope: 'group', policy: 'hq', groups: [['permissions', 'known']] },
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    /** JSON array of permission words. */
    permissions: text('permissions').notNull().default('[]'),
    /** own | site | group */
    reach: text('reach').notNull().default('site'),
    /** The built-in template this role came from. */
    template: text('template'),
    /** JSON array of the permission words that existed when this role was decided; the default is those of the first release. */
    known: text('known').notNull().default(JSON.stringify(firstPermissions)),
  },
)

/** Rates, thresholds and laws, each with the day from which it applies. The value is JSON, its schema belongs to the key. */
export const parameters = table(
  'parameters',
  { scope: 'group', policy: 'hq' },
  {
    id: text('id').primaryKey(),
    key: text('key').notNull(),
    validFromOn: text('valid_from_on').notNull(),
    value: text('value').notNull(),
    source: text('source'),
    note: text('note'),
  },
)
