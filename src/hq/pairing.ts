// Sites, pairing codes and what happens when a desktop redeems one. A code works once, until it expires by HQ's clock;
// only its digest is kept.
import { createPublicKey, type KeyObject } from 'node:crypto'
import { pinyin } from 'pinyin-pro'
import { uuidv7 } from '../shared/ids.ts'
import type { Change, PairAnswer, PairRequest, PairingCode } from '../shared/sync/protocol.ts'
import { sha256 } from './chain.ts'
import { type Draw, HQ, publish } from './feed.ts'
import type { Queue } from './queue.ts'
import { HqRefusal } from './refusal.ts'
import { type Deed, TERMINAL } from './store/console.ts'
import type { DirectoryChange, NewEntry, PairedDevice, Site, Store } from './store/store.ts'

const SITE_CODE = /^[A-Z0-9]{2,4}$/
const DEVICE_CODE = /^[A-Z0-9]{2}$/

/** What a person at HQ asked for and cannot have. */
export type Denial =
  | 'site-unknown'
  | 'code-taken'
  | 'code-unfit'
  | 'name-missing'
  | 'device-unknown'
  | 'already-revoked'
  | 'already-there'
  | 'site-empty'
  | 'holds-rights'
  | 'not-sealed'
  | 'manifest-unreadable'
  | 'manifest-unsigned'
  | 'manifest-older'
  | 'publisher-unfit'
  | 'publisher-late'
  | 'backup-running'
  | 'backup-unknown'
  | 'backup-failed'
  | 'no-room'
  | 'nothing-free'
  | 'cannot-compact'
  | 'folder-unfit'
export class Denied extends Error {
  readonly code: Denial
  constructor(code: Denial) {
    super(code)
    this.name = 'Denied'
    this.code = code
  }
}

/** Where HQ is and which certificate it shows; `next` are those it may show later. */
export type Address = { url: string; fingerprint: string; next?: readonly string[] }

export type PairingOptions = {
  store: Store
  queue: Queue
  hqId: string
  now: () => number
  draw: Draw
  address: () => Address
  /** Below the version headquarters asks for. */
  tooOld: (version: string) => boolean
  recoveryKey: () => Promise<string>
  onCommitted(entries: readonly NewEntry[]): void
}

