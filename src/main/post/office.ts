// Sends what is due: asks the outbox of the open store, notes that it begins, hands the letter to the post thread and notes
// what became of it. Only the desk with the sole right of its site's post sends (messages/queries/facts.ts, postOf).
import type { Asked, Output } from '../../shared/contract.ts'
import { GatewaySettings, MailSettings, messages as contract } from '../../shared/modules/messages/contract.ts'
import {
  afterQuiet,
  composed,
  messageChannels,
  MOST_DELAYS,
  type FailReason,
  type MessageChannel,
} from '../../shared/modules/messages/rules.ts'
import { messageChannelsHere, messages } from '../../shared/modules/messages/tables.ts'
import { mayContact } from '../../shared/modules/privacy/rules.ts'
import { programOf } from '../modules/identity/queries.ts'
import { begin, hear, settle } from '../modules/messages/commands.ts'
import { addressOf, personOf, postOf, quietHoursOn, wordsOf } from '../modules/messages/queries/facts.ts'
import { consentsOf } from '../modules/privacy/queries/consents.ts'
import type { Reader } from '../store/read.ts'
import type { Session } from '../store/session.ts'
import type { Writer } from '../store/write.ts'
import type { Outcome } from './mail.ts'
import type { Carrier } from './near.ts'

const SOON = 2000
const ROUND = 60_000
/** Begun together: letters one by one, so that a program that ends in the middle leaves one nobody knows of; files by the batch. */
const TOGETHER = { email: 1, sms: 200 } as const
/** Due ones looked at in a round: those that must wait for the morning do not stand before those that may go. */
const LOOKED_AT = 500
const NOBODY = {
  user: '',
  name: '',
  permissions: new Set<never>(),
  reach: 'own',
  site: '',
  siteCode: '',
  replica: '',
  deviceCode: '',
} as const

type Ready = { id: string; to: string; subject: string; text: string; purpose: string }
export type Office = ReturnType<typeof openOffice>

