// A desktop that was moved to another site, until it has heard of that: it speaks for the site it was at, for what it
// saw there, and is told where it belongs. It gets nothing of either site before it begins anew.
import type { Position, RoundAnswer, RoundRequest } from '../shared/sync/protocol.ts'
import type { Hq } from './hq.ts'
import { HqRefusal } from './refusal.ts'
import type { PairedDevice, Reach } from './store/store.ts'

/** A device as the request speaks: `until` is the last position it can have seen where it does not belong any more. */
export type Speaker = PairedDevice & { until?: number }

/** What a request carries counts only where the device was when it saw what it builds on. @throws HqRefusal bad-request: it never was there */
export function speakingFor(device: PairedDevice, { site, incarnation }: Pick<RoundRequest, 'site' | 'incarnation'>): Speaker {
  const former = device.former.findLast((f) => f.site === site && (incarnation ?? f.incarnation) === f.incarnation)
  // Back at a site it was at before: only its incarnation tells whether it has heard of that.
  if (former && (site !== device.site || incarnation !== undefined)) return { ...device, ...former }
  if (site !== device.site) throw new HqRefusal('bad-request')
  return device
}

/** Files are taken for every site the device made them at; which are read is decided by where it belongs. */
export const sitesOf = (device: PairedDevice): Reach[] => [device, ...device.former.map(({ site }) => ({ site, reach: device.reach }))]

/** What such a device is told besides its rulings. */
export async function awayFrom(
  hq: Pick<Hq, 'store' | 'now'>,
  device: PairedDevice,
  position: Position,
): Promise<Omit<RoundAnswer, 'rulings'>> {
  const site = (await hq.store.sites()).find((s) => s.id === device.site)
  return {
    entries: [],
    position,
    more: false,
    hqTime: hq.now(),
    head: position.number,
    moved: { site: device.site, name: site?.name ?? '', deviceCode: device.code, incarnation: device.incarnation },
  }
}