export function createPairing({ store, queue, hqId, now, draw, address, tooOld, recoveryKey, onCommitted }: PairingOptions) {
  const newId = (): string => uuidv7(now(), draw(16))
  /** Whoever asks; at the command line that is whoever sits at headquarters' own computer. */
  const deed = (by: string, act: string, subject: string, details: Deed['details']): Deed => ({ at: now(), by, act, subject, details })

  async function siteBy(word: string): Promise<Site> {
    const wanted = word.trim()
    const found = (await store.sites()).find((s) => s.id === wanted || s.name === wanted || s.code === wanted.toUpperCase())
    if (!found) throw new Denied('site-unknown')
    return found
  }

  /** Makes an empty site. Its code is part of every document number: given, or from the initials of its name. @throws Denied */
  const addSite = (name: string, given?: string, by = TERMINAL): Promise<Site> =>
    queue.run(async () => {
      if (name.trim() === '') throw new Denied('name-missing')
      const taken = new Set((await store.sites()).map((s) => s.code))
      const code = given?.trim().toUpperCase() ?? siteCode(name, taken)
      if (!SITE_CODE.test(code)) throw new Denied('code-unfit')
      if (taken.has(code)) throw new Denied('code-taken')
      const site: Site = { id: newId(), name: name.trim(), code, createdAt: now(), foundedAt: null }
      await store.commit({
        base: await store.head(),
        directory: [{ kind: 'site', site }],
        deed: deed(by, 'site.add', site.id, { name: site.name, code }),
      })
      return site
    })

  /** A new pairing code for a site. @throws Denied */
  const issue = (
    word: string,
    options: { group: boolean; minutes: number },
    by = TERMINAL,
  ): Promise<{ site: Site; code: PairingCode; expiresAt: number }> =>
    queue.run(async () => {
      const site = await siteBy(word)
      const secret = Buffer.from(draw(24)).toString('base64url')
      const expiresAt = now() + options.minutes * 60_000
      const code = {
        digest: sha256(secret),
        site: site.id,
        reach: options.group ? ('group' as const) : ('site' as const),
        name: null,
        expiresAt,
        usedAt: null,
        usedBy: null,
      }
      await store.commit({
        base: await store.head(),
        directory: [{ kind: 'code', code }],
        deed: deed(by, 'code.issue', site.id, { site: site.name, group: options.group, expiresAt }),
      })
      const { url, fingerprint } = address()
      return { site, code: { url, fingerprint, secret }, expiresAt }
    })

  async function answer(device: PairedDevice): Promise<PairAnswer> {
    const site = (await store.sites()).find((s) => s.id === device.site)
    if (!site) throw new Error(`device ${device.replica} has no site`)
    return {
      hq: hqId,
      replica: device.replica,
      site: { id: site.id, code: site.code, name: site.name },
      deviceCode: device.code,
      reach: device.reach,
      incarnation: device.incarnation,
      recoveryKey: await recoveryKey(),
      fingerprints: trusted(address()),
      siteHasData: await store.siteHasData(site.id),
    }
  }

  /** A device code for the site: never one that any device ever had there, for its papers carry it. */
  const freeCode = async (site: Site): Promise<string> =>
    deviceCode(
      (await store.devices()).flatMap((d) => [d, ...d.former]).flatMap((belonged) => (belonged.site === site.id ? [belonged.code] : [])),
    )

  /** Redeems a code. The same request again, when its answer was lost, gets the same answer. @throws HqRefusal */
  const pair = (request: PairRequest): Promise<PairAnswer> =>
    queue.run(async () => {
      const publicKey = keyFrom(request.publicKey).export({ format: 'der', type: 'spki' }).toString('base64')
      const code = await store.code(sha256(request.secret))
      if (!code) throw new HqRefusal('code-unknown')
      if (code.usedBy) {
        const device = await store.device(code.usedBy)
        if (device?.publicKey !== publicKey || device.revokedAt !== null) throw new HqRefusal('code-used')
        // The recovery key came with the first answer, so the sealed data key comes with the second request.
        if (request.sealedKey && device.sealedKey === null)
          await store.commit({
            base: await store.head(),
            directory: [{ kind: 'seal', replica: device.replica, sealedKey: request.sealedKey }],
          })
        return answer(device)
      }
      // It has nothing here yet that could be lost, and the code stays good.
      if (tooOld(request.appVersion)) throw new HqRefusal('protocol-too-old')
      const at = now()
      if (at > code.expiresAt) throw new HqRefusal('code-expired')
      const site = (await store.sites()).find((s) => s.id === code.site)
      if (!site) throw new HqRefusal('code-unknown')
      const device: PairedDevice = {
        replica: newId(),
        site: site.id,
        reach: code.reach,
        name: code.name ?? request.name,
        code: await freeCode(site),
        publicKey,
        incarnation: 1,
        history: 0,
        sealedKey: request.sealedKey ?? null,
        appVersion: request.appVersion,
        pairedAt: at,
        revokedAt: null,
        suspendedAt: null,
        checkAskedAt: null,
        checkedAt: null,
        anewAskedAt: null,
        anewHeardAt: null,
        anewTakenAt: null,
        former: [],
      }
      const directory: DirectoryChange[] = request.founding ? await found(request, site, device) : []
      directory.push({ kind: 'use-code', digest: code.digest, at, by: device.replica }, { kind: 'device', device })

      const changes: Change[] = []
      if (site.foundedAt === null) {
        directory.push({ kind: 'founded', site: device.site, at })
        const code = directory.find((d) => d.kind === 'rekey-site')?.code ?? site.code
        changes.push({ table: 'sites', id: device.site, op: 'insert', set: { name: site.name, code, founded_at: at } })
      }
      changes.push({
        table: 'devices',
        id: device.replica,
        op: 'insert',
        set: { site_id: device.site, name: device.name, code: device.code, paired_at: at },
      })
      const published = await publish(store, changes, {
        id: `hq:${newId()}`,
        command: 'hq.pair',
        origin: request.founding ? device.replica : HQ,
        at,
        draw,
      })
      await store.commit({ ...published, directory })
      onCommitted(published.entries)
      return answer(device)
    })

  /**
   * A store that ran alone brings everything from the first: only an untouched site may take it, under the store's own
   * ids, and under the codes its papers carry where they are free.
   */
  async function found(request: PairRequest, site: Site, device: PairedDevice): Promise<DirectoryChange[]> {
    if (!request.siteId || !request.replica || request.history < 1) throw new HqRefusal('bad-request')
    if (site.foundedAt !== null || (await store.siteHasData(site.id))) throw new HqRefusal('site-has-data')
    const others = (await store.sites()).filter((s) => s.id !== site.id)
    if (others.some((s) => s.id === request.siteId)) throw new HqRefusal('site-has-data')
    if (request.replica === HQ || (await store.device(request.replica))) throw new HqRefusal('site-has-data')
    device.replica = request.replica
    device.site = request.siteId
    device.history = request.history
    if (request.deviceCode && DEVICE_CODE.test(request.deviceCode)) device.code = request.deviceCode
    const wanted = request.siteCode ?? ''
    const code = SITE_CODE.test(wanted) && !others.some((s) => s.code === wanted) ? wanted : site.code
    return [{ kind: 'rekey-site', from: site.id, to: request.siteId, code }]
  }

  /** By name, code (`KS-01`) or replica id; of several, one that is not revoked. @throws Denied */
  const deviceBy = async (word: string): Promise<PairedDevice> => {
    const sites = new Map((await store.sites()).map((s) => [s.id, s.code]))
    const all = await store.devices()
    const named = all.filter((d) => d.replica === word || d.name === word || `${sites.get(d.site)}-${d.code}` === word.toUpperCase())
    const device = named.find((d) => d.revokedAt === null) ?? named[0]
    if (!device) throw new Denied('device-unknown')
    return device
  }

  /**
   * Nothing is answered to this device any more. Its sale rights stay with it, because papers that say firm may exist: each
   * is freed by an override with a reason. `rights` is how many. @throws Denied
   */
  const revoke = (word: string, by = TERMINAL): Promise<{ device: PairedDevice; rights: number }> =>
    queue.run(async () => {
      const device = await deviceBy(word)
      if (device.revokedAt !== null) throw new Denied('already-revoked')
      const at = now()
      const change: Change = { table: 'devices', id: device.replica, op: 'update', set: { revoked_at: at } }
      const published = await publish(store, [change], { id: `hq:${newId()}`, command: 'hq.revoke', origin: HQ, at, draw })
      await store.commit({
        ...published,
        directory: [{ kind: 'revoke', replica: device.replica, at }],
        deed: deed(by, 'desktop.revoke', device.replica, { name: device.name }),
      })
      onCommitted(published.entries)
      return { device: { ...device, revokedAt: at }, rights: await store.rightsOf(device.replica) }
    })

  /**
   * From its next request on the device belongs to another site: what it made before it heard of that is judged where it
   * was, then it begins at the new site as a new incarnation with a code of its own there. @throws Denied
   */
  const move = (word: string, to: string, by = TERMINAL): Promise<{ device: PairedDevice; site: Site }> =>
    queue.run(async () => {
      const device = await deviceBy(word)
      const site = await siteBy(to)
      if (device.revokedAt !== null) throw new Denied('already-revoked')
      if (device.site === site.id) throw new Denied('already-there')
      if (site.foundedAt === null) throw new Denied('site-empty')
      if ((await store.rightsOf(device.replica)) > 0) throw new Denied('holds-rights')
      const at = now()
      const code = await freeCode(site)
      const changes: Change[] = [{ table: 'devices', id: device.replica, op: 'update', set: { site_id: site.id, code } }]
      const published = await publish(store, changes, { id: `hq:${newId()}`, command: 'hq.move', origin: HQ, at, draw })
      const left = { site: device.site, code: device.code, incarnation: device.incarnation, until: published.base.number }
      const moved = { ...device, site: site.id, code, incarnation: device.incarnation + 1, former: [...device.former, left] }
      await store.commit({
        ...published,
        directory: [{ kind: 'move', ...moved }],
        deed: deed(by, 'desktop.move', device.replica, { name: device.name, from: device.site, to: site.id, site: site.name }),
      })
      onCommitted(published.entries)
      return { device: moved, site }
    })

  /** Another name for a desktop, told to everyone. @throws Denied */
  const rename = (word: string, name: string, by = TERMINAL): Promise<PairedDevice> =>
    queue.run(async () => {
      const device = await deviceBy(word)
      if (device.revokedAt !== null) throw new Denied('already-revoked')
      const at = now()
      const change: Change = { table: 'devices', id: device.replica, op: 'update', set: { name } }
      const published = await publish(store, [change], { id: `hq:${newId()}`, command: 'hq.rename', origin: HQ, at, draw })
      await store.commit({
        ...published,
        directory: [{ kind: 'rename', replica: device.replica, name }],
        deed: deed(by, 'desktop.rename', device.replica, { name: device.name, next: name }),
      })
      onCommitted(published.entries)
      return { ...device, name }
    })

  return { addSite, issue, pair, deviceBy, revoke, rename, move }
}

