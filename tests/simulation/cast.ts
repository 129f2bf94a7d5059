// Who takes part in a simulated day: nine desktops, what each has committed and shown so far, and how each comes back from
// a power cut, a lost disk or being shut out.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from '../../src/main/demo/random.ts'
import { readDesk } from '../../src/main/store/desk.ts'
import { askToTakeAnew } from '../../src/hq/desktops.ts'
import { Denied } from '../../src/hq/pairing.ts'
import { TERMINAL } from '../../src/hq/store/console.ts'
import { Refusal } from '../../src/shared/errors.ts'
import type { Moved } from '../../src/main/sync/moving.ts'
import { writePairingCode } from '../../src/shared/sync/pairing-code.ts'
import type { Desk } from './back-office.ts'
import { createDesktop, type Desktop, type Life } from './desktop.ts'
import { PowerCut } from './driver.ts'
import type { Fault } from './faults.ts'
import type { Headquarters } from './headquarters.ts'
import type { Line } from './line.ts'
import { DESKTOPS, noteReceipts, type Morning } from './opening.ts'
import type { Scheduler } from './scheduler.ts'
import type { Deed } from './shop-floor.ts'
import type { Fates } from './rulings.ts'
import { shadowOf, showsWhatItShould, type Shadow, type Shown, shownBy } from './truths.ts'
import type { Receipt, Watch } from './watch.ts'

export type Member = {
  desktop: Desktop
  /** How long its power stays off. */
  off: number
  /** Changesets whose command came back, or that were found committed after a crash. */
  committed: Set<string>
  fates: Fates
  /** What must be confirmed there; null until it is looked at. */
  shadow: Shadow | null
  /** Where it belongs, as the person at headquarters knows: the site's number. */
  site: number
  /** A program that runs, lets people in and takes part. */
  working(): Life | null
}
type CastOptions = {
  folder: string
  opening: Morning
  hq: Headquarters
  lines: readonly Line[]
  scheduler: Scheduler
  watch: Watch
  entered: Map<string, Receipt>
  violations: string[]
  happened: (fault: Fault) => void
  did: (deed: Deed) => void
  random: (n: number) => Random
}

const NEXT_TRY = 30_000
/** It has an HQ, and its download came to an end. */
const whole = ({ past }: Life): boolean => {
  const keys = past.all<{ key: string }>(`SELECT key FROM _sync_state WHERE key IN ('hq', 'bootstrap')`)
  return keys.length === 1 && keys[0]?.key === 'hq'
}

