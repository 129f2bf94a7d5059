// Which desktop this is: its replica, site and device code, as the store itself remembers them.
import { setState } from './outbox.ts'
import type { Statements } from './statements.ts'

export type Desk = {
  replica: string
  /** The site this desktop belongs to. */
  site: string
  siteCode: string
  siteName: string
  /** Two characters, part of every document number. */
  deviceCode: string
  /** How far HQ lets this desktop reach; a store without HQ reaches everything it has. */
  reach: 'site' | 'group'
  joined: boolean
  demo: boolean
}

const DESK = `SELECT d.kept, s.code, s.name FROM (
    SELECT json_group_object(key, value) AS kept FROM _sync_state WHERE key IN ('replica', 'site', 'device_code', 'reach', 'hq', 'demo')) d
  LEFT JOIN sites s ON s.id = d.kept ->> 'site'`
type Kept = Partial<Record<'replica' | 'site' | 'device_code' | 'reach' | 'hq' | 'demo', string>>

export function readDesk(st: Pick<Statements, 'one'>): Desk {
  const found = st.one<{ kept: string; code: string | null; name: string | null }>(DESK)
  const kept = JSON.parse(found?.kept ?? '{}') as Kept
  const joined = kept.hq !== undefined
  return {
    replica: kept.replica ?? '',
    site: kept.site ?? '',
    siteCode: found?.code ?? '',
    siteName: found?.name ?? '',
    deviceCode: kept.device_code ?? '01',
    reach: joined && kept.reach !== 'group' ? 'site' : 'group',
    joined,
    demo: kept.demo === '1',
  }
}

/** Gives a new store its identity; call once, before its first command. */
export function identify(st: Statements, desk: { replica: string; site: string; deviceCode: string; demo: boolean }): void {
  setState(st, 'replica', desk.replica)
  setState(st, 'incarnation', '1')
  setState(st, 'site', desk.site)
  setState(st, 'device_code', desk.deviceCode)
  if (desk.demo) setState(st, 'demo', '1')
}
