// The first fields of a lead and of a visit: a phone, a name, and whether that is somebody known. What is found shows while
// one types; choosing them takes the name and phone away, since they are known.
import { useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import type { Similar } from '../../../shared/modules/customers/contract/shapes.ts'
import { useLive } from '../../live.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import type { FormState } from '../../ui/form/use-form.ts'
import { Notice } from '../../ui/Notice.tsx'
import { LikelySame } from '../../ui/people/LikelySame.tsx'
import { typingIssue } from '../../ui/people/typing.ts'
import { TextField } from '../../ui/TextField.tsx'

export type WhoseValues = { customer: { id: string; label: string } | null; phone: string; name: string; evenSo: string }
export const nobody: WhoseValues = { customer: null, phone: '', name: '', evenSo: '' }

/** What the entry takes of them. */
export const readWhose = ({ customer, phone, name, evenSo }: WhoseValues) => ({
  customerId: customer?.id ?? null,
  ...(customer ? {} : { phone, name, ...(evenSo.trim() ? { evenSo } : {}) }),
})

export function Whose<Values extends WhoseValues>({ form: given, optional = false }: { form: FormState<Values>; optional?: boolean }) {
  const { t } = useTranslation('leads')
  const form = given as unknown as FormState<WhoseValues>
  const { customer, phone, name } = form.values
  const asked = useDeferredValue(customer === null && phone.replace(/\D/g, '').length > 6 ? phone : '')
  const { data: live } = useLive('customers.similar', asked === '' ? null : { name, phone: asked, phone2: '', idKind: null, idNumber: '' })
  const { data: going } = useLive('leads.openOf', customer ? { customerId: customer.id } : null)
  const refused = form.failure?.code === 'duplicate' ? (form.failure.details as { found: Similar[] }).found : []
  const found = customer !== null ? [] : refused.length > 0 ? refused : asked === '' ? [] : (live ?? [])
  if (customer)
    return (
      <div className="whole stack">
        <Notice
          action={
            <Button size="small" onPress={() => form.change({ customer: null })}>
              {t('whose.other')}
            </Button>
          }
        >
          <b>{customer.label}</b> {t('whose.known')}
          {going && (
            <>
              {' '}
              {t('whose.open', { stage: t(`stages.${going.stage}`), consultant: going.consultant ?? '' })}{' '}
              <button type="button" className="link" onClick={() => open('lead', { record: going.id, title: customer.label })}>
                {t('whose.openLead')}
              </button>
            </>
          )}
        </Notice>
      </div>
    )
  return (
    <>
      <TextField
        label={t('field.phone')}
        type="tel"
        inputMode="tel"
        width="phone"
        optional={optional}
        {...form.field('phone')}
        error={form.errors['phone'] ?? typingIssue(t, 'phone', phone)}
        maxLength={40}
        autoFocus
      />
      <TextField label={t('field.name')} optional={optional} {...form.field('name')} maxLength={80} />
      {found.length > 0 && (
        <div className="whole stack">
          <LikelySame
            found={found}
            title={t('customers:same.title')}
            onChoose={(each) => form.change({ customer: { id: each.id, label: each.name } })}
          />
          <TextField label={t('customers:field.evenSo')} {...form.field('evenSo')} hint={t('customers:add.evenSoHint')} maxLength={200} />
        </div>
      )}
    </>
  )
}
