// Who and what, how sure it is, and the one thing to do next. Everything else one may do stands quietly beside it.
import MoreIcon from 'lucide-react/icons/ellipsis'
import PenIcon from 'lucide-react/icons/pencil'
import { useTranslation } from 'react-i18next'
import type { OrderCard } from '../../../shared/modules/orders/contract/card.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Menu, type MenuEntry } from '../../ui/Menu.tsx'
import { PrintMenu, type PrintableKind } from '../../ui/paper/PrintMenu.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import type { Next } from './next-words.ts'
import { StageMark } from './StageMark.tsx'
import type { Act } from './use-acts.ts'

const loud: readonly OrderCard['stage'][] = ['draft', 'delivered', 'cancelled', 'car-lost']

export function OrderHead({ card, next, busy, onDo }: { card: OrderCard; next: Next | null; busy: boolean; onDo: (what: Act) => void }) {
  const { t } = useTranslation('orders')
  const may = (deed: OrderCard['may'][number]): boolean => card.may.includes(deed)
  const { vehicle, customer } = card
  const quoting = ['draft', 'quoted', 'awaiting-approval', 'approved'].includes(card.stage)
  const papers: PrintableKind[] = [
    { kind: 'contract', ...(vehicle ? {} : { why: t('deed.printLater') }) },
    { kind: 'quote' },
    { kind: 'guarantee', ...(card.stage === 'delivered' ? {} : { why: t('deed.guaranteeLater') }) },
    { kind: 'delivery', ...(card.stage === 'paid' || card.stage === 'delivered' ? {} : { why: t('deed.deliveryLater') }) },
  ]
  const kinds =
    card.stage === 'draft' || card.stage === 'quoted'
      ? papers.toSorted((a, b) => Number(b.kind === 'quote') - Number(a.kind === 'quote'))
      : papers
  const more: MenuEntry[] = [
    ...(quoting
      ? [{ id: 'compare', label: t('compare.title'), onPress: () => open('compare', { record: card.id, title: t('compare.title') }) }]
      : []),
    ...(may('receive') ? [{ id: 'receive', label: t('deed.receive'), onPress: () => onDo('receive') }] : []),
    ...(may('refund') ? [{ id: 'refund', label: t('deed.refund'), onPress: () => onDo('refund') }] : []),
    ...(may('changeVehicle') ? [{ id: 'exchange', label: t('deed.changeVehicle'), onPress: () => onDo('changeVehicle') }] : []),
    ...(may('reserve') && next?.doing !== 'reserve' ? [{ id: 'reserve', label: t('deed.reserve'), onPress: () => onDo('reserve') }] : []),
    ...(may('appoint') ? [{ id: 'appoint', label: t('deed.appoint'), onPress: () => onDo('appoint') }] : []),
    ...(may('override') && card.blockers.length === 1 && card.blockers[0] === 'papers'
      ? [{ id: 'override', label: t('deed.override'), onPress: () => onDo('deliver') }]
      : []),
    ...(may('withdraw') ? [{ id: 'remind', label: t('deed.remind'), onPress: () => onDo('remind') }] : []),
    ...(may('withdraw') ? [{ id: 'withdraw', label: t('deed.withdraw'), onPress: () => onDo('withdraw') }] : []),
    {
      id: 'copy',
      label: t('deed.copyNo'),
      onPress: () => {
        void navigator.clipboard.writeText(card.no)
        sayBriefly(t('copied'))
      },
    },
    ...(may('cancel') ? ['line' as const, { id: 'cancel', label: t('deed.cancel'), onPress: () => onDo('cancel') }] : []),
  ]
  return (
    <header className="order-head">
      <div className="grow">
        <div className="row">
          <h1 className="trunc">
            {vehicle ? `${customer.name}${t('dot')}${vehicle.name}` : `${customer.name}${t('dot')}${t('quote.noCarYet')}`}
          </h1>
          {loud.includes(card.stage) && <StageMark stage={card.stage} tag />}
          {card.hold === 'provisional' && <SyncBadge standing="provisional" tag />}
          {card.standing !== 'alone' && card.standing !== 'confirmed' && <SyncBadge standing={card.standing} tag />}
        </div>
        <p className="order-meta">
          <span>
            <i>{t('meta.order')}</i>
            <span className="selectable">{card.no}</span>
          </span>
          {vehicle && (
            <span>
              <i>{t('meta.car')}</i>
              <button type="button" className="link" onClick={() => open('vehicle', { record: vehicle.id, title: vehicle.stockNo })}>
                {vehicle.stockNo}
                {t('dot')}
                {t('meta.tail', { tail: vehicle.vin.slice(-6) })}
              </button>
            </span>
          )}
          {customer.phone && (
            <span>
              <i>{t('meta.phone')}</i>
              <button type="button" className="link plain" onClick={() => open('customer', { record: customer.id, title: customer.name })}>
                {customer.phone}
              </button>
            </span>
          )}
          <span>
            <i>{t('meta.consultant')}</i>
            {card.consultant.name}
          </span>
          <span>
            <i>{t('meta.deliverOn')}</i>
            {card.deliverOn ?? <span className="muted">{t('meta.notSet')}</span>}
          </span>
        </p>
      </div>
      {may('change') && (
        <Button kind="quiet" icon={PenIcon} shortcut="mod+E" onPress={() => onDo('change')}>
          {t('deed.change')}
        </Button>
      )}
      {may('print') && <PrintMenu orderId={card.id} kinds={kinds} provisional={card.hold === 'provisional'} />}
      <Menu label={t('deed.more')} entries={more}>
        <Button kind="quiet" icon={MoreIcon} label={t('deed.more')} />
      </Menu>
      {next?.doing && (
        <Button kind="primary" size="large" shortcut="F8" busy={busy} onPress={() => next.doing && onDo(next.doing)}>
          {next.label}
        </Button>
      )}
      {next && !next.doing && <span className="order-waits">{next.label}</span>}
    </header>
  )
}
