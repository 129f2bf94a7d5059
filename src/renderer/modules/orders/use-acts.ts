// What a press on an order begins: a question in a dialog, another screen, or the step itself. The record and the pane of
// the list share it.
import { useTranslation } from 'react-i18next'
import { call } from '../../api.ts'
import type { OrderCard } from '../../../shared/modules/orders/contract/card.ts'
import { open } from '../../state.ts'
import type { Doing } from './next-words.ts'
import { sayBriefly } from '../../ui/toast.tsx'
import { useDeed, type Deed } from './use-deed.ts'

/** Steps that ask before they bind; each has its dialog at the record. */
export const questions = ['place', 'sign', 'changeVehicle', 'receive', 'refund', 'appoint', 'deliver', 'cancel'] as const
export type Question = (typeof questions)[number]
export type Act = Doing | 'withdraw' | 'remind' | 'appoint' | 'cancel'

export const mayAsk = (card: OrderCard, question: Question): boolean => card.may.includes(question)

export function useActs(card: OrderCard | undefined, ask: (question: Question) => void): { act: (what: Act) => void; deed: Deed } {
  const { t } = useTranslation('orders')
  const deed = useDeed()
  const act = (what: Act): void => {
    if (!card) return
    const id = card.id as never
    if (what === 'change') return open('quote', { record: card.id, title: card.no })
    if (what === 'decide') return open('approvals')
    if (what === 'withdraw') return deed.run((attempt) => call('orders.withdraw', { id }, { attempt }))
    if (what === 'remind')
      return deed.run(
        (attempt) => call('approvals.remind', { orderId: id }, { attempt }),
        () => sayBriefly(t('deed.reminded')),
      )
    if (what === 'reserve') return deed.run((attempt) => call('orders.reserve', { id }, { attempt }))
    if (what === 'checks') {
      open('order', { record: card.id, title: card.no })
      return document.getElementById(`checks-${card.id}`)?.focus()
    }
    // Nobody needs to be asked: no question, one press.
    if (what === 'place' && card.next.action === 'confirm') return deed.run((attempt) => call('orders.place', { id }, { attempt }))
    ask(what)
  }
  return { act, deed }
}
