// The people who work in the demo store, and its first rows. Names are fictional.
import { LOANS } from './catalogue.ts'
import { roleIdOf } from '../../shared/modules/admin/rules.ts'
import type { RoleTemplate } from '../../shared/modules/admin/rules/first-roles.ts'
import type { Desk } from './desk.ts'

type Person = { name: string; login: string; title: string; roles: RoleTemplate[] }
const PEOPLE: readonly Person[] = [
  { name: '顾听澜', login: 'gutinglan', title: '销售经理', roles: ['sales-manager'] },
  { name: '陈屿', login: 'chenyu', title: '销售顾问', roles: ['sales-consultant'] },
  { name: '许南枝', login: 'xunanzhi', title: '销售顾问', roles: ['sales-consultant'] },
  { name: '唐未央', login: 'tangweiyang', title: '销售顾问', roles: ['sales-consultant'] },
  { name: '程见山', login: 'chengjianshan', title: '销售顾问', roles: ['sales-consultant'] },
  { name: '沈知夏', login: 'shenzhixia', title: '财务', roles: ['finance'] },
  { name: '梁渡', login: 'liangdu', title: '配件库管', roles: ['parts'] },
  { name: '温如言', login: 'wenruyan', title: '客服', roles: ['customer-care'] },
]

export type Staff = { director: string; manager: string; keeper: string; cashier: string; parts: string; consultants: string[] }

/** `secrets`: Argon2id verifiers for everybody where people must sign in; null in the training store. */
export type Secrets = { password: string; pin: string } | null

/** Founds the store and hires everybody; the director is the first person. */
export function hire(desk: Desk, site: { id: string; name: string; code: string }, deviceName: string, secrets: Secrets): Staff {
  const { userId: director } = desk.run(
    'admin.establish',
    {
      site: {
        name: site.name,
        code: site.code,
        legalName: '示例市展厅汽车销售服务有限公司',
        phone: '0512-55550100',
        address: '示例市示例区玉山示例路 100 号',
        uscc: '91350100M000100Y43',
        bankName: '示例银行示例支行',
        bankAccount: '6222 0000 0000 0001',
      },
      deviceName,
      person: { name: '莫怀远', login: 'mohuaiyuan', title: '总经理', password: secrets?.password ?? null },
    },
    null,
  )
  if (secrets) desk.run('identity.keepPin', { was: secrets.password, pin: secrets.pin }, director)
  desk.run('approvals.establish', {}, director)
  desk.run('documents.establish', {}, null)
  desk.run(
    'admin.dateParameter',
    {
      key: 'tax-office',
      validFromOn: '2020-01-01',
      value: { name: '国家税务总局示例市税务局', code: '13205000000' },
      source: '税务登记',
      note: '建店',
    },
    director,
  )
  for (const product of LOANS) desk.run('loans.addProduct', product, director)
  const ids = new Map<string, string>()
  for (const { name, login, title, roles } of PEOPLE) {
    const { id } = desk.run(
      'admin.createUser',
      { name, login, title, roleIds: roles.map(roleIdOf), siteIds: [site.id], password: secrets?.password ?? null },
      director,
    )
    ids.set(login, id)
    // Everybody has made the given password their own, and set a PIN for the quick change of person.
    if (secrets) {
      desk.run('identity.keepPassword', { was: secrets.password, password: secrets.password }, id)
      desk.run('identity.keepPin', { was: secrets.password, pin: secrets.pin }, id)
    }
  }
  const by = (login: string): string => ids.get(login) as string
  return {
    director,
    manager: by('gutinglan'),
    keeper: by('gutinglan'),
    cashier: by('shenzhixia'),
    parts: by('liangdu'),
    consultants: ['chenyu', 'xunanzhi', 'tangweiyang', 'chengjianshan'].map(by),
  }
}
