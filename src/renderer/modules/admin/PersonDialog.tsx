// Adds a person or changes one. A new one gets a first password, which the caller shows.
import { useTranslation } from 'react-i18next'
import { contract, type Output } from '../../../shared/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { TextField } from '../../ui/TextField.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import type { Given } from './GivenPassword.tsx'
import { Wrong } from './Wrong.tsx'
import type { User } from './PersonStanding.tsx'

type Roles = Output<'admin.roles'>
type Props = { user: User | null; roles: Roles; onClose: () => void; onGiven: (given: Given) => void }

export function PersonDialog(props: Props) {
  const { t } = useTranslation('admin')
  const sites = useLive('admin.sites', {}).data
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={props.user ? t('people.editTitle', { name: props.user.name }) : t('people.addTitle')}
      dismissable={false}
    >
      {sites && <PersonForm {...props} sites={sites} />}
    </Dialog>
  )
}

function PersonForm({ user, roles, sites, onClose, onGiven }: Props & { sites: Output<'admin.sites'> }) {
  const { t } = useTranslation('admin')
  const here = sites.filter((site) => site.here).map((site) => site.id)
  const form = useForm({
    module: 'admin',
    schema: contract.admin.addUser.input,
    initial: {
      name: user?.name ?? '',
      login: user?.login ?? '',
      title: user?.title ?? '',
      phone: user?.phone ?? '',
      roleIds: user?.roles.map((role) => role.id) ?? [],
      siteIds: user?.siteIds ?? here,
      allSites: user?.allSites ?? false,
    },
    draft: user ? `admin.editUser:${user.id}` : 'admin.addUser',
    send: async (input, attempt) => {
      if (user) return call('admin.editUser', { id: user.id, ...input }, { attempt })
      return call('admin.addUser', input)
    },
    onDone: (value, values) => {
      onClose()
      if (value) onGiven({ name: values.name.trim(), login: values.login.trim().toLowerCase(), password: value.password })
      else sayBriefly(t('people.saved'))
    },
  })
  const toggled = (list: readonly string[], id: string, on: boolean): string[] => (on ? [...list, id] : list.filter((each) => each !== id))
  const { roleIds, siteIds, allSites } = form.values
  return (
    <Form
      form={form}
      submit={t(user ? 'people.save' : 'people.add')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <div className="pair">
        <TextField label={t('people.name')} autoFocus {...form.field('name')} />
        <TextField label={t('people.title')} optional {...form.field('title')} />
      </div>
      <div className="pair">
        <TextField label={t('people.login')} hint={t('people.loginHint')} {...form.field('login')} />
        <TextField label={t('people.phone')} type="tel" optional {...form.field('phone')} />
      </div>
      <fieldset className="checks">
        <legend className="label-line">{t('people.role')}</legend>
        <div className="check-grid">
          {roles.map((role) => (
            <CheckField
              key={role.id}
              label={role.name}
              value={roleIds.includes(role.id)}
              onChange={(on) => form.set('roleIds', toggled(roleIds, role.id, on))}
            />
          ))}
        </div>
        <Wrong text={form.errors['roleIds']} hint={t('people.roleHint')} />
      </fieldset>
      {(sites.length > 1 || allSites) && (
        <fieldset className="checks">
          <legend className="label-line">{t('people.sites')}</legend>
          <div className="check-grid">
            <CheckField label={t('people.allSites')} value={allSites} onChange={(on) => form.set('allSites', on)} />
            {!allSites &&
              sites.map((site) => (
                <CheckField
                  key={site.id}
                  label={site.name}
                  value={siteIds.includes(site.id)}
                  onChange={(on) => form.set('siteIds', toggled(siteIds, site.id, on))}
                />
              ))}
          </div>
          <Wrong text={form.errors['siteIds']} />
        </fieldset>
      )}
    </Form>
  )
}
