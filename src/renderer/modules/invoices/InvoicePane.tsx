// One invoice beside the list: what it says, what may be done with it, and the way out when two desktops invoiced one order.
import MoreIcon from 'lucide-react/icons/ellipsis'
import PrinterIcon from 'lucide-react/icons/printer'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import type { InvoiceRow } from '../../../shared/modules/invoices/contract.ts'
import { invoiceFields } from '../../../shared/modules/invoices/rules.ts'
import { inChineseCapitals } from '../../../shared/money.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Money } from '../../ui/Money.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Outcome } from '../../ui/paper/Outcome.tsx'
import { PapersSection } from '../../ui/paper/PaperList.tsx'
import { usePrint } from '../../ui/paper/use-print.ts'
import { EndInvoiceDialog, IssueInvoiceDialog, TaxPaidDialog } from './deeds.tsx'
import { InvoiceMark } from './InvoiceMark.tsx'
import './invoices.css'

type Deed = 'issue' | 'void' | 'reverse' | 'tax' | null

export function InvoicePane({ row, steps }: { row: InvoiceRow; steps: PaneSteps }) {
  const { t } = useTranslation('invoices')
  const may = useMay()
  const { data: card } = useLive('invoices.card', { id: row.id })
  const [deed, setDeed] = useState<Deed>(null)
  const { state, print } = usePrint()
  const writes = may('receivables.invoice')
  const unnumbered = row.issuedOn === null && (row.state === 'prepared' || row.state === 'clashed')
  const close = (): void => setDeed(null)
  return (
    <>
      <DetailPane
        number={row.number ?? t('noNumber')}
        title={row.buyerName ?? row.orderNo}
        tag={<InvoiceMark row={row} tag />}
        figure={<Money fen={row.grossFen} />}
        caption={inChineseCapitals(row.grossFen)}
        steps={steps}
        actions={
          <>
            {writes && unnumbered && (
              <Button kind={row.state === 'clashed' ? 'plain' : 'primary'} shortcut="F8" onPress={() => setDeed('issue')}>
                {t('issue.do')}
              </Button>
            )}
            {may('documents.print') && (
              <Button
                icon={PrinterIcon}
                shortcut="mod+P"
                busy={state.phase === 'working'}
                onPress={() => print({ kind: 'invoice', orderId: row.orderId as never, recordId: row.id, to: 'printer' })}
              >
                {t('print')}
              </Button>
            )}
            <Menu
              label={t('more')}
              entries={[
                { id: 'order', label: t('openOrder'), onPress: () => open('order', { record: row.orderId, title: row.orderNo }) },
                ...(writes
                  ? [
                      'line' as const,
                      {
                        id: 'tax',
                        label: t('taxPaid.do'),
                        disabled: row.state !== 'issued' || row.red,
                        why: row.state === 'issued' ? undefined : t('taxPaid.why'),
                        onPress: () => setDeed('tax'),
                      },
                      { id: 'void', label: t('void.do'), disabled: !card?.mayVoid, why: t('void.why'), onPress: () => setDeed('void') },
                      {
                        id: 'reverse',
                        label: t('reverse.do'),
                        disabled: !card?.mayReverse,
                        why: t('reverse.why'),
                        onPress: () => setDeed('reverse'),
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
        {state.phase !== 'idle' && (
          <Section>
            <Outcome state={state} />
          </Section>
        )}
        {card && row.state === 'clashed' && (
          <Section>
            <Notice kind="act">
              {t(row.number === null ? 'clash.unnumbered' : 'clash.numbered', {
                who: card.holder?.preparedBy ?? '',
                number: card.holder?.number ?? t('noNumber'),
              })}
            </Notice>
          </Section>
        )}
        {card && <Facts card={card} />}
      </DetailPane>
      <IssueInvoiceDialog row={deed === 'issue' ? row : null} onClose={close} />
      <TaxPaidDialog row={deed === 'tax' ? row : null} onClose={close} />
      <EndInvoiceDialog
        row={deed === 'void' || deed === 'reverse' ? row : null}
        how={deed === 'reverse' ? 'reverse' : 'void'}
        onClose={close}
      />
    </>
  )
}

function Facts({ card }: { card: Output<'invoices.card'> }) {
  const { t } = useTranslation('invoices')
  const { invoice, content } = card
  return (
    <>
      <Section>
        <KeyValue
          wide
          pairs={[
            [t('column.kind'), `${t(`kinds.${invoice.kind}`)} · ${t(`forms.${invoice.form}`)}`],
            [t('column.net'), <Money key="net" fen={invoice.netFen} />],
            [t('taxAt', { rate: `${card.vatBp / 100}%` }), <Money key="tax" fen={invoice.taxFen} />],
            invoice.code !== null && [t('fields.code'), invoice.code],
            invoice.issuedOn !== null && [t('column.issuedOn'), <DateText key="on" on={invoice.issuedOn} />],
            card.machineCode !== null && [t('fields.machineCode'), card.machineCode],
            card.machineNo !== null && [t('fields.machineNo'), card.machineNo],
            card.machineId !== null && [t('fields.machineId'), card.machineId],
            card.taxControlCode !== null && [t('fields.taxControlCode'), card.taxControlCode],
            card.taxPaymentNo !== null && [t('fields.taxPaymentNo'), card.taxPaymentNo],
            card.redOf !== null && [t('reverses'), card.redOf.number ?? t('noNumber')],
            card.redBy !== null && [t('reversedBy'), card.redBy.number ?? t(`states.${card.redBy.state}`)],
            card.reason !== null && [t('column.reason'), card.reason],
            [t('column.preparedBy'), invoice.preparedBy],
            [t('column.preparedAt'), <DateText key="at" at={invoice.preparedAt} near />],
          ]}
        />
      </Section>
      <PapersSection recordId={invoice.id} />
      <Section title={t('says')}>
        <KeyValue
          wide
          pairs={invoiceFields.flatMap((field): [string, string][] =>
            field === 'buyerKind' || content[field] === '' ? [] : [[t(`fields.${field}`), content[field]]],
          )}
        />
      </Section>
    </>
  )
}
