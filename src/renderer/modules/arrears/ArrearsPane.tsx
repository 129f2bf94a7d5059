// One debt beside the list: which amounts it is made of, who was reminded of it and what they said, and what may be done.
import MoreIcon from 'lucide-react/icons/ellipsis'
import PrinterIcon from 'lucide-react/icons/printer'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArrearsRow } from '../../../shared/modules/arrears/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Money } from '../../ui/Money.tsx'
import { Outcome } from '../../ui/paper/Outcome.tsx'
import { usePrint } from '../../ui/paper/use-print.ts'
import { Refused } from '../../ui/Refused.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { AgeMark } from './AgeMark.tsx'
import { RemindDialog, StrategyDialog, WriteOffDialog } from './dialogs.tsx'

export function ArrearsPane({ row, steps }: { row: ArrearsRow; steps: PaneSteps }) {
  const { t } = useTranslation('arrears')
  const may = useMay()
  const deed = useDeed()
  const { data: card } = useLive('arrears.card', { orderId: row.id as never })
  const { state, print } = usePrint()
  const [asked, setAsked] = useState<'remind' | 'strategy' | 'writeOff' | null>(null)
  const duns = may('receivables.dun')
  const close = (): void => setAsked(null)
  const plan = (): void =>
    deed.run(
      (attempt) => call('arrears.planTasks', { orderId: row.id as never }, { attempt }),
      ({ planned }) => sayBriefly(planned === 0 ? t('tasks.none') : t('tasks.done', { count: planned })),
    )
  const decide = (id: string, decision: 'approved' | 'refused'): void =>
    deed.run((attempt) => call('arrears.decideWriteOff', { id, decision }, { attempt }))
  return (
    <>
      <DetailPane
        number={row.orderNo}
        title={row.customerName || row.orderNo}
        tag={<AgeMark row={row} tag />}
        figure={<Money fen={row.overdueFen} />}
        caption={t('since', { day: row.oldestOn, count: row.days })}
        steps={steps}
        actions={
          <>
            {duns && row.level > row.reminded && (
              <Button kind="primary" shortcut="F8" onPress={() => setAsked('remind')}>
                {t('remind.do')}
              </Button>
            )}
            {may('documents.print') && row.level > 0 && (
              <Button
                icon={PrinterIcon}
                shortcut="mod+P"
                busy={state.phase === 'working'}
                onPress={() => print({ kind: 'dunning', orderId: row.id as never, to: 'printer' })}
              >
                {t('print')}
              </Button>
            )}
            <Menu
              label={t('more')}
              entries={[
                { id: 'order', label: t('openOrder'), onPress: () => open('order', { record: row.id, title: row.orderNo }) },
                ...(duns
                  ? [
                      { id: 'task', label: t('tasks.this'), onPress: plan },
                      { id: 'strategy', label: t('strategy.do'), onPress: () => setAsked('strategy') },
                      {
                        id: 'writeOff',
                        label: t('writeOff.do'),
                        disabled: row.writeOff === 'asked',
                        why: t('writeOff.why'),
                        onPress: () => setAsked('writeOff'),
                      },
                    ]
                  : []),
              ]}
            >
              <Button icon={MoreIcon} label={t('more')} />
            </Menu>
          </>
        }
      >
        {deed.failure && (
          <Section>
            <Refused error={deed.failure} module="arrears" />
          </Section>
        )}
        {state.phase !== 'idle' && (
          <Section>
            <Outcome state={state} />
          </Section>
        )}
        {card && (
          <>
            <Section>
              <KeyValue
                pairs={[
                  [t('column.level'), card.levelName],
                  card.who !== null && [t('who'), t(`reminders.${card.who}`)],
                  [
                    t('column.strategy'),
                    [t(`strategies.${card.terms.strategy}`), card.terms.untilOn, card.terms.reason].filter(Boolean).join(' '),
                  ],
                  [t('column.due'), <Money key="due" fen={row.dueFen} />],
                ]}
              />
            </Section>
            <Section title={t('lines')}>
              <ul className="stack">
                {card.lines.map((line) => (
                  <li key={`${line.kind} ${line.dueOn}`} className={line.unpaidFen === 0 ? 'muted' : undefined}>
                    <div className="row">
                      <span className="grow">{t(`receivables:kinds.${line.kind}`)}</span>
                      <Money fen={line.unpaidFen} />
                    </div>
                    <div className="row cap">
                      <span className="grow">
                        <DateText on={line.dueOn} />
                      </span>
                      {line.unpaidFen !== line.amountFen && <Money fen={line.amountFen} />}
                    </div>
                  </li>
                ))}
              </ul>
            </Section>
            {card.writeOffs.length > 0 && (
              <Section title={t('writeOff.title')}>
                <ul className="stack">
                  {card.writeOffs.map((each) => (
                    <li key={each.id}>
                      <div className="row">
                        <span className="grow">
                          {t(`writeOffs.${each.state}`)} · {each.reason}
                        </span>
                        <Money fen={each.amountFen} />
                      </div>
                      <div className="row cap">
                        <span className="grow">{[each.by, each.decidedBy, each.word].filter(Boolean).join(' · ')}</span>
                        {each.state === 'asked' && !each.mine && may('receivables.write-off') && (
                          <>
                            <Button size="small" kind="primary" busy={deed.busy} onPress={() => decide(each.id, 'approved')}>
                              {t('writeOff.approve')}
                            </Button>
                            <Button size="small" busy={deed.busy} onPress={() => decide(each.id, 'refused')}>
                              {t('writeOff.refuse')}
                            </Button>
                          </>
                        )}
                      </div>
                    </li>
                  ))}
                </ul>
              </Section>
            )}
            <Section title={t('notices')}>
              {card.notices.length === 0 && <p className="cap">{t('noNotices')}</p>}
              <ul className="stack">
                {card.notices.map((notice) => (
                  <li key={notice.id}>
                    <div className="row">
                      <span className="grow">
                        {notice.name} · {t(`channels.${notice.channel}`)}
                      </span>
                      <Money fen={notice.overdueFen} />
                    </div>
                    <p className="cap">
                      <DateText on={notice.on} /> {notice.by} {notice.said}{' '}
                      {notice.promisedOn !== null && t('promised', { day: notice.promisedOn })}
                    </p>
                  </li>
                ))}
              </ul>
            </Section>
          </>
        )}
      </DetailPane>
      <RemindDialog row={asked === 'remind' ? row : null} text={card?.text ?? null} onClose={close} />
      <StrategyDialog row={asked === 'strategy' ? row : null} onClose={close} />
      <WriteOffDialog row={asked === 'writeOff' ? row : null} mostFen={card?.ownDueFen ?? 0} onClose={close} />
    </>
  )
}
