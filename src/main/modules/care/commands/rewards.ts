// Writes what a useful suggestion earns: proposed by one person, decided by another, and paid out. The reward stands in its
// ticket: two desks that decide apart make a case, never two payments.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import type { RewardState } from '../../../../shared/modules/care/rules/voice.ts'
import { careRequests } from '../../../../shared/modules/care/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { mustSeeRequest } from '../queries/facts.ts'

export function proposeReward(db: Writer, { id, amountFen, note }: Input<'care.proposeReward'>): Output<'care.proposeReward'> {
  const { kind, rewardState } = mustSeeRequest(db, id)
  if (kind !== 'suggestion') throw new Refusal('not-a-suggestion')
  if (rewardState !== null && rewardState !== 'declined') throw new Refusal('reward-not-so', { state: rewardState })
  db.patch(careRequests, id, { rewardFen: amountFen, rewardNote: note, ...now(db, 'proposed') })
  return { id }
}

export function decideReward(db: Writer, { id, approved }: Input<'care.decideReward'>): Output<'care.decideReward'> {
  const { rewardBy } = mustBe(db, id, 'proposed')
  if (rewardBy === db.who.user) throw new Refusal('own-proposal')
  db.patch(careRequests, id, now(db, approved ? 'approved' : 'declined'))
  return { id }
}

export function payReward(db: Writer, { id }: Input<'care.payReward'>): Output<'care.payReward'> {
  mustBe(db, id, 'approved')
  db.patch(careRequests, id, now(db, 'paid'))
  return { id }
}

const now = (db: Writer, rewardState: RewardState) => ({ rewardState, rewardBy: db.who.user, rewardAt: db.now })

/** @throws Refusal('reward-not-so') */
function mustBe(db: Writer, id: string, state: RewardState) {
  const ticket = mustSeeRequest(db, id)
  if (ticket.rewardState !== state) throw new Refusal('reward-not-so', ticket.rewardState === null ? {} : { state: ticket.rewardState })
  return ticket
}
