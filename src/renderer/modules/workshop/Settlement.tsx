// What was settled of an order, who owes which part, what came in, and what came from another desk afterwards; and its papers.
import FileIcon from 'lucide-react/icons/file-down'
import PrinterIcon from 'lucide-react/icons/printer'
import { useTranslation } from 'react-i18next'
import type { SettlementCard } from '../../../shared/modules/settlements/contract.ts'
import type { WorkOrderCard } from '../../../shared/modules/workshop/contract/shapes.ts'
import { call } from '../../api.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Money } from '../../ui/Money.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Outcome } from '../../ui/paper/Outcome.tsx'
import { usePrint } from '../../ui/paper/use-print.ts'
import { Refused } from '../../ui/Refused.tsx'
import { useDeed } from '../../ui/use-deed.ts'

const papers = ['workorder', 'inspection', 'settlement', 'gatepass'] as const

/** Prints what there is of the order's papers by now. */
export function Papers({ id, settled }: { id: string; settled: boolean }) {
  const { t } = useTranslation('workshop')
  const { state, print } = usePrint()
  return (
    <>
      <Menu
        label={t('papers.title')}
        entries={papers
          .filter((kind) => kind === 'workorder' || kind === 'inspection' || settled)
          .flatMap((kind) => [
            {
              id: `${kind} printer`,
              label: t('papers.print', { paper: t(`papers.${kind}`) }),
              icon: PrinterIcon,
              onPress: () => print({ kind, recordId: id, to: 'printer' }),
            },
            {
              id: `${kind} file`,
              label: t('papers.file', { paper: t(`papers.${kind}`) }),
              icon: FileIcon,
              onPress: () => print({ kind, recordId: id, to: 'file' }),
            },
          ])}
      >
        <Button kind="quiet" icon={PrinterIcon} disabled={state.phase === 'working'}>
          {t('papers.title')}
        </Button>
      </Menu>
      <Outcome state={state} />
    </>
  )
}

export function Settlement({ card, settled }: { card: WorkOrderCard; settled: SettlementCard }) {
  const { t } = useTranslation('workshop')
  const may = useMay()
  const deed = useDeed()
  const { settlements, charges, receipts, paidFen, dueFen, unbilled } = settled
  if (settlements.length === 0) return null
  return (
    <section>
      <h2 className="title">{t('settled.title')}</h2>
      {deed.failure && <Refused error={deed.failure} module="workshop" />}
      {unbilled.length > 0 && (
        <Notice
          kind="act"
          action={
            may('workshop.settle') && (
              <Button
                size="small"
                busy={deed.busy}
                onPress={() => deed.run((attempt) => call('settlements.settle', { workOrderId: card.order.id }, { attempt }))}
              >
                {t('settled.rest')}
              </Button>
            )
          }
        >
          {t('settled.late', { list: unbilled.map(({ name }) => name).join(t('comma')) })}
        </Notice>
      )}
      <ul className="stack">
        {settlements.map((each) => (
          <li key={each.id} className="row">
            <span className="grow">
              <b>{each.no}</b> <span className="cap">{[each.settledOn, each.by].join(' · ')}</span>
              {each.missing.length > 0 && (
                <span className="cap act">
                  {' '}
                  {t('settled.missing', { list: each.missing.map((element) => t(`elements.${element}`)).join(t('comma')) })}
                </span>
              )}
            </span>
            <Money fen={each.totalFen} />
          </li>
        ))}
        {charges.map(({ payer, amountFen }) => (
          <li key={payer} className="row">
            <span className="grow">{t('settled.pays', { payer: t(`payers.${payer}`) })}</span>
            <Money fen={amountFen} />
          </li>
        ))}
        {receipts.map(({ no, method, amountFen, receivedOn }) => (
          <li key={no} className="row">
            <span className="grow cap">{[no, t(`receivables:methods.${method}` as never), receivedOn].join(' · ')}</span>
            <Money fen={amountFen} />
          </li>
        ))}
      </ul>
      <div className="work-bill">
        <span>
          {t('settled.paid')} <Money fen={paidFen} />
        </span>
        <b>
          {t('settled.due')} <Money fen={dueFen} />
        </b>
      </div>
    </section>
  )
}
