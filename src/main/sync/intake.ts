// How an answer enters the store: in transactions so short that nobody who types feels them, whole entries in order, a ruling
// with or after the entries it belongs to.
import type { Entry, Position, Ruling } from '../../shared/sync/protocol.ts'
import type { Session } from '../store/session.ts'
import type { Link } from './link.ts'
import type { RoundHead } from './port.ts'
import type { Contact } from './status.ts'
import type { Time } from './time.ts'

export type IntakeOptions = {
  link: Link
  session: Session
  /** Rulings whose entries have not come yet; one that entered the store is taken out. */
  held: Map<string, Ruling>
  heardAt: () => number
  wanted: () => boolean
  /** The store is at this number of the feed, and there is more. */
  reached: (number: number) => void
  time: Time
}

/** What one transaction may take: shorter than the pause a typing person feels. */
const SLICE_MS = 25

export function createIntake({ link, session, held, heardAt, wanted, reached, time }: IntakeOptions) {
  /** Changes a transaction takes in about SLICE_MS here, learnt as it goes. */
  let pace = 300

  return async (answer: RoundHead, contact: Contact): Promise<void> => {
    let entries: Entry[] = []
    let weight = 0
    const flush = async (position: Position): Promise<void> => {
      const rulings = [...held.values()].filter((r) => r.position === undefined || r.position <= position.number)
      const { seen } = session.chain()
      if (entries.length === 0 && rulings.length === 0 && position.number === seen.number && position.nonce === seen.nonce) return
      const from = time.elapsed()
      session.receive({ entries, rulings, position, state: { counter: String(answer.counter), contact_at: String(heardAt()) } })
      const took = time.elapsed() - from
      for (const ruling of rulings) held.delete(ruling.changeset)
      if (weight > 20) pace = Math.min(4_000, Math.max(40, (pace + (weight / took) * SLICE_MS) / 2))
      entries = []
      weight = 0
      // Whoever types gets their turn.
      await new Promise<void>((resume) => time.after(0, resume))
    }
    const part = (index: number): Promise<string> | null => {
      const asked = index < answer.parts ? link.ask('part', { answer: answer.answer, index }) : null
      asked?.catch(() => undefined)
      return asked
    }
    let coming = part(0)
    for (let index = 0; coming; index++) {
      const text: string = await coming
      coming = part(index + 1)
      for (const entry of JSON.parse(text) as Entry[]) {
        if (!wanted()) return
        const own = held.has(entry.changeset)
        entries.push(entry)
        weight += (entry.changes.length + 1) * (own ? 2 : 1)
        if (!own) contact.received.push(entry.replica)
        if (weight < pace) continue
        await flush({ number: entry.number, nonce: entry.nonce })
        reached(entry.number)
      }
    }
    if (wanted()) await flush(answer.position)
  }
}
