// Messages of the demo store: who agreed to be written to in the last weeks, an invitation that went out, a few that failed,
// and some that wait.
import { CustomerId } from '../../shared/ids.ts'
import type { World } from './world.ts'

const INVITED = 30

export function writeMessages({ desk, random, staff, known }: World): void {
  const guests = known.slice(-INVITED)
  const agreed = guests.filter(() => random.chance(0.8))
  for (const { id } of agreed)
    for (const purpose of ['care', 'marketing'] as const)
      desk.run(
        'privacy.noteConsent',
        { customerId: id, state: 'given', purpose, channel: 'all', how: 'signed', evidence: '到店登记表' },
        staff.manager,
      )
  const { ids } = desk.run(
    'messages.write',
    {
      customerIds: guests.map(({ id }) => CustomerId.parse(id)),
      channel: 'sms',
      purpose: 'marketing',
      template: 'event-sms',
      event: '冬季养护讲堂',
      date: '本周六 14:00',
    },
    staff.manager,
  )
  const may = new Set(agreed.map(({ id }) => id))
  for (const [at, id] of ids.entries()) {
    if (at >= INVITED - 6) continue
    if (!may.has(guests[at]?.id ?? '')) {
      desk.run('messages.settle', { id, kind: 'refused', reason: 'no-consent' }, null)
      continue
    }
    desk.run(
      'messages.begin',
      { id, said: `【远汀昆山店】诚邀您本周六 14:00 到店参加冬季养护讲堂。拒收请回复R`, template: 'event-sms@0' },
      null,
    )
    desk.run('messages.settle', { id, kind: 'sent', reason: null }, null)
    if (random.chance(0.9)) desk.run('messages.settle', { id, kind: 'delivered', reason: null }, null)
  }
}
