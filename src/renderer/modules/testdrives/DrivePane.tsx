// One test drive beside the calendar or the list: where it stands, what is next, and what is known of it.
import FileIcon from 'lucide-react/icons/file-down'
import PrinterIcon from 'lucide-react/icons/printer'
import { useTranslation } from 'react-i18next'
import type { DriveCard } from '../../../shared/modules/testdrives/contract.ts'
import { scoredAspects } from '../../../shared/modules/testdrives/rules.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PaperList } from '../../ui/paper/PaperList.tsx'
import { Outcome } from '../../ui/paper/Outcome.tsx'
import { usePrint } from '../../ui/paper/use-print.ts'
import { Pictures } from '../../ui/sign/Pictures.tsx'
import { pointsText, StageMark } from './marks.tsx'

export type Deed = 'depart' | 'bringBack' | 'score' | 'move' | 'end'

/** What may follow, the likeliest first. */
function deedsOf({ stage, carGone }: DriveCard): readonly Deed[] {
  if (stage === 'booked') return carGone ? ['move', 'end'] : ['depart', 'move', 'end']
  if (stage === 'clash') return ['move', 'end']
  if (stage === 'out') return ['bringBack']
  return stage === 'done' ? ['score'] : []
}

export function DrivePane({ card, steps, onDeed }: { card: DriveCard; steps?: PaneSteps; onDeed: (deed: Deed) => void }) {
  const { t } = useTranslation('testdrives')
  const may = useMay()
  const deeds = may('testdrives.edit') ? deedsOf(card) : []
  const prints = may('documents.print')
  return (
    <DetailPane
      number={card.no}
      title={card.customerName}
      tag={<StageMark stage={card.stage} tag />}
      caption={`${card.driveOn} ${card.slot} · ${card.vehicleName}`}
      {...(steps ? { steps } : {})}
      actions={
        <>
          {deeds.map((deed, at) => (
            <Button
              key={deed}
              kind={at === 0 && deed !== 'score' ? 'primary' : 'plain'}
              {...(at === 0 ? { shortcut: 'F8' } : {})}
              onPress={() => onDeed(deed)}
            >
              {t(`deeds.${deed}`)}
            </Button>
          ))}
          {prints && <Agreement driveId={card.id} />}
        </>
      }
    >
      {card.stage === 'clash' && (
        <Section>
          <Notice kind="act">{t('clash', { who: card.lostTo ?? t('somebody') })}</Notice>
        </Section>
      )}
      {card.carGone && (
        <Section>
          <Notice kind="act">{t('carGone')}</Notice>
        </Section>
      )}
      {card.endReason && (
        <Section>
          <Notice>{card.stage === 'moved' ? t('movedTo', { to: card.endReason }) : card.endReason}</Notice>
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
            [t('column.car'), [card.vehicleName, card.plate ?? card.stockNo].join(' ')],
            [t('column.consultant'), card.consultantName],
            [t('note'), card.note],
            card.standing !== 'alone' && [t('column.sync'), <SyncBadge key="sync" standing={card.standing} />],
          ]}
        />
      </Section>
      {card.outAt !== null && <Driven card={card} />}
      {card.stage === 'done' && (
        <Section title={t('feedback')}>
          <KeyValue
            pairs={[
              ...scoredAspects.map((aspect) => [t(`aspects.${aspect}`), card.scores[aspect] ?? null] as const),
              [t('column.score'), card.scoreTenths === null ? null : pointsText(card.scoreTenths)],
              [t('said'), card.feedback],
            ]}
          />
        </Section>
      )}
      {card.pictures.length > 0 && (
        <Section title={t('pictures.title')}>
          <Pictures of={card.pictures} wordOf={(picture) => t(`pictures.${picture.kind}`)} />
        </Section>
      )}
      {prints && card.outAt !== null && (
        <Section title={t('papers')}>
          <PaperList of={{ driveId: card.id }} />
        </Section>
      )}
    </DetailPane>
  )
}

function Driven({ card }: { card: DriveCard }) {
  const { t } = useTranslation('testdrives')
  const { licence, signed } = card
  const reading = (km: number | null, fuel: number | null): string | null => (km === null ? null : t('reading', { km, fuel }))
  return (
    <Section title={t('driven')}>
      <KeyValue
        pairs={[
          licence && [t('licence.no'), licence.no ? t('licence.of', { no: licence.no, class: licence.class }) : licence.class],
          licence && [t('licence.expiresOn'), licence.expiresOn ?? t('licence.long')],
          licence && [t('licence.by'), licence.by],
          [t('route'), card.route && t('routeOf', { name: card.route, km: card.routeKm })],
          [t('kmOut'), reading(card.kmOut, card.fuelOut)],
          [t('leftAt'), <DateText key="out" at={card.outAt} near />],
          [t('kmIn'), reading(card.kmIn, card.fuelIn)],
          card.inAt !== null && [t('cameAt'), <DateText key="in" at={card.inAt} near />],
          card.drivenKm !== null && [t('column.driven'), t('km', { km: card.drivenKm })],
          [t('evenSo'), card.readingNote],
          signed && [
            t('signed'),
            <span key="signed" title={signed.sha256}>
              {signed.name} <DateText at={signed.at} near /> <span className="mono cap">{signed.sha256.slice(0, 12)}</span>
            </span>,
          ],
        ]}
      />
    </Section>
  )
}

/** The agreement as it stands now: empty to read and sign by hand, or with everything that was said. */
function Agreement({ driveId }: { driveId: string }) {
  const { t } = useTranslation('testdrives')
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
            onPress: () => print({ kind: 'drive', driveId, to: 'printer' }),
          },
          { id: 'file', label: t('documents:again.file'), icon: FileIcon, onPress: () => print({ kind: 'drive', driveId, to: 'file' }) },
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
