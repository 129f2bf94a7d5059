// Everything that opens over or beside a screen, with the way a person opens it: one line per dialog, menu and popover.
// Whoever adds a dialog adds its line here; accessible.e2e.ts asks for every component that makes one.
import { expect, type Page } from '@playwright/test'
import { asked } from './window.ts'

export type Opening = {
  /** The component it is; menus and popovers of the kit have words. */
  of: string
  screen: string
  permission?: string
  record?: (page: Page) => Promise<string | undefined>
  open: (page: Page) => Promise<void>
}

const main = (page: Page) => page.getByRole('main')
const press =
  (...names: (string | RegExp)[]) =>
  async (page: Page): Promise<void> => {
    for (const [at, name] of names.entries()) {
      const item = at === 0 ? main(page).getByRole('button', { name }).first() : page.getByRole('menuitem', { name }).first()
      await item.click()
    }
  }
const keys =
  (chord: string) =>
  (page: Page): Promise<void> =>
    page.keyboard.press(chord)
const order =
  (...stages: string[]) =>
  async (page: Page): Promise<string | undefined> =>
    (await asked(page, 'orders.page', { limit: 1, filters: [{ column: 'state', op: 'is', values: stages }] })).rows[0]?.id
const customer = async (page: Page): Promise<string | undefined> => (await asked(page, 'customers.page', { limit: 1 })).rows[0]?.id
const car = async (page: Page): Promise<string | undefined> =>
  (await asked(page, 'vehicles.page', { limit: 1, filters: [{ column: 'state', op: 'is', values: ['for-sale'] }] })).rows[0]?.id
const first = async (page: Page): Promise<void> => {
  await page.locator('#sheet [role=row][aria-rowindex="2"]').first().click()
}

export const openings: readonly Opening[] = [
  { of: 'palette', screen: 'home', open: keys('Control+K') },
  { of: 'SwitchUser', screen: 'home', open: keys('Control+Shift+U') },
  {
    of: 'menu of a person',
    screen: 'home',
    open: async (page) => {
      await page.locator('button.me').click()
      await expect(page.getByRole('menu')).toBeVisible()
    },
  },
  { of: 'columns of a list', screen: 'vehicles', open: press('列') },
  { of: 'groups of a list', screen: 'vehicles', open: press('分组') },
  { of: 'export of a list', screen: 'vehicles', permission: 'exports.run', open: press('导出') },
  { of: 'filters of a list', screen: 'vehicles', open: keys('F') },
  { of: 'CaptureDialog', screen: 'customers', permission: 'customers.edit', open: press(/^新客户/) },
  { of: 'CorrectDialog', screen: 'customer', record: customer, permission: 'customers.edit', open: press('更正') },
  { of: 'PlanDialog', screen: 'customer', record: customer, permission: 'customers.edit', open: press(/^安排跟进/) },
  { of: 'ConfirmDialog', screen: 'customer', record: customer, permission: 'customers.edit', open: press('更多', '归档') },
  { of: 'ArriveDialog', screen: 'vehicles', permission: 'vehicles.edit', open: press(/^扫码入库/) },
  { of: 'ChangeDialog', screen: 'vehicle', record: car, permission: 'vehicles.edit', open: press(/^改价/) },
  { of: 'PlaceDialog', screen: 'order', record: order('quoted'), permission: 'orders.edit', open: keys('F8') },
  { of: 'CancelDialog', screen: 'order', record: order('reserved', 'signed'), permission: 'orders.edit', open: press('更多', '取消订单…') },
  {
    of: 'ExchangeDialog',
    screen: 'order',
    record: order('reserved', 'signed'),
    permission: 'orders.edit',
    open: press('更多', '换一台车…'),
  },
  {
    of: 'RefundDialog',
    screen: 'order',
    record: order('reserved', 'paid'),
    permission: 'receivables.refund',
    open: press('更多', '退款…'),
  },
  { of: 'ReceiveDialog', screen: 'order', record: order('reserved'), permission: 'receivables.receive', open: press('更多', '收款…') },
  {
    of: 'ReverseDialog',
    screen: 'order',
    record: order('reserved', 'paid'),
    permission: 'receivables.refund',
    open: press(/^这笔收款 /, '冲正这笔…'),
  },
  { of: 'PrintDialog', screen: 'order', record: order('reserved', 'signed'), permission: 'documents.print', open: keys('Control+P') },
  { of: 'RuleDialog', screen: 'flow', permission: 'approvals.configure', open: press('加一条') },
  { of: 'PersonDialog', screen: 'people', permission: 'admin.users', open: press(/^添加人员/) },
  { of: 'ParameterDialog', screen: 'parameters', permission: 'admin.parameters', open: press('定新值') },
  { of: 'NewTemplate', screen: 'templates', permission: 'documents.edit', open: press('新模板') },
  { of: 'pane of a customer', screen: 'customers', permission: 'customers.view', open: first },
  { of: 'pane of a car', screen: 'vehicles', permission: 'vehicles.view', open: first },
  { of: 'pane of an order', screen: 'orders', permission: 'orders.view', open: first },
  { of: 'pane of a payment', screen: 'receivables', permission: 'receivables.view', open: first },
]

/** Dialogs that need a state the demo store has not: each with where it is looked at, or why it is not. */
export const elsewhere: Readonly<Record<string, string>> = {
  SignDialog: 'an approved order; the story opens it',
  DeliverDialog: 'an order with all papers; the story opens it',
  FinishDialog: 'a follow-up that is due today',
  GivenPassword: 'a new person, once',
  RecoveryCodeDialog: 'a store with a recovery code; the demo store has none',
  RestoreDialog: 'a backup of this profile',
  JoinDialog: 'a store that is no demo',
}
