// Writes claims: drafted of what an order charges, asked for, answered, asked for again, given up; and the money that comes, which
// goes into the ledger of receipts, for it came; under one reference of a bank once.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import {
  claimMoves,
  claimReceiptId,
  moneyKey,
  outstandingFen,
  type ClaimPayer,
  type ClaimState,
} from '../../../shared/modules/claims/rules.ts'
import { claims, claimSteps } from '../../../shared/modules/claims/tables.ts'
import { nextNumber } from '../../store/numbers.ts'
import type { Writer } from '../../store/write.ts'
import { attach } from '../documents/commands/attach.ts'
import { bookService } from '../receivables/commands.ts'
import { mustSeeOrder } from '../workshop/queries/facts.ts'
import { mustSeeClaim, paidOf, unclaimedFen, type Claim } from './queries/facts.ts'

const asSubject = ({ id, siteId }: Pick<Claim, 'id' | 'siteId'>) => ({ subject: 'claims', subjectId: id, siteId })

/** @throws Refusal('beyond-charged'). */
function mustBeCharged(db: Writer, about: { id?: string; workOrderId: string; payer: ClaimPayer }, claimedFen: number): void {
  const leftFen = unclaimedFen(db, about.workOrderId, about.payer, about.id)
  if (claimedFen > leftFen) throw new Refusal('beyond-charged', { leftFen: Math.max(0, leftFen), claimedFen })
}

function step(db: Writer, claim: Pick<Claim, 'id' | 'siteId'>, state: ClaimState, round: number, amountFen: number, reason: string | null) {
  const { id: claimId, siteId } = claim
  db.put(claimSteps, { id: db.newId(), siteId, claimId, state, round, amountFen, reason, notedBy: db.who.user, notedAt: db.now })
}

export function open(db: Writer, given: Input<'claims.open'>): Output<'claims.open'> {
  const { workOrderId, payer, party, about, claimedFen, theirNo, note, evidence } = given
  const { siteId, customerId, plate, vin, carName } = mustSeeOrder(db, workOrderId)
  mustBeCharged(db, { workOrderId, payer }, claimedFen)
  const made = { id: db.newId(), no: nextNumber(db, 'CM') }
  const nth = db.one<{ n: number }>('SELECT count(*) AS n FROM claims WHERE work_order_id = ? AND payer = ?', workOrderId, payer)?.n ?? 0
  // The same charge claimed at two desks is claimed once.
  db.unique(`claim:${workOrderId} ${payer} ${nth + 1}`, made.id, {
    covering: () => {
      db.put(claims, {
        ...made,
        ...{ siteId, workOrderId, customerId, plate, vin, carName },
        ...{ payer, party, about, claimedFen, theirNo, note },
        state: 'draft',
        stateAt: db.now,
        madeBy: db.who.user,
        madeAt: db.now,
      })
      step(db, { id: made.id, siteId }, 'draft', 0, claimedFen, null)
      attach(db, asSubject({ id: made.id, siteId }), 'claim', evidence)
    },
  })
  return made
}

/** @throws Refusal('over'). */
function mustNotBeOver(db: Writer, id: string): Claim {
  const claim = mustSeeClaim(db, id)
  if (claim.state === 'dropped') throw new Refusal('over', { no: claim.no, state: claim.state })
  return claim
}

export function change(db: Writer, { id, claimedFen, ...facts }: Input<'claims.change'>): Output<'claims.change'> {
  const claim = mustNotBeOver(db, id)
  if (claimedFen !== claim.claimedFen) {
    if (claim.state !== 'draft') throw new Refusal('asked-already', { no: claim.no })
    mustBeCharged(db, claim, claimedFen)
  }
  db.patch(claims, id, { ...facts, claimedFen })
  return { id }
}

export function addEvidence(db: Writer, { id, evidence }: Input<'claims.addEvidence'>): Output<'claims.addEvidence'> {
  attach(db, asSubject(mustNotBeOver(db, id)), 'claim', evidence)
  return { id }
}

/** @throws Refusal('over') when it cannot go there from where it is. */
function become(db: Writer, claim: Claim, state: ClaimState, more: Partial<Claim>, amountFen: number, reason: string | null): void {
  if (!claimMoves[claim.state].includes(state)) throw new Refusal('over', { no: claim.no, state: claim.state })
  db.expect(claims, claim.id, 'state', {
    covering: () => {
      db.patch(claims, claim.id, { ...more, state, stateAt: db.now })
      step(db, claim, state, more.round ?? claim.round, amountFen, reason)
    },
  })
}

