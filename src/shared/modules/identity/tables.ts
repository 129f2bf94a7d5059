// How people prove who they are. Verifiers reach only the sites where the person works; failures stay on this desktop.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const credentials = table(
  'credentials',
  { scope: 'site', policy: 'fields' },
  {
    /** `<user id>@<site id>` */
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    userId: text('user_id').notNull(),
    /** Argon2id in PHC form. */
    password: text('password'),
    pin: text('pin'),
    mustChange: integer('must_change').notNull().default(0),
    changedAt: integer('changed_at'),
  },
)

export const signInFailures = table(
  'sign_in_failures',
  { scope: 'local' },
  {
    /** User id. */
    id: text('id').primaryKey(),
    count: integer('count').notNull().default(0),
    lastAt: integer('last_at').notNull(),
    lockedUntilAt: integer('locked_until_at'),
  },
)
