// The person and desktop on whose behalf the store is read or written.
import type { Permission, Reach } from '../../shared/permissions.ts'

export type Who = {
  /** User id; `system` for what the program does by itself. */
  user: string
  name: string
  permissions: ReadonlySet<Permission>
  reach: Reach
  /** The site this desktop belongs to. */
  site: string
  siteCode: string
  replica: string
  deviceCode: string
}
