// What each entry of the console answers, by its name in the contract; a missing one does not compile. Who may ask was
// decided before (routes.ts); what is decided here is the business's.
import type { ConsoleInput, ConsoleName, ConsoleOutput } from '../../shared/console/contract.ts'
import { Refusal } from '../../shared/errors.ts'
import { perform, type AdminAnswer, type AdminRequest } from '../admin.ts'
import { amendQuarantined } from '../amending.ts'
import { assignCase, commentOn, decideQuarantined, overrideRight, settleCase } from '../deciding.ts'
import { askToCheck, askToTakeAnew, releaseKey, requestKey, resume, suspend } from '../desktops.ts'
import type { Hq } from '../hq.ts'
import { type KeptDeed, TERMINAL } from '../store/console.ts'
import type { PairedDevice } from '../store/store.ts'
import { meOf, type Visitor } from './entrance.ts'
import { listCases, listPublished, listQuarantine, showCase, trace } from './inquiries.ts'
import type { Backups } from '../backups.ts'
import type { Compacting } from '../compacting.ts'
import { Denied } from '../pairing.ts'
import type { Care } from './care.ts'
import type { Overview } from './overview.ts'
import type { Trends } from './trends.ts'
import { listRollouts, seenBy, showRollout } from './rollouts.ts'

/** One request of the page. `visitor` is there for every entry that is not anyone's. */
export type Asking = {
  hq: Hq
  overview: Overview
  trends: Trends
  care: Care
  /** Null without a data directory. */
  backups: Backups | null
  compacting: Compacting | null
  version: string
  visitor: Visitor | null
  /** Gives the browser a session, or (null) takes it away. */
  remember(token: string | null): void
}
type Answer<N extends ConsoleName> = (input: ConsoleInput<N>, asking: Asking) => Promise<ConsoleOutput<N>>
export type Answers = { [N in ConsoleName]: Answer<N> }

/** How many deeds a page of them has. */
const PAGE = 100

/** @throws Refusal signed-out */
const here = ({ visitor }: Asking): Visitor => {
  if (!visitor) throw new Refusal('signed-out')
  return visitor
}
const by = (asking: Asking): string => here(asking).administrator.id
/** Who does it, and whether they may let desktops see the whole group. */
const authority = (asking: Asking) => ({ by: by(asking), group: here(asking).administrator.role === 'administrator' })
const done = {}
const anewState = ({ anewAskedAt, anewHeardAt, anewTakenAt }: PairedDevice): 'waits' | 'under-way' | 'whole' =>
  anewTakenAt === anewAskedAt ? 'whole' : anewHeardAt === anewAskedAt ? 'under-way' : 'waits'

/** The same deed the command line asks for, by this person. @throws Refusal in its words */
async function carryOut(asking: Asking, request: AdminRequest): Promise<AdminAnswer> {
  const answer = await perform(asking.hq, request, by(asking))
  if (answer.denied !== undefined) throw new Refusal(answer.denied)
  return answer
}
/** @throws Denied backup-failed without a data directory */
const kept = ({ backups }: Asking): Backups => {
  if (!backups) throw new Denied('backup-failed')
  return backups
}
async function named(hq: Hq, deeds: readonly KeptDeed[]): Promise<ConsoleOutput<'deeds.list'>['deeds']> {
  const names = new Map((await hq.store.console.administrators()).map((a) => [a.id, a.name]))
  return deeds.map((deed) => ({ ...deed, byName: deed.by === TERMINAL ? null : (names.get(deed.by) ?? deed.by) }))
}

