// One loan of a car: who drives it, what the meters said, the agreement, and what may follow.
import { useTranslation } from 'react-i18next'
import FileIcon from 'lucide-react/icons/file-down'
import PrinterIcon from 'lucide-react/icons/printer'
import type { LoanCard } from '../../../shared/modules/loaners/contract.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { CasesNotice } from '../../ui/CasesNotice.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Outcome } from '../../ui/paper/Outcome.tsx'
import { PapersSection } from '../../ui/paper/PaperList.tsx'
import { usePrint } from '../../ui/paper/use-print.ts'
import { Pictures } from '../../ui/sign/Pictures.tsx'
import type { LoanDeed } from './LoanDialogs.tsx'
import { LoanMark } from './looks.tsx'

type Props = { card: LoanCard; steps?: PaneSteps; onDeed: (deed: LoanDeed) => void }

const deedsOf = ({ stage }: LoanCard): readonly LoanDeed[] =>
  stage === 'clash' ? ['drop', 'takeBack'] : stage === 'out' || stage === 'overdue' ? ['takeBack', 'extend'] : []

export function LoanPane({ card, steps, onDeed }: Props) {
  const { t } = useTranslation('loaners')
  const may = useMay()
  const reading = (km: number | null, fuel: number | null): string | null => (km === null ? null : t('reading', { km, fuel }))
  return (
    <DetailPane
      number={card.no}
      title={card.plate ?? card.vehicleName}
      tag={<LoanMark stage={card.stage} tag />}
      caption={`${card.vehicleName} · ${card.customerName}`}
      {...(steps ? { steps } : {})}
      actions={
        <>
          {may('workshop.edit') &&
            deedsOf(card).map((deed, at) => (
              <Button
                key={deed}
                kind={at === 0 ? 'primary' : 'plain'}
                {...(at === 0 ? { shortcut: 'F8' } : {})}
                onPress={() => onDeed(deed)}
              >
                {t(`deeds.${deed}`)}
              </Button>
            ))}
          {may('documents.print') && <LoanAgreement id={card.id} />}
        </>
      }
    >
      {card.cases.length > 0 && (
        <Section>
          <CasesNotice cases={card.cases}>{t('clash', { no: card.lostTo ?? t('another') })}</CasesNotice>
        </Section>
      )}
      {card.endReason && (
        <Section>
          <Notice>{card.endReason}</Notice>
        </Section>
      )}
      <Section>
        <KeyValue
          pairs={[
            [
              t('column.customer'),
              <button
                key="customer"
                type="button"
                className="link"
                onClick={() => open('customer', { record: card.customerId, title: card.customerName })}
              >
                {card.customerName}
              </button>,
            ],
            [t('workshop:phone'), card.phone],
            card.driverName !== null && [t('driver'), card.driverName],
            [
              t('column.workOrder'),
              card.workOrderId === null ? null : (
                <button
                  key="order"
                  type="button"
                  className="link"
                  onClick={() => open('workOrder', { record: card.workOrderId ?? '', title: card.workOrderNo ?? '' })}
                >
                  {card.workOrderNo}
                </button>
              ),
            ],
            [t('column.outAt'), <DateText key="out" at={card.outAt} near />],
            [
              t('column.dueAt'),
              <span key="due" className={card.stage === 'overdue' ? 'act' : undefined}>
                <DateText at={card.dueAt} near />
              </span>,
            ],
            [t('column.kmOut'), reading(card.kmOut, card.fuelOut)],
            card.inAt !== null && [t('column.inAt'), <DateText key="in" at={card.inAt} near />],
            card.inAt !== null && [t('column.kmIn'), reading(card.kmIn, card.fuelIn)],
            card.drivenKm !== null && [t('column.drivenKm'), t('km', { km: card.drivenKm })],
            card.returnNote !== null && [t('takeBack.note'), card.returnNote],
            [
              t('testdrives:licence.no'),
              card.licenceNo ? t('testdrives:licence.of', { no: card.licenceNo, class: card.licenceClass }) : card.licenceClass,
            ],
            [t('testdrives:licence.expiresOn'), card.licenceExpiresOn ?? t('testdrives:licence.long')],
            [t('note'), card.note],
            [t('lentBy'), card.lentByName],
            card.signed && [
              t('testdrives:signed'),
              <span key="signed" title={card.signed.sha256}>
                {card.signed.name} <DateText at={card.signed.at} near />
              </span>,
            ],
            card.standing !== 'alone' && [t('column.sync'), <SyncBadge key="sync" standing={card.standing} />],
          ]}
        />
      </Section>
      <PapersSection recordId={card.id} />
      {card.pictures.length > 0 && (
        <Section title={t('testdrives:pictures.title')}>
          <Pictures of={card.pictures} wordOf={(picture) => t(`testdrives:pictures.${picture.kind}` as never)} />
        </Section>
      )}
    </DetailPane>
  )
}

function LoanAgreement({ id }: { id: string }) {
  const { t } = useTranslation('loaners')
  const { state, print } = usePrint()
  return (
    <>
      <Menu
        label={t('agreement')}
        entries={[
          {
            id: 'printer',
            label: t('documents:again.printer'),
            icon: PrinterIcon,
            onPress: () => print({ kind: 'loaner', recordId: id, to: 'printer' }),
          },
          {
            id: 'file',
            label: t('documents:again.file'),
            icon: FileIcon,
            onPress: () => print({ kind: 'loaner', recordId: id, to: 'file' }),
          },
        ]}
      >
        <Button kind="quiet" icon={PrinterIcon} disabled={state.phase === 'working'}>
          {t('agreement')}
        </Button>
      </Menu>
      <Outcome state={state} />
    </>
  )
}