export function openOffice({ session, carrier, log }: { session: Session; carrier: Carrier; log: (error: unknown, what: string) => void }) {
  let timer: NodeJS.Timeout | null = null
  let turn: Promise<unknown> = Promise.resolve()
  let stopped = false
  const program = () => session.read(NOBODY, programOf)
  const look = <T>(work: (db: Reader) => T): T => session.read(program(), work)
  const run = <F extends 'begin' | 'settle' | 'hear', N extends `messages.${F}`>(
    name: F,
    input: Asked<N>,
    work: (db: Writer, input: never) => Output<N>,
  ): Output<N> =>
    session.write(program(), { command: `messages.${name}`, writes: new Set(contract[name].writes) }, (db) => work(db, input as never))
  const settled = (id: string, outcome: Outcome): void =>
    void run('settle', { id, kind: outcome.kind, reason: 'reason' in outcome ? outcome.reason : null }, settle)
  const refuse = (id: string, reason: FailReason): void => settled(id, { kind: 'refused', reason })

  /** Begun by this desk in an earlier life of the program: nobody knows whether it left. It is not sent again by itself. */
  const tidyUp = (): void => {
    const open = look((db) =>
      db.all<{ id: string }>(
        `SELECT s.id FROM message_standing s WHERE s.state = 'sending' AND ? = (SELECT t.replica FROM message_tries t WHERE t.message_id = s.id AND t.kind = 'begun' ORDER BY t.at DESC, t.id DESC LIMIT 1)`,
        db.who.replica,
      ),
    )
    for (const { id } of open) refuse(id, 'unsure')
  }

  /** The next few that are due, ready to go; what cannot go is settled at once. */
  const take = (channel: MessageChannel): Ready[] => {
    const due = look((db) =>
      db.all<{ id: string }>(
        `SELECT id FROM message_standing WHERE state = 'waiting' AND channel = ? AND site_id = ? AND next_at <= ? ORDER BY next_at, id LIMIT (SELECT ?)`,
        channel,
        db.who.site,
        db.now,
        LOOKED_AT,
      ),
    )
    const ready: Ready[] = []
    for (const { id } of due) {
      if (ready.length === TOGETHER[channel]) break
      const found = look((db): Ready | FailReason | 'wait' => prepare(db, id, channel))
      if (found === 'wait') continue
      if (typeof found === 'string') refuse(id, found)
      else ready.push(found)
    }
    return ready
  }

  /** One by one and each answered before the next: a second of the same post would send twice. */
  const sendDue = async (channel: MessageChannel): Promise<number> => {
    const how = look((db) => (postOf(db, channel).who === 'here' ? db.row(messageChannelsHere, channel) : undefined))
    if (!how) return 0
    const settings: unknown = JSON.parse(how.settings)
    if (channel === 'sms') await takeReceipts(GatewaySettings.parse(settings).folder)
    let sent = 0
    for (;;) {
      if (stopped || look((db) => postOf(db, channel).who) !== 'here') return sent
      const ready = take(channel)
      if (ready.length === 0) return sent
      for (const { id, text } of ready) run('begin', { id, said: text, template: templateOf(id) }, begin)
      // The thread died with it in hand: nobody knows.
      const outcome = await handOver(channel, settings, how.secret, ready).catch((): Outcome => ({ kind: 'refused', reason: 'unsure' }))
      if (stopped) return sent
      session.bulk(() => ready.forEach(({ id }) => settled(id, tired(id, outcome))))
      if (outcome.kind === 'sent') sent += ready.length
      // The line is down or the server busy: the others would fare no better now.
      if (outcome.kind === 'later') return sent
    }
  }

  const templateOf = (id: string): string | null =>
    look((db) => {
      const message = db.must(messages, id)
      const person = personOf(db, message.customerId)
      return person ? (wordsOf(db, message, person)?.template ?? null) : null
    })

  const tired = (id: string, outcome: Outcome): Outcome => {
    if (outcome.kind !== 'later') return outcome
    const failures =
      look((db) => db.one<{ n: number }>(`SELECT count(*) AS n FROM message_tries WHERE message_id = ? AND kind = 'later'`, id))?.n ?? 0
    return failures + 1 >= MOST_DELAYS ? { kind: 'refused', reason: 'tired' } : outcome
  }

  const handOver = (channel: MessageChannel, settings: unknown, secret: string | null, ready: readonly Ready[]): Promise<Outcome> => {
    const [first] = ready as [Ready]
    if (channel === 'sms')
      return carrier.carry({
        task: 'batch',
        folder: GatewaySettings.parse(settings).folder,
        name: `batch-${first.id}`,
        batch: ready.map(({ id, to, text }) => ({ id, to, text })),
      })
    const { id, to, subject, text, purpose } = first
    const letter = { id, to, subject, text, refusable: purpose !== 'service' }
    return carrier.carry({ task: 'mail', settings: MailSettings.parse(settings), secret, letter })
  }

  const takeReceipts = async (folder: string): Promise<void> => {
    const files = await carrier.carry({ task: 'receipts', folder }).catch((): [] => [])
    for (const { name, receipts } of files) {
      session.bulk(() => {
        for (const receipt of receipts) {
          if (receipt.kind === 'reply') {
            run('hear', { channel: 'sms', from: receipt.from.slice(0, 200), answer: receipt.text.slice(0, 500) }, hear)
            continue
          }
          const known = look((db) =>
            db.one<{ noted: number }>(
              `SELECT EXISTS (SELECT 1 FROM message_tries WHERE message_id = m.id AND kind = ?) AS noted FROM messages m WHERE m.id = ?`,
              receipt.kind,
              receipt.id,
            ),
          )
          if (known?.noted === 0)
            run('settle', { id: receipt.id, kind: receipt.kind, reason: receipt.kind === 'undelivered' ? 'undelivered' : null }, settle)
        }
      })
      await carrier.carry({ task: 'aside', folder, name })
    }
  }

  /** Sends everything that is due, one pump at a time. Returns how many went out. */
  const pump = (): Promise<number> => {
    const next = turn.then(async () => {
      let sent = 0
      for (const channel of messageChannels) if (!stopped) sent += await sendDue(channel)
      return sent
    })
    turn = next.catch(() => undefined)
    return next
  }
  const again = (after: number): void => {
    if (stopped) return
    if (timer) clearTimeout(timer)
    timer = setTimeout(
      () =>
        void pump()
          .catch((error: unknown) => log(error, 'post'))
          .finally(() => again(ROUND)),
      after,
    )
    timer.unref()
  }
  // New messages and changed settings are looked at soon; what the office itself notes needs no second look.
  const forget = session.onTouched((tables) => {
    if (tables.some((table) => ['messages', 'message_tries', 'message_channels', 'rights'].includes(table))) again(SOON)
  })
  tidyUp()
  return {
    pump,
    start: () => again(SOON),
    stop: async () => {
      stopped = true
      if (timer) clearTimeout(timer)
      forget()
      await carrier.stop()
      await turn
    },
  }
}

/** What a due message needs to go now: consent, an address, words, its hour; else why not. */
function prepare(db: Reader, id: string, channel: MessageChannel): Ready | FailReason | 'wait' {
  const message = db.must(messages, id)
  const purpose = message.purpose as 'service' | 'care' | 'marketing'
  if (message.untilAt !== null && db.now > message.untilAt) return 'too-late'
  if (purpose !== 'service' && afterQuiet(db.now, quietHoursOn(db)) > db.now) return 'wait'
  const person = personOf(db, message.customerId)
  if (!person || !mayContact(consentsOf(db, message.customerId), channel, purpose)) return 'no-consent'
  const to = addressOf(person, channel)
  if (to === null) return 'no-address'
  const words = wordsOf(db, message, person)
  if (!words) return 'no-template'
  return { id, to, subject: words.subject ?? '', text: composed(channel, purpose, words.text, person.store ?? ''), purpose }
}