export const answers: Answers = {
  'session.standing': async (_, { hq, version, visitor }) => ({
    me: visitor && meOf(visitor.administrator),
    version,
    anybody: await hq.people.anybody(),
  }),
  'session.signIn': async (said, { hq, remember }) => {
    const { me, token } = await hq.entrance.signIn(said)
    remember(token)
    return me
  },
  'session.signOut': async (_, asking) => {
    await asking.hq.entrance.signOut(here(asking))
    asking.remember(null)
    return done
  },
  'link.look': async ({ secret }, { hq }) => {
    const person = await hq.people.lookAt(secret)
    return { first: person === null, login: person?.login ?? '', name: person?.name ?? '' }
  },
  'link.use': async (said, { hq, remember }) => {
    const { me, token } = await hq.people.useLink(said)
    remember(token)
    return me
  },
  'me.setPassword': async ({ current, next }, asking) => {
    await asking.hq.entrance.setPassword(here(asking), current, next)
    return done
  },
  'me.newTotp': async (_, asking) => asking.hq.entrance.newTotp(here(asking)),
  'me.keepTotp': async (said, asking) => {
    await asking.hq.entrance.keepTotp(here(asking), said)
    return done
  },
  'me.dropTotp': async ({ password }, asking) => {
    await asking.hq.entrance.dropTotp(here(asking), password)
    return done
  },
  'me.sessions': async (_, asking) => ({ sessions: await asking.hq.entrance.sessions(here(asking)) }),
  'me.endOthers': async (_, asking) => {
    await asking.hq.entrance.endOthers(here(asking))
    return done
  },
  'people.list': async (_, { hq }) => ({ people: await hq.people.list() }),
  'people.invite': async (person, asking) => asking.hq.people.invite(person, by(asking)),
  'people.link': async ({ id }, asking) => asking.hq.people.newLink(id, by(asking)),
  'people.setRole': async ({ id, role }, asking) => {
    await asking.hq.people.setRole(id, role, by(asking))
    return done
  },
  'people.end': async ({ id }, asking) => {
    await asking.hq.people.end(id, by(asking))
    return done
  },
  'overview.show': async ({ midnight }, { overview }) => overview.show(midnight),
  'trends.show': async ({ midnight }, { trends }) => trends.show(midnight),
  'desktops.list': async (asked, { overview }) => overview.list(asked),
  'desktops.show': async ({ replica }, { hq, overview }) => {
    const [desktop, kept] = [await overview.find(replica), await hq.store.device(replica)]
    if (!desktop || !kept) throw new Refusal('device-unknown')
    const head = await hq.store.head()
    const sites = new Map((await hq.store.sites()).map((site) => [site.id, site]))
    const request = await hq.store.keyRequest(replica)
    const deeds = await hq.store.console.deeds({ before: null, by: null, subject: replica, limit: PAGE })
    return {
      desktop,
      head: head.number,
      position: (hq.heard.get(replica) ?? kept).position,
      incarnation: kept.incarnation,
      former: kept.former.map(({ site: id, code, incarnation }) => {
        const site = sites.get(id)
        return { siteName: site?.name ?? id, code: `${site?.code ?? ''}-${code}`, incarnation }
      }),
      rows: await hq.store.rowsInReach(kept),
      rights: await hq.store.rightsOf(replica),
      held: (await hq.store.inquiry.rights(replica, 50)).map(({ key, image }) => ({ key, fence: Number(image['fence']) })),
      check: kept.checkAskedAt === null ? null : { askedAt: kept.checkAskedAt, heard: kept.checkedAt === kept.checkAskedAt },
      anew: kept.anewAskedAt === null ? null : { askedAt: kept.anewAskedAt, state: anewState(kept) },
      agreements: hq.agreed.get(replica) ?? (await hq.store.watch.agreements(replica)),
      repairs: await hq.store.watch.repairs(replica),
      sealed: kept.sealedKey !== null,
      keyRequest: request && { ...request, byName: (await hq.store.console.administrator(request.by))?.name ?? request.by },
      rounds: await hq.store.watch.rounds(replica),
      deeds: await named(hq, deeds),
    }
  },
  'desktops.rename': async ({ replica, name }, asking) => {
    await carryOut(asking, { ask: 'rename', device: replica, name })
    return done
  },
  'desktops.move': async ({ replica, site }, asking) => {
    await carryOut(asking, { ask: 'move', device: replica, site })
    return done
  },
  'desktops.suspend': async ({ replica, reason }, asking) => {
    await suspend(asking.hq, replica, by(asking), reason)
    return done
  },
  'desktops.resume': async ({ replica }, asking) => {
    await resume(asking.hq, replica, by(asking))
    return done
  },
  'desktops.check': async ({ replica }, asking) => {
    await askToCheck(asking.hq, replica, by(asking))
    return done
  },
  'desktops.takeAnew': async ({ replica, reason }, asking) => {
    await askToTakeAnew(asking.hq, replica, by(asking), reason)
    return done
  },
  'rights.override': async ({ key, reason }, asking) => {
    await overrideRight(asking.hq, key, by(asking), reason)
    return done
  },
  'keys.request': async ({ replica, reason }, asking) => {
    await requestKey(asking.hq, replica, by(asking), reason)
    return done
  },
  'keys.release': async ({ replica }, asking) => releaseKey(asking.hq, replica, by(asking)),
  'desktops.revoke': async ({ replica }, asking) => {
    await carryOut(asking, { ask: 'revoke', device: replica })
    return done
  },
  'trace.find': async (asked, { hq }) => trace(hq, asked),
  'published.list': async (asked, { hq }) => listPublished(hq, asked),
  'cases.list': async (asked, { hq }) => listCases(hq, asked),
  'cases.show': async ({ id }, { hq }) => ({
    ...(await showCase(hq, id)),
    deeds: await named(hq, await hq.store.console.deeds({ before: null, by: null, subject: id, limit: PAGE })),
  }),
  'cases.settle': async ({ id, how, reason }, asking) => {
    await settleCase(asking.hq, id, how, by(asking), reason)
    return done
  },
  'cases.assign': async ({ id, site, reason }, asking) => {
    await assignCase(asking.hq, id, site, by(asking), reason)
    return done
  },
  'cases.comment': async ({ id, text }, asking) => {
    await commentOn(asking.hq, id, by(asking), text)
    return done
  },
  'quarantine.list': async (asked, { hq }) => listQuarantine(hq, asked),
  'quarantine.decide': async ({ changeset, what, reason }, asking) => {
    await decideQuarantined(asking.hq, changeset, what, by(asking), reason)
    return done
  },
  'quarantine.amend': async ({ changeset, corrections, reason }, asking) => ({
    outcome: await amendQuarantined(asking.hq, changeset, corrections, by(asking), reason),
  }),
  'sites.list': async (_, { overview }) => ({ sites: await overview.sites() }),
  'sites.add': async ({ name, code }, asking) => {
    const { site } = await carryOut(asking, { ask: 'site', name, ...(code === '' ? {} : { code }) })
    return site as NonNullable<typeof site>
  },
  'codes.issue': async ({ site, group, minutes }, asking) => {
    if (group && !authority(asking).group) throw new Refusal('forbidden')
    const { pair } = await carryOut(asking, { ask: 'pair', site, group, minutes })
    return pair as NonNullable<typeof pair>
  },
  'rollouts.list': async (_, asking) => ({ rollouts: await listRollouts(asking.hq, asking.overview) }),
  'rollouts.show': async ({ id }, asking) => showRollout(asking.hq, asking.overview, id),
  'rollouts.add': async ({ name, text }, asking) => asking.hq.rollouts.add(name, text, authority(asking)),
  'rollouts.drop': async ({ id }, asking) => {
    await asking.hq.rollouts.drop(id, by(asking))
    return done
  },
  'rollouts.open': async ({ id, ...asked }, asking) => ({
    codes: await asking.hq.rollouts.open(id, asked, { ...authority(asking), seen: await seenBy(asking.overview) }),
  }),
  'rollouts.renew': async ({ id, ...asked }, asking) => ({ codes: await asking.hq.rollouts.renew(id, asked, authority(asking)) }),
  'care.show': async ({ midnight }, { care }) => care.show(midnight),
  'backups.make': async (_, asking) => kept(asking).make(by(asking)),
  'backups.prove': async ({ name }, asking) => kept(asking).prove(name, by(asking)),
  'storage.compact': async (_, asking) => {
    if (!asking.compacting) throw new Denied('cannot-compact')
    return asking.compacting.compact(by(asking))
  },
  'backups.setSecond': async ({ folder }, asking) => {
    await kept(asking).setSecond(folder === '' ? null : folder, by(asking))
    return done
  },
  'backups.setPlan': async (plan, asking) => {
    await kept(asking).setPlan(plan, by(asking))
    return done
  },
  'versions.setMinimum': async ({ version }, asking) => {
    await asking.hq.versions.setMinimum(version === '' ? null : version, asking.version, by(asking))
    return done
  },
  'deeds.list': async ({ before, by: whose }, { hq }) => {
    const found = await hq.store.console.deeds({ before, by: whose, limit: PAGE + 1 })
    return { deeds: await named(hq, found.slice(0, PAGE)), more: found.length > PAGE }
  },
  'deeds.check': async (_, { hq }) => hq.store.console.checkDeeds(),
}
