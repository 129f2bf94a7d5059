// One role: its name, how far its rows reach, and its rights by group.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { contract } from '../../../shared/contract.ts'
import type { Failure } from '../../../shared/errors.ts'
import { reaches, type Permission, type Reach } from '../../../shared/permissions.ts'
import { call, newAttempt } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField, ChoiceField } from '../../ui/CheckField.tsx'
import { ConfirmDialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import { permissionGroups, type Role } from './permission-groups.ts'

/** `onDone` names the role to show next; null after removing. */
export function RoleForm({ role, onDone }: { role: Role | null; onDone: (id: string | null) => void }) {
  const { t, i18n } = useTranslation('admin')
  const [asking, setAsking] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const form = useForm({
    module: 'admin',
    schema: contract.admin.createRole.input,
    initial: { name: role?.name ?? '', reach: (role?.reach ?? 'site') as Reach, permissions: (role?.permissions ?? []) as Permission[] },
    draft: role ? `admin.editRole:${role.id}` : 'admin.createRole',
    send: async (input, attempt) =>
      role ? call('admin.editRole', { id: role.id, ...input }, { attempt }) : call('admin.createRole', input, { attempt }),
    onDone: (value) => {
      sayBriefly(t('roles.saved'))
      if (value) onDone(value.id)
    },
  })
  const { permissions } = form.values
  const put = (changed: readonly Permission[], on: boolean): void =>
    form.set('permissions', on ? [...new Set([...permissions, ...changed])] : permissions.filter((each) => !changed.includes(each)))
  const remove = async (): Promise<void> => {
    if (!role) return
    const reply = await call('admin.removeRole', { id: role.id }, { attempt: newAttempt() })
    setAsking(false)
    if (reply.ok) onDone(null)
    else setFailure(reply.error as Failure)
  }
  return (
    <div className="sec stack wide">
      {failure && <Refused error={failure} module="admin" />}
      <Form form={form} submit={t('roles.save')} side={role && <Button onPress={() => setAsking(true)}>{t('roles.remove')}</Button>}>
        <TextField label={t('roles.name')} autoFocus={!role} {...form.field('name')} />
        {role?.template && <p className="cap">{t('roles.template', { name: t(`templates.${role.template}`) })}</p>}
        {role && role.added.length > 0 && (
          <Notice>
            {t('roles.added', {
              names: new Intl.ListFormat(i18n.language, { type: 'unit' }).format(role.added.map((each) => t(`perms.${each}`))),
            })}
          </Notice>
        )}
        <ChoiceField
          label={t('roles.reach')}
          options={reaches.map((reach) => ({ value: reach, label: t(`roles.reaches.${reach}`), more: t(`roles.reachMore.${reach}`) }))}
          {...form.field('reach')}
        />
        <div>
          {permissionGroups.map((group) => {
            const all = group.permissions.every((permission) => permissions.includes(permission))
            return (
              <fieldset key={group.id} className="perm-group">
                <legend>
                  <span className="grow">{t(`permGroups.${group.id}`)}</span>
                  <button type="button" className="link" onClick={() => put(group.permissions, !all)}>
                    {t(all ? 'roles.none' : 'roles.all')}
                  </button>
                </legend>
                {group.permissions.map((permission) => (
                  <CheckField
                    key={permission}
                    label={t(`perms.${permission}`)}
                    value={permissions.includes(permission)}
                    onChange={(on) => put([permission], on)}
                  />
                ))}
              </fieldset>
            )
          })}
        </div>
      </Form>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('roles.removeAsk', { name: role?.name ?? '' })}
        confirm={t('roles.remove')}
        onConfirm={() => void remove()}
      >
        {t('roles.removeSays')}
      </ConfirmDialog>
    </div>
  )
}