export function createCast(options: CastOptions) {
  const { folder, opening, hq, lines, scheduler, watch, entered, violations, happened, did, random } = options
  /** What stores that gave way to a new one at another site had committed: headquarters has all of it. */
  const handedOver = new Set<string>()
  /** Papers by content, and the desktop whose disk had them first. */
  const papers = new Map<string, Member>()
  /** Whose disks were lost, with papers on them that nobody else may have. */
  const lostPapers = new Set<string>()
  /** Receipts only a lost disk or a dismissed desktop had: HQ has them or it has not. */
  const uncertain = new Set<string>()
  /** Desktops that are on their way back. */
  let under = 0
  const codes = new Map<Member, string>()

  const members: Member[] = DESKTOPS.map(({ name, site }, n) => {
    const file = join(folder, `${name}.db`)
    writeFileSync(file, opening.desktops[n] as Buffer)
    const kept = opening.papers[n] ?? new Map<string, Buffer>()
    if (kept.size > 0) mkdirSync(`${file}.files`)
    for (const [paper, bytes] of kept) writeFileSync(join(`${file}.files`, paper), bytes)
    const member: Member = {
      desktop: createDesktop({
        name,
        file,
        hq,
        line: lines[n] as Line,
        scheduler,
        random: random(n),
        onCut: (how) => how !== 'between' && comesBack(member, how),
        onMoved: (to, said) => {
          const life = member.desktop.life()
          // After the talk that told it.
          scheduler.after(0, () => life && member.desktop.life() === life && void scheduler.during(movesOn(member, life, to, said)))
        },
      }),
      off: 1000,
      committed: new Set(),
      fates: new Map(),
      shadow: null,
      site,
      working: () => {
        const life = member.desktop.life()
        return life && whole(life) ? life : null
      },
    }
    member.desktop.start().engine.start()
    return member
  })

  /** What is in the log was committed, whoever heard of it. */
  const note = (member: Member, life: Life): void => {
    for (const { id } of life.past.all<{ id: string }>(`SELECT id FROM _sync_changesets WHERE seq IS NOT NULL AND state <> 'local'`))
      member.committed.add(id)
    noteReceipts(life.session, entered)
  }
  const look = (member: Member, shown?: Shown): void => {
    watch.look()
    const life = member.working()
    if (!life) return
    member.shadow ??= shadowOf(opening.tables, opening.position, readDesk(life.session.st))
    violations.push(...showsWhatItShould(member.desktop.name, life.session, member.shadow, watch, shown ?? shownBy(life.session)))
  }

  const begin = (member: Member, life: Life): void => {
    under -= 1
    const { engine } = life
    if (member.working()) {
      note(member, life)
      look(member)
      engine.start()
      return
    }
    void enrol(member, life)
  }
  /** Asks for a code until it has one, joins until its store is whole. */
  const enrol = async (member: Member, life: Life): Promise<void> => {
    const again = (): void => void scheduler.after(NEXT_TRY, () => member.desktop.life() === life && void enrol(member, life))
    const group = DESKTOPS[members.indexOf(member)]?.group === true
    try {
      let code = life.session.joined() ? '' : codes.get(member)
      if (code === undefined) {
        code = writePairingCode((await hq.office().pairing.issue(opening.sites[member.site] as string, { group, minutes: 5_000_000 })).code)
        codes.set(member, code)
      }
      await life.engine.join({ code, name: member.desktop.name }, () => undefined, new AbortController().signal)
      codes.delete(member)
    } catch {
      if (member.desktop.life() === life) again()
    }
  }
  const comesBack = (member: Member, how: 'before' | 'after'): void => {
    happened(`power cut ${how} a call`)
    under += 1
    scheduler.after(member.off, () => void scheduler.during(member.desktop.recover().then((life) => begin(member, life))))
  }
  /** Asked and not seen to be done. */
  let asked = 0
  /** A new replica in the old one's place. What only the old one had is gone, and what HQ took of it stays. */
  const anew = async (member: Member): Promise<void> => {
    const life = member.desktop.life()
    if (!life) return
    const waiting = life.past.all<{ payload: string }>(
      `SELECT payload FROM _sync_changesets WHERE state IN ('pending', 'quarantined', 'discarded')`,
    )
    for (const { payload } of waiting) for (const id of entered.keys()) if (payload.includes(id)) uncertain.add(id)
    for (const [sha256, of] of papers) if (of === member) lostPapers.add(sha256)
    under += 1
    member.committed = new Set()
    member.fates = new Map()
    member.shadow = null
    codes.delete(member)
    begin(member, await member.desktop.forget())
  }

  /** Headquarters has everything the old store said, and the desktop begins at its new site. */
  const movesOn = async (member: Member, life: Life, to: Moved, said: number): Promise<void> => {
    under += 1
    note(member, life)
    const begun = await member.desktop.moveOn(to, said)
    if (!begun) return void (under -= 1)
    if (begun.moved) {
      happened('desktop moved to another site')
      for (const id of member.committed) handedOver.add(id)
      member.committed = new Set()
      member.fates = new Map()
      member.shadow = null
    }
    begin(member, begun.next)
  }

  return {
    members,
    handedOver,
    papers,
    lostPapers,
    /** Nobody is on the way back, or to another site. */
    settled: (): boolean =>
      under === 0 &&
      members.every((m) => {
        const life = m.working()
        const { site, replica } = life ? readDesk(life.session.st) : { site: '', replica: '' }
        return life !== null && hq.past()?.one<{ site: string }>('SELECT site FROM devices WHERE replica = ?', replica)?.site === site
      }),
    /** What somebody at this desktop works with. */
    desk: (member: Member, { session, files, engine }: Life): Desk => ({
      session,
      did,
      files: {
        has: files.has,
        put: (bytes) => {
          const put = files.put(bytes)
          papers.set(put.sha256, member)
          return put
        },
      },
      fetch: (sha256) =>
        void engine.fetch(sha256).then(
          (came) => came && did('a paper fetched'),
          () => undefined,
        ),
    }),
    /** The person at HQ makes the desktop another site's; says no to one with sale rights. */
    move: async (member: Member, to: number): Promise<string> => {
      const life = member.working()
      if (!life || !hq.up()) return 'nobody'
      const { replica, reach } = readDesk(life.session.st)
      if (reach === 'group') return 'the manager stays'
      try {
        await hq.office().pairing.move(replica, opening.sites[to] as string)
      } catch (error) {
        if (error instanceof Denied) return error.message
        throw error
      }
      member.site = to
      watch.look()
      return 'moved'
    },
    /** The person at HQ has the desktop take everything anew; says no while it has not done so. */
    takeAnew: async (member: Member): Promise<string> => {
      const life = member.working()
      if (!life || !hq.up()) return 'nobody'
      try {
        await askToTakeAnew(hq.office(), readDesk(life.session.st).replica, TERMINAL, 'simulated')
      } catch (error) {
        if (error instanceof Refusal) return error.code
        throw error
      }
      asked += 1
      // What the live channel says to one desktop alone; news of the feed is the line's.
      life.engine.nudge()
      return 'asked'
    },
    /** Every desktop that was asked has everything anew; one whose disk was lost is another one since. */
    tookAll: (): boolean => {
      const open = members.some((m) => {
        const life = m.working()
        const replica = life ? readDesk(life.session.st).replica : ''
        return hq
          .past()
          ?.one('SELECT 1 FROM devices WHERE replica = ? AND anew_asked_at IS NOT anew_taken_at AND anew_asked_at > 0', replica)
      })
      if (open) return false
      for (; asked > 0; asked--) happened('everything taken anew')
      return true
    },
    look,
    /** Runs what somebody does; what it committed is noted here when it came back. */
    commit: (member: Member, work: () => string): string => {
      const life = member.working()
      if (!life) return 'nobody'
      const last = life.session.chain().seq
      try {
        const what = work()
        for (const { id } of life.past.all<{ id: string }>(`SELECT id FROM _sync_changesets WHERE seq > ? AND state = 'pending'`, last))
          member.committed.add(id)
        noteReceipts(life.session, entered)
        return what
      } catch (error) {
        if (error instanceof PowerCut) return 'power cut'
        throw error
      }
    },
    restart: async (member: Member): Promise<void> => {
      await member.desktop.stop()
      under += 1
      begin(member, member.desktop.start())
    },
    loseDisk: anew,
    revoke: async (member: Member): Promise<void> => {
      const life = member.working()
      if (!life || !hq.up()) return
      await hq.office().pairing.revoke(readDesk(life.session.st).replica)
      watch.look()
      under += 1
      const setUpAnew = (): void => {
        if (!member.desktop.life()) return void scheduler.after(NEXT_TRY, setUpAnew)
        under -= 1
        void scheduler.during(anew(member))
      }
      scheduler.after(3_600_000, setUpAnew)
    },
    /** Money of lost disks counts only as far as HQ has it. */
    settleMoney: (): void => {
      for (const id of uncertain) if (!watch.tables.get('receipts')?.has(id)) entered.delete(id)
    },
    close: (): void => {
      for (const { desktop } of members) desktop.end()
    },
  }
}
