// Which desktop this is: its replica, site and device code, as the store itself remembers them.
import { getState, setState } from './outbox.ts'
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

export function readDesk(st: Pick<Statements, 'one'>): Desk {
  const site = getState(st, 'site') ?? ''
  const found = st.one<{ code: string; name: string }>('SELECT code, name FROM sites WHERE id = ?', site)
  const joined = getState(st, 'hq') !== null
  return {
    replica: getState(st, 'replica') ?? '',
    site,
    siteCode: found?.code ?? '',
    siteName: found?.name ?? '',
    deviceCode: getState(st, 'device_code') ?? '01',
    reach: joined && getState(st, 'reach') !== 'group' ? 'site' : 'group',
    joined,
    demo: getState(st, 'demo') === '1',
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
