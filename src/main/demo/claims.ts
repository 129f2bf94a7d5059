// Claims of the demo workshop: of what insurers and the maker were charged some is not asked for yet, some waits, some came, some was
// refused and one is asked for again.
import { addDays, dayOf } from '../../shared/dates.ts'
import type { World } from './world.ts'

const PARTIES = { insurer: '示例财险昆山支公司', warranty: '示例汽车制造厂售后部', guarantee: '示例汽车制造厂三包科' } as const
const HAD = '照片与旧件已在对方系统上传'
const noon = (on: string): number => Date.parse(`${on}T11:00:00+08:00`)

/** The clock goes back to each claim's days and stands where it stood afterwards. */
export function claimRepairs({ desk, staff, today }: World, adviser: string): void {
  const end = desk.at
  const charges = desk.read((db) =>
    db.all<{ workOrderId: string; payer: keyof typeof PARTIES; amountFen: number; complaint: string; settledOn: string }>(
      `SELECT g.work_order_id AS "workOrderId", g.payer, sum(g.amount_fen) AS "amountFen", w.complaint, s.settled_on AS "settledOn"
       FROM settlement_charges g JOIN settlements s ON s.id = g.settlement_id JOIN work_orders w ON w.id = g.work_order_id
       WHERE g.payer IN ('insurer', 'warranty', 'guarantee') AND s.settled_on < ? GROUP BY g.work_order_id, g.payer ORDER BY s.settled_on, w.no`,
      addDays(today, -1),
    ),
  )
  charges.forEach(({ workOrderId, payer, amountFen, complaint, settledOn }, at) => {
    const stop = (['paid', 'asked', 'refused', 'accepted', 'draft', 'unclaimed', 'again', 'partly'] as const)[at % 8]
    if (stop === 'unclaimed') return
    const day = (days: number): string => {
      const on = addDays(settledOn, days)
      return on < today ? on : today
    }
    const at0 = (days: number): void => void (desk.at = Math.min(end, noon(day(days))))
    at0(1)
    const { id } = desk.run(
      'claims.open',
      {
        workOrderId,
        payer,
        party: PARTIES[payer],
        about: complaint,
        claimedFen: amountFen,
        theirNo: payer === 'insurer' ? `BX${20_260_000 + at}` : null,
      },
      adviser,
    )
    if (stop === 'draft') return
    const ask = (reason: string): void =>
      void desk.run('claims.submit', { id, claimedFen: amountFen, dueOn: addDays(dayOf(desk.at), 20), reason }, adviser)
    ask(HAD)
    if (stop === 'asked') return
    at0(6)
    const answeredOn = day(6)
    const dueOn = addDays(answeredOn, 20)
    const result = stop === 'refused' || stop === 'again' ? 'refused' : stop === 'partly' ? 'partly' : 'accepted'
    desk.run(
      'claims.answer',
      { id, result, acceptedFen: Math.floor(amountFen / 2), reason: result === 'accepted' ? null : '缺少故障码截图', answeredOn, dueOn },
      adviser,
    )
    at0(9)
    if (stop === 'again') ask('补故障码截图与路试视频')
    if (stop === 'paid') desk.run('claims.collect', { id, method: 'transfer', methodRef: `HK${at}`, amountFen }, staff.cashier)
  })
  desk.at = end
}
