// What is done and used on an order, what it comes to and who pays; the customer's word to each line is one press away.
import { useTranslation } from 'react-i18next'
import type { WorkOrderCard, WorkOrderJob } from '../../../shared/modules/workshop/contract/shapes.ts'
import { isOpenForLines, payers, type LineDecision, type Payer } from '../../../shared/modules/workshop/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Money } from '../../ui/Money.tsx'
import { originWords } from '../../ui/price-origin.ts'
import { Refused } from '../../ui/Refused.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { hoursText, quantityText } from './looks.tsx'

type Shown = Pick<WorkOrderJob, 'id' | 'name' | 'payer' | 'decision' | 'pricedBy'> & { says: string; amount: string; fen: number }

export function Lines({ card, onAsk }: { card: WorkOrderCard; onAsk: (what: 'job' | 'part') => void }) {
  const { t } = useTranslation('workshop')
  const may = useMay()
  const deed = useDeed()
  const { order, jobs, parts, bill } = card
  const edits = may('workshop.edit') && isOpenForLines(order.state)
  const { data: clocked } = useLive('floor.ofOrder', { orderId: order.id })
  const decide = (id: string, decision: LineDecision): void =>
    deed.run((attempt) => call('workshop.decide', { orderId: order.id, ids: [id], decision }, { attempt }))
  const charge = (id: string, payer: Payer): void =>
    deed.run((attempt) => call('workshop.charge', { orderId: order.id, ids: [id], payer }, { attempt }))
  const worked = (id: string): string | null => {
    const of = clocked?.find(({ jobId }) => jobId === id)
    if (!of || of.stage === 'waiting') return null
    return [of.who.join(t('comma')), t(`floor:stages.${of.stage}`), t('minutes', { minutes: of.workedMinutes })].join(' ')
  }
  const shown = {
    job: jobs.map((job): Shown => ({
      ...job,
      says: [job.code, job.subletTo && t('job.subletBy', { who: job.subletTo }), worked(job.id), job.note].filter(Boolean).join(' · '),
      amount: t('hours', { hours: hoursText(job.minutes) }),
      fen: job.priceFen - job.discountFen,
    })),
    part: parts.map((part): Shown => ({
      ...part,
      says: [part.code, part.origin !== 'original' && t(`origins.${part.origin}`), part.note].filter(Boolean).join(' · '),
      amount: quantityText(part.quantityMilli),
      fen: part.amountFen - part.discountFen,
    })),
  }
  return (
    <>
      {deed.failure && <Refused error={deed.failure} module="workshop" />}
      {(['job', 'part'] as const).map((what) => (
        <section key={what}>
          <div className="row">
            <h2 className="title grow">{t(`lines.${what}s`)}</h2>
            {edits && what === 'job' && jobs.some(({ catalogueId }) => catalogueId !== null) && (
              <Button
                size="small"
                kind="quiet"
                busy={deed.busy}
                onPress={() => deed.run((attempt) => call('jobs.reprice', { orderId: order.id }, { attempt }))}
              >
                {t('lines.reprice')}
              </Button>
            )}
            {edits && (
              <Button size="small" shortcut={what === 'job' ? 'J' : 'P'} onPress={() => onAsk(what)}>
                {t(`ask.${what}`)}
              </Button>
            )}
          </div>
          {shown[what].length === 0 && <p className="cap">{t(`lines.no${what === 'job' ? 'Jobs' : 'Parts'}`)}</p>}
          {shown[what].length > 0 && (
            <table className="work-lines">
              <thead>
                <tr>
                  <th scope="col">{t(`${what}.name`)}</th>
                  <th scope="col" className="small">
                    {t(what === 'job' ? 'job.hours' : 'part.quantity')}
                  </th>
                  <th scope="col" className="small">
                    {t('payer')}
                  </th>
                  <th scope="col" className="num">
                    {t('amount')}
                  </th>
                  {edits && (
                    <th scope="col" className="deeds">
                      {t('lines.word')}
                    </th>
                  )}
                </tr>
              </thead>
              <tbody>
                {shown[what].map((line) => (
                  <tr key={line.id} className={line.decision}>
                    <td>
                      {line.name} {line.says !== '' && <span className="cap">{line.says}</span>}
                    </td>
                    <td className="small">{line.amount}</td>
                    <td className="small">{t(`payers.${line.payer}`)}</td>
                    <td className="num" title={originWords(t, line.pricedBy)}>
                      <Money fen={line.fen} />
                      <span className="cap origin">{originWords(t, line.pricedBy)}</span>
                    </td>
                    {edits && (
                      <td className="deeds">
                        <div className="row">
                          <Button
                            size="small"
                            kind="quiet"
                            busy={deed.busy}
                            onPress={() => decide(line.id, line.decision === 'agreed' ? 'declined' : 'agreed')}
                          >
                            {t(line.decision === 'agreed' ? 'lines.decline' : 'lines.agree')}
                          </Button>
                          <Menu
                            label={t('lines.charge', { name: line.name })}
                            entries={payers.map((payer) => ({
                              id: payer,
                              label: t(`payers.${payer}`),
                              disabled: payer === line.payer,
                              onPress: () => charge(line.id, payer),
                            }))}
                          >
                            <Button size="small" kind="quiet">
                              {t('lines.pays')}
                            </Button>
                          </Menu>
                        </div>
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
      ))}
      <div className="work-bill">
        <span>
          {t('bill.labour')} <Money fen={bill.labourFen} />
        </span>
        <span>
          {t('bill.parts')} <Money fen={bill.partsFen} />
        </span>
        {bill.discountFen > 0 && (
          <span>
            {t('bill.discount')} <Money fen={-bill.discountFen} />
          </span>
        )}
        {payers
          .filter((payer) => payer !== 'customer' && bill.byPayer[payer] > 0)
          .map((payer) => (
            <span key={payer}>
              {t(`payers.${payer}`)} <Money fen={bill.byPayer[payer]} />
            </span>
          ))}
        <b>
          {t('bill.total')} <Money fen={bill.totalFen} />
        </b>
      </div>
    </>
  )
}
