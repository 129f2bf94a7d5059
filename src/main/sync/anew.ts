// HQ asked this desktop to take everything anew as a snapshot. It is fetched in quiet moments between rounds, while people
// work on with what is there; what lies ready follows the feed, is compared with HQ's sum at the position this store is at,
// and only then takes the place of the confirmed rows. What is the desktop's own (the log, what waits, drafts) stays.
import type { EngineStatus } from '../../shared/modules/sync/contract/engine.ts'
import type { Entry, Position, RoundRequest } from '../../shared/sync/protocol.ts'
import { beginTaking, endTaking, followFeed, layReady, placeSome, tablesToPlace, type Taking, takenIn, takingIn } from '../store/anew.ts'
import type { Touched } from '../store/confirmed.ts'
import type { Session } from '../store/session.ts'
import { fetchPieces, type Shelf, snapshotPiece } from './bootstrap.ts'
import { RowsDiffer } from './integrity.ts'
import type { Link } from './link.ts'
import type { Time } from './time.ts'
import { WireError } from './wire-error.ts'

export type AnewOptions = {
  link: Link
  session: Session
  /** A request that says nothing and asks for what comes after a position. */
  say: (position: Position) => RoundRequest
  /** Notes an incident and returns its number. */
  incident: (error: Error) => string
  /** There is more to do: talk once more. */
  again: () => void
  /** The next comparison counts every row first. */
  doubt: () => void
  /** Nobody waits to say or hear something. */
  quiet: () => boolean
  show: (anew: EngineStatus['anew']) => void
  time: Time
}

/** What was fetched and is not HQ's is not fetched again before this. */
const PATIENCE_MS = 60 * 60_000

export function createAnew({ link, session, say, incident, again, doubt, quiet, show, time }: AnewOptions) {
  const { st } = session
  const piece = snapshotPiece()
  let resting = -Infinity

  const tell = (taking: Taking | null): void =>
    show(taking && { done: taking.done, total: Math.max(taking.done, taking.total), placing: taking.placed !== null })
  const startOver = (asked: number): void => session.keep([], () => beginTaking(st, asked))
  const shelf = (asked: number): Shelf => ({
    cursor: () => {
      const taking = takingIn(st)
      tell(taking)
      return taking && !taking.fetched ? taking : null
    },
    keep: (chunk) => session.keep([], () => layReady(st, chunk)),
    startOver: () => startOver(asked),
  })

  /** Brings what lies ready to where HQ is, and returns HQ's sum there; null when HQ has something else to say first. */
  const catchUp = async (asked: number): Promise<string | null> => {
    for (;;) {
      const from = takingIn(st)?.position
      if (!from || !quiet()) return null
      const answer = await link.ask('round', say(from)).catch((error: unknown) => {
        if (error instanceof WireError && error.code === 'position-unknown') startOver(asked)
        throw error
      })
      link.noteCounter(answer.counter)
      for (let index = 0; index < answer.parts; index++) {
        const entries = JSON.parse(await link.ask('part', { answer: answer.answer, index })) as Entry[]
        const last = entries.at(-1)
        if (last) session.keep([], () => followFeed(st, entries, { number: last.number, nonce: last.nonce }))
      }
      session.keep([], () => followFeed(st, [], answer.position))
      if (!answer.more) return answer.root ?? null
    }
  }

  const unplaced = (table: string): boolean => {
    const placed = takingIn(st)?.placed ?? null
    return !(placed?.table === table && placed.after === null)
  }
  /** Puts everything in place in short transactions. False when somebody waits meanwhile: it goes on later. */
  const place = async (): Promise<boolean> => {
    for (const table of tablesToPlace(st))
      while (unplaced(table)) {
        if (!quiet()) return false
        session.take(() => {
          const touched: Touched = new Map()
          placeSome(st, table, touched)
          return touched
        })
        tell(takingIn(st))
        await new Promise<void>((done) => void time.after(0, done))
      }
    return quiet()
  }

  const finish = (): void => {
    session.keep(['_sync_live'], () => {
      const rows = endTaking(st)
      if (rows === 0) return
      const number = incident(new RowsDiffer(`a snapshot headquarters asked for set ${rows} rows right`))
      st.run('INSERT INTO _sync_repairs (at, rows, incident) VALUES (?, ?, ?)', session.now(), rows, number)
    })
    tell(null)
    doubt()
    again()
  }

  return {
    /** What a round says of it. */
    says: (): RoundRequest['anew'] => {
      const taking = takingIn(st)
      const taken = takenIn(st)
      if (taking) return { asked: taking.asked, whole: false }
      return taken === null ? undefined : { asked: taken, whole: true }
    },
    /** HQ asks for it. True when that is news. */
    hear: (asked: number): boolean => {
      if (takingIn(st)?.asked === asked || takenIn(st) === asked) return false
      startOver(asked)
      return true
    },
    /** Goes on with it while nobody waits. Call when both sides have said everything. @throws WireError; called again, it goes on. */
    goOn: async (): Promise<void> => {
      const taking = takingIn(st)
      if (!taking || time.elapsed() < resting) return
      await fetchPieces({ link, shelf: shelf(taking.asked), piece, wanted: quiet, time })
      if (!quiet()) return
      const root = await catchUp(taking.asked)
      const ready = takingIn(st)
      if (root === null || !ready?.position || !quiet()) return
      // HQ went on meanwhile: the next talk brings this store there too.
      if (ready.position.number !== session.chain().seen.number) return again()
      if (ready.placed === null && ready.sum !== root) {
        incident(new RowsDiffer('a snapshot headquarters asked for is not what headquarters holds: it is fetched again'))
        startOver(taking.asked)
        resting = time.elapsed() + PATIENCE_MS
        return tell(null)
      }
      if (await place()) finish()
    },
  }
}