export function submit(db: Writer, { id, claimedFen, theirNo, dueOn, reason }: Input<'claims.submit'>): Output<'claims.submit'> {
  const claim = mustNotBeOver(db, id)
  mustBeCharged(db, claim, claimedFen)
  const proven = db.one('SELECT 1 FROM attachments WHERE subject_id = ? LIMIT 1', id) !== undefined
  if (!proven && reason === null) throw new Refusal('no-evidence', { no: claim.no })
  // Who asks again says what is new.
  if (claim.round > 0 && reason === null) throw new Refusal('reason-missing')
  if (dueOn < db.today) throw new Refusal('due-past')
  const asked = { claimedFen, dueOn, round: claim.round + 1, submittedOn: db.today, answeredOn: null, acceptedFen: null, reason: null }
  become(db, claim, 'submitted', { ...asked, ...(theirNo === null ? {} : { theirNo }) }, claimedFen, reason)
  return { id }
}

export function answer(db: Writer, given: Input<'claims.answer'>): Output<'claims.answer'> {
  const { id, result, reason, answeredOn, dueOn } = given
  const claim = mustNotBeOver(db, id)
  const acceptedFen = result === 'accepted' ? claim.claimedFen : result === 'refused' ? 0 : given.acceptedFen
  if (result !== 'accepted' && reason === null) throw new Refusal('reason-missing')
  if (result === 'partly' && (acceptedFen <= 0 || acceptedFen >= claim.claimedFen))
    throw new Refusal('not-part', { claimedFen: claim.claimedFen })
  if (answeredOn > db.today || (claim.submittedOn !== null && answeredOn < claim.submittedOn)) throw new Refusal('answered-later')
  become(db, claim, result, { acceptedFen, reason, answeredOn, dueOn: result === 'refused' ? null : dueOn }, acceptedFen, reason)
  return { id }
}

export function drop(db: Writer, { id, reason }: Input<'claims.drop'>): Output<'claims.drop'> {
  const claim = mustNotBeOver(db, id)
  become(db, claim, 'dropped', { reason, dueOn: null }, claim.claimedFen, reason)
  return { id }
}

const stillOut = (db: Writer, id: string): number => {
  const claim = mustSeeClaim(db, id)
  return outstandingFen({ ...claim, paidFen: paidOf(db, id) })
}

export function collect(db: Writer, { id, amountFen, ...payment }: Input<'claims.collect'>): Output<'claims.collect'> {
  const claim = mustSeeClaim(db, id)
  const { methodRef } = payment
  const receipt = methodRef === null ? null : claimReceiptId(id, methodRef)
  // First of all: a transfer entered again is no money beyond what is due, it is the one that came.
  const known = receipt === null ? undefined : db.one<{ no: string }>('SELECT no FROM receipts WHERE id = ?', receipt)
  if (known) throw new Refusal('booked-already', { no: known.no, methodRef })
  if (claim.state !== 'accepted' && claim.state !== 'partly') throw new Refusal('not-accepted', { no: claim.no })
  const dueFen = stillOut(db, id)
  if (amountFen > dueFen) throw new Refusal('beyond-due', { dueFen, amountFen })
  const money = { ...payment, amountFen, note: `${claim.no} ${claim.party}` }
  if (methodRef === null || receipt === null) return { no: bookService(db, claim, money), outstandingFen: stillOut(db, id) }
  let no = ''
  // One transfer booked at two desks is one row of the ledger, and the later desk is told by a case. The key is not given to that row,
  // which both write, but to each desk's own booking of it.
  db.unique(moneyKey(id, methodRef), db.newId(), {
    covering: () => {
      no = bookService(db, claim, { ...money, id: receipt })
    },
  })
  return { no, outstandingFen: stillOut(db, id) }
}

export function giveBack(db: Writer, { id, method, amountFen, reason }: Input<'claims.giveBack'>): Output<'claims.giveBack'> {
  const claim = mustSeeClaim(db, id)
  const paidFen = paidOf(db, id)
  if (amountFen > paidFen) throw new Refusal('exceeds-received', { amountFen, refundableFen: paidFen })
  const no = bookService(db, claim, { method, methodRef: null, amountFen: -amountFen, note: reason })
  return { no, outstandingFen: stillOut(db, id) }
}
