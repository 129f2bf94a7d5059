// Writes applications to lenders and insurers step by step, the payment a loan brings and the policies an insurer issues.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { canFollow, isOpen, policyId, type ApplicationKind, type ApplicationState } from '../../../shared/modules/applications/rules.ts'
import { applications, applicationSteps, insurancePolicies } from '../../../shared/modules/applications/tables.ts'
import type { Photo } from '../../../shared/modules/documents/contract.ts'
import { nextNumber } from '../../store/numbers.ts'
import type { Writer } from '../../store/write.ts'
import { attach as attachPictures } from '../documents/commands/attach.ts'
import { isClosed, knownOrder, mustSee } from '../orders/queries/facts.ts'
import { credit } from '../receivables/commands.ts'
import { mustSeeApplication, type Application } from './queries/facts.ts'

const keepPapers = (db: Writer, { id, siteId }: Pick<Application, 'id' | 'siteId'>, photos: readonly Photo[]): void =>
  attachPictures(db, { subject: 'applications', subjectId: id, siteId }, 'application', photos)

const note = (db: Writer, { id, siteId }: Pick<Application, 'id' | 'siteId'>, state: ApplicationState, words: string | null): void =>
  db.put(applicationSteps, {
    id: db.newId(),
    siteId,
    applicationId: id,
    state,
    note: words,
    notedBy: db.who.user,
    notedAt: db.now,
  })

export function open(db: Writer, { photos, ...asked }: Input<'applications.open'>): Output<'applications.open'> {
  const about = knownOrder(db, asked.orderId)
  const { order, sheet, stage } = about
  if (isClosed(stage)) throw new Refusal('closed', { no: order.no, stage })
  const most = asked.kind === 'loan' ? sheet.totalFen : order.insuranceFen || sheet.totalFen
  if (asked.amountFen > most) throw new Refusal('beyond-total', { totalFen: most, amountFen: asked.amountFen })
  const before = db.all<{ no: string; state: ApplicationState }>(
    'SELECT no, state FROM applications WHERE order_id = ? AND kind = ? AND party = ?',
    order.id,
    asked.kind,
    asked.party,
  )
  const underWay = before.find(({ state }) => isOpen(state))
  if (underWay) throw new Refusal('under-way', { no: underWay.no, party: asked.party })
  const made = { id: db.newId(), siteId: order.siteId, no: nextNumber(db, 'AP') }
  db.put(applications, {
    ...made,
    ...asked,
    state: 'prepared',
    customerId: order.customerId,
    createdBy: db.who.user,
    createdAt: db.now,
  })
  note(db, made, 'prepared', asked.note)
  keepPapers(db, made, photos)
  return { id: made.id, no: made.no }
}

type Columns = Partial<
  Pick<Application, 'reference' | 'sentOn' | 'wanted' | 'dueOn' | 'conditions' | 'grantedFen' | 'receiptNo' | 'endedOn'>
>

/** Writes the next state, built on the one seen here. @throws Refusal('wrong-state'). */
function move(db: Writer, row: Application, state: ApplicationState, words: string | null, columns: Columns = {}): void {
  if (!canFollow(row.state as ApplicationState, state)) throw new Refusal('wrong-state', { no: row.no, state: row.state })
  db.expect(applications, row.id, 'state', { covering: () => db.patch(applications, row.id, { state, ...columns }) })
  note(db, row, state, words)
}

export function send(db: Writer, { id, reference, note: words, photos }: Input<'applications.send'>): Output<'applications.send'> {
  const row = mustSeeApplication(db, id)
  move(db, row, 'sent', words, { reference: reference ?? row.reference, sentOn: row.sentOn ?? db.today, wanted: null, dueOn: null })
  keepPapers(db, row, photos)
  return { id }
}

export function askPapers(db: Writer, { id, wanted, dueOn }: Input<'applications.askPapers'>): Output<'applications.askPapers'> {
  move(db, mustSeeApplication(db, id), 'papers', wanted, { wanted, dueOn })
  return { id }
}

export function approve(db: Writer, { id, grantedFen, conditions, dueOn }: Input<'applications.approve'>): Output<'applications.approve'> {
  const row = mustSeeApplication(db, id)
  if (grantedFen > row.amountFen) throw new Refusal('beyond-asked', { amountFen: row.amountFen, grantedFen })
  move(db, row, 'approved', conditions, { grantedFen, conditions, wanted: null, dueOn })
  return { id }
}

export function refuse(db: Writer, { id, reason }: Input<'applications.refuse'>): Output<'applications.refuse'> {
  move(db, mustSeeApplication(db, id), 'refused', reason, { endedOn: db.today, dueOn: null })
  return { id }
}

export function withdraw(db: Writer, { id, reason }: Input<'applications.withdraw'>): Output<'applications.withdraw'> {
  move(db, mustSeeApplication(db, id), 'withdrawn', reason, { endedOn: db.today, dueOn: null })
  return { id }
}

const mustBe = (row: Application, kind: ApplicationKind, code: 'not-a-loan' | 'not-insurance'): void => {
  if (row.kind !== kind) throw new Refusal(code, { no: row.no })
}

export function disburse(db: Writer, { id, methodRef }: Input<'applications.disburse'>): Output<'applications.disburse'> {
  const row = mustSeeApplication(db, id)
  mustBe(row, 'loan', 'not-a-loan')
  const amountFen = row.grantedFen ?? row.amountFen
  if (row.state !== 'approved') throw new Refusal('wrong-state', { no: row.no, state: row.state })
  const { no } = credit(db, {
    orderId: row.orderId,
    customerId: row.customerId,
    amountFen,
    source: id,
    reference: methodRef ?? row.reference ?? row.no,
    method: 'loan',
  })
  move(db, row, 'done', no, { receiptNo: no, endedOn: db.today, dueOn: null })
  return { no, dueFen: knownOrder(db, row.orderId).money.dueFen }
}

export function issue(db: Writer, { id, policies }: Input<'applications.issue'>): Output<'applications.issue'> {
  const row = mustSeeApplication(db, id)
  mustBe(row, 'insurance', 'not-insurance')
  move(db, row, 'done', policies.map(({ policyNo }) => policyNo).join('、'), { endedOn: db.today, dueOn: null })
  const { vehicleId } = mustSee(db, row.orderId)
  for (const policy of policies) {
    const key = policyId(row.party, policy.policyNo)
    if (db.row(insurancePolicies, key)) db.patch(insurancePolicies, key, policy)
    else
      db.put(insurancePolicies, {
        id: key,
        siteId: row.siteId,
        customerId: row.customerId,
        vehicleId,
        orderId: row.orderId,
        applicationId: id,
        insurer: row.party,
        ...policy,
        createdAt: db.now,
      })
  }
  return { id }
}

export function attach(db: Writer, { id, photos }: Input<'applications.attach'>): Output<'applications.attach'> {
  keepPapers(db, mustSeeApplication(db, id), photos)
  return { id }
}