/** The certificates a desktop should trust from now on: the one shown first. */
export const trusted = ({ fingerprint, next = [] }: Address): string[] => [...new Set([fingerprint, ...next])]

/** An Ed25519 public key, raw or as SPKI, in base64. @throws HqRefusal('bad-request') */
export function keyFrom(base64: string): KeyObject {
  const bytes = Buffer.from(base64, 'base64')
  try {
    const der = bytes.length === 32 ? Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes]) : bytes
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Falls through: whatever it was, it is no key.
  }
  throw new HqRefusal('bad-request')
}

/** Words every dealership has in its name say nothing about which one it is. */
const GENERIC = /有限责任公司|有限公司|股份|集团|汽车|销售|服务|贸易|4S|店|中心|展厅/g

/** Two to four capitals from the initials of a name, the last replaced by a digit when another site has them. @throws Denied code-taken */
export function siteCode(name: string, taken: ReadonlySet<string>): string {
  const initials = (text: string): string =>
    pinyin(text, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' })
      .map((part) => part.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 2))
      .join('')
      .toUpperCase()
  const short = initials(name.replaceAll(GENERIC, ''))
  const base = (short.length >= 2 ? short : initials(name)).slice(0, 4).padEnd(2, 'X')
  if (!taken.has(base)) return base
  for (let n = 2; n < 100; n++) {
    const tried = `${base.slice(0, 4 - String(n).length)}${n}`
    if (!taken.has(tried)) return tried
  }
  throw new Denied('code-taken')
}

/** The first free of 01 … 99, A0 … Z9 without I and O. */
function deviceCode(taken: readonly string[]): string {
  for (const first of '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ')
    for (const last of '0123456789') if (first + last !== '00' && !taken.includes(first + last)) return first + last
  throw new HqRefusal('busy')
}
