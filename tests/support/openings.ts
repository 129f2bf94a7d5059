// Everything that opens over or beside a screen, with the way a person opens it: one line per dialog, menu and popover.
// Whoever adds a dialog adds its line here; accessible.e2e.ts asks for every component that makes one.
import { expect, type Page } from '@playwright/test'
import { asked } from './window.ts'

export type Opening = {
  /** The component it is, after it what of it is shown; menus and popovers of the kit have words. */
  of: string
  /** The store it is looked at in; the demo store unless it needs another. */
  store?: 'empty' | 'group'
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
/** A key of the record in front, pressed once the record is there. */
const keyOnRecord =
  (key: string) =>
  async (page: Page): Promise<void> => {
    await expect(main(page).locator('.btn.primary').first()).toBeVisible()
    await page.keyboard.press(key)
  }
const order =
  (...stages: string[]) =>
  async (page: Page): Promise<string | undefined> =>
    (await asked(page, 'orders.page', { limit: 1, filters: [{ column: 'state', op: 'is', values: stages }] })).rows[0]?.id
const workOrder =
  (...states: string[]) =>
  async (page: Page): Promise<string | undefined> =>
    (await asked(page, 'workshop.page', { limit: 1, filters: [{ column: 'state', op: 'is', values: states }] })).rows[0]?.id
const twice = { name: '陆远', phone: '13800008888' }
const withSomething = async (page: Page, name: 'customers.arrange', more: object): Promise<string | undefined> => {
  const id = await customer(page)
  if (id) await asked(page, name, { customerId: id, ...more } as never)
  return id
}
const arranged = (page: Page): Promise<string | undefined> =>
  withSomething(page, 'customers.arrange', { kind: 'insurance', dueOn: '2099-01-01' })
const customer = async (page: Page): Promise<string | undefined> => (await asked(page, 'customers.page', { limit: 1 })).rows[0]?.id
const lead = async (page: Page): Promise<string | undefined> =>
  (await asked(page, 'leads.page', { limit: 1, filters: [{ column: 'stage', op: 'is', values: ['contacted', 'arrived'] }] })).rows[0]?.id
const car = async (page: Page): Promise<string | undefined> =>
  (await asked(page, 'vehicles.page', { limit: 1, filters: [{ column: 'state', op: 'is', values: ['for-sale'] }] })).rows[0]?.id
/** A quote whose discount somebody must agree to. */
const dearQuote = async (page: Page): Promise<string | undefined> => {
  const { rows } = await asked(page, 'orders.page', { limit: 200, filters: [{ column: 'state', op: 'is', values: ['quoted'] }] })
  for (const { id } of rows) if ((await asked(page, 'orders.card', { id })).next.action === 'request-approval') return id
  return undefined
}
/** An order that is paid, its papers ticked: only the car must be handed over. */
const readyToDrive = async (page: Page): Promise<string | undefined> => {
  const id = await order('paid')(page)
  if (id === undefined) return undefined
  const { checks } = await asked(page, 'orders.card', { id: id as never })
  await asked(page, 'orders.check', { id: id as never, done: checks.map((check) => check.id) })
  return id
}
/** A car whose sale right another desktop holds. */
const rightElsewhere = async (page: Page): Promise<string | undefined> =>
  (await asked(page, 'vehicles.page', { limit: 200 })).rows.find(({ right }) => right?.device && !right.here)?.id
/** Somebody whose next contact is arranged. */
const awaited = async (page: Page): Promise<string | undefined> =>
  (await asked(page, 'customers.page', { limit: 1, filters: [{ column: 'nextOn', op: 'between', values: ['2000-01-01', null] }] })).rows[0]
    ?.id
/** One alert, whatever the store holds: no series has so many cars. */
const ring = async (page: Page): Promise<void> => {
  const { id } = await asked(page, 'alerts.keepRule', {
    name: '库存不足',
    indicator: 'stock-count',
    direction: 'below',
    threshold: 1_000_000,
    windowDays: 0,
  })
  await asked(page, 'alerts.ring', { ruleId: id })
}
const first = async (page: Page): Promise<void> => {
  await page.locator('#sheet [role=row][aria-rowindex="2"]').first().click()
}

/** The calendar with a drive beside it that has not left yet, and the step of it that is wanted. */
const drive =
  (step?: RegExp) =>
  async (page: Page): Promise<void> => {
    await main(page).getByRole('button', { name: '往后' }).click()
    await main(page).locator('.drive-grid td', { hasText: '已预约' }).first().click()
    await expect(main(page).getByRole('button', { name: /^出车/ })).toBeVisible()
    if (step) await main(page).getByRole('button', { name: step }).click()
  }

/** An appointment of tomorrow, which the demo store always has. */
const booked =
  (step?: RegExp) =>
  async (page: Page): Promise<void> => {
    await main(page).getByRole('button', { name: '往后' }).click()
    await main(page).locator('.visit-chip', { hasText: '已预约' }).first().click()
    await expect(main(page).getByRole('button', { name: /^到店接车/ })).toBeVisible()
    if (step) await main(page).getByRole('button', { name: step }).click()
  }

/** A bank line with what is asked of it. */
const lineWith =
  (payer: string, name: string) =>
  async (page: Page): Promise<void> => {
    await page.locator('#sheet [role=row]', { hasText: payer }).first().click()
    await main(page).getByRole('complementary').getByRole('button', { name }).click()
  }

export const openings: readonly Opening[] = [
  { of: 'palette', screen: 'home', open: keys('Control+K') },
  { of: 'ShellKeys', screen: 'home', open: keys('Control+/') },
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
  {
    of: 'filters of a list',
    screen: 'vehicles',
    open: async (page) => {
      await expect(main(page).getByRole('button', { name: /^筛选/ })).toBeVisible()
      await page.keyboard.press('F')
    },
  },
  { of: 'CaptureDialog', screen: 'customers', permission: 'customers.edit', open: press(/^新客户/) },
  { of: 'CorrectDialog', screen: 'customer', record: customer, permission: 'customers.edit', open: press('更正') },
  {
    of: 'MergeDialog',
    screen: 'customer',
    record: async (page) => (await asked(page, 'customers.add', { ...twice, evenSo: '另一张名片' })).id,
    permission: 'customers.edit',
    open: async (page) => {
      await asked(page, 'customers.add', { ...twice, evenSo: '车展名单' })
      await main(page).getByRole('button', { name: '合并' }).first().click()
    },
  },
  { of: 'PlanDialog', screen: 'customer', record: customer, permission: 'customers.edit', open: press(/^安排跟进/) },
  { of: 'RescheduleDialog', screen: 'customer', record: awaited, permission: 'customers.edit', open: press('改期…') },
  { of: 'FinishDialog', screen: 'customer', record: awaited, permission: 'customers.edit', open: press('完成') },
  { of: 'ConfirmDialog', screen: 'customer', record: customer, permission: 'customers.edit', open: press('更多', '归档') },
  { of: 'Asking CarDialog', screen: 'customer', record: customer, permission: 'customers.edit', open: press('登记在用车') },
  { of: 'Asking ArrangeDialog', screen: 'customer', record: customer, permission: 'customers.edit', open: press('安排代办') },
  { of: 'Asking SettleDialog', screen: 'customer', record: arranged, permission: 'customers.edit', open: press(/^办结$/) },
  {
    of: 'SegmentDialog',
    screen: 'segments',
    permission: 'customers.edit',
    open: async (page) => {
      await asked(page, 'insights.keepSegment', {
        id: null,
        name: '看看这群',
        filters: [{ column: 'level', op: 'is', values: ['H', 'A'] }],
      })
      await press('改名 看看这群')(page)
    },
  },
  { of: 'pane of a valued customer', screen: 'customerValue', permission: 'customers.view', open: first },
  { of: 'VerifyDialog', screen: 'customer', record: customer, permission: 'customers.edit', open: press(/^核验$/) },
  { of: 'CaptureEventDialog', screen: 'leads', permission: 'leads.edit', open: press('活动快录') },
  { of: 'ConsentDialog', screen: 'customer', record: customer, permission: 'customers.edit', open: press(/^记录$/) },
  { of: 'TalkDialog', screen: 'customer', record: customer, permission: 'customers.edit', open: press(/^记一次沟通/) },
  { of: 'AskDialog', screen: 'care', permission: 'care.edit', open: press(/^登记诉求/) },
  { of: 'pane of a request', screen: 'care', permission: 'care.edit', open: first },
  { of: 'CallBackDialog', screen: 'carePrompts', permission: 'care.edit', open: press('记录回访') },
  { of: 'LaunchDialog', screen: 'careCampaigns', permission: 'care.manage', open: press(/^新活动/) },
  { of: 'pane of a campaign', screen: 'careCampaigns', permission: 'care.edit', open: first },
  { of: 'GiveDialog', screen: 'careTasks', permission: 'care.edit', open: press(/^派任务/) },
  { of: 'pane of a task', screen: 'careTasks', permission: 'care.edit', open: first },
  { of: 'ArticleDialog', screen: 'careKnowledge', permission: 'care.manage', open: press(/^新条目/) },
  { of: 'FormDialog', screen: 'surveys', permission: 'care.manage', open: press(/^新问卷/) },
  { of: 'AnswerDialog', screen: 'surveys', permission: 'care.edit', open: press(/^代填/) },
  { of: 'ServiceDialog', screen: 'careServices', permission: 'care.manage', open: press(/^新服务/) },
  { of: 'WriteDialog', screen: 'messages', permission: 'messages.send', open: press(/^写消息/) },
  { of: 'PostDialog', screen: 'messages', permission: 'messages.edit', open: press('发信设置') },
  { of: 'pane of a message', screen: 'messages', permission: 'messages.send', open: first },
  {
    of: 'MessagePane',
    screen: 'messages',
    permission: 'messages.send',
    open: async (page) => {
      await first(page)
      await main(page).getByRole('button', { name: '取消发送' }).click()
    },
  },
  { of: 'TemplateDialog', screen: 'messageTemplates', permission: 'messages.edit', open: press(/^新模板/) },
  { of: 'LeadDialog', screen: 'leads', permission: 'leads.edit', open: press(/^新线索/) },
  { of: 'VisitDialog', screen: 'visits', permission: 'leads.edit', open: press(/^到店登记/) },
  { of: 'pane of a lead', screen: 'leads', permission: 'leads.edit', open: first },
  {
    of: 'pane of a visit',
    screen: 'visits',
    permission: 'leads.edit',
    open: async (page) => {
      await main(page)
        .getByRole('button', { name: /^全部/ })
        .click()
      await first(page)
    },
  },
  { of: 'LeadRuleDialog', screen: 'leadRules', permission: 'leads.assign', open: press(/^加一条规则/) },
  { of: 'pane of a talk', screen: 'talks', permission: 'customers.edit', open: first },
  { of: 'LoseDialog', screen: 'lead', record: lead, permission: 'leads.edit', open: press('更多', '战败…') },
  { of: 'WishDialog', screen: 'lead', record: lead, permission: 'leads.edit', open: press('改需求') },
  { of: 'AssignDialog', screen: 'lead', record: lead, permission: 'leads.assign', open: press('更多', '分配…') },
  { of: 'ArriveDialog', screen: 'vehicles', permission: 'vehicles.edit', open: press(/^扫码入库/) },
  { of: 'ChangeDialog', screen: 'vehicle', record: car, permission: 'vehicles.edit', open: press(/^改价/) },
  { of: 'PlaceDialog', screen: 'order', record: dearQuote, permission: 'orders.edit', open: keyOnRecord('F8') },
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
  {
    of: 'PrintDialog',
    screen: 'order',
    record: order('reserved', 'signed'),
    permission: 'documents.print',
    open: keyOnRecord('Control+P'),
  },
  {
    of: 'AppointDialog',
    screen: 'order',
    record: order('reserved', 'signed', 'paid'),
    permission: 'orders.edit',
    open: press(/^预约交车/),
  },
  { of: 'PrepareInvoiceDialog', screen: 'invoices', permission: 'receivables.invoice', open: keyOnRecord('Control+N') },
  { of: 'pane of an invoice', screen: 'invoices', permission: 'receivables.invoice', open: first },
  {
    of: 'IssueInvoiceDialog',
    screen: 'invoices',
    permission: 'receivables.invoice',
    open: async (page) => {
      await page.locator('#sheet [role=row]', { hasText: '待开具' }).first().click()
      await main(page)
        .getByRole('complementary')
        .getByRole('button', { name: /^登记号码/ })
        .click()
    },
  },
  {
    of: 'TaxPaidDialog',
    screen: 'invoices',
    permission: 'receivables.invoice',
    open: async (page) => {
      await main(page)
        .getByRole('button', { name: /^已开具/ })
        .click()
      await page.locator('#sheet [role=row]', { hasText: '已开具' }).first().click()
      await press('更多', '登记完税凭证…')(page)
    },
  },
  {
    of: 'EndInvoiceDialog',
    screen: 'invoices',
    permission: 'receivables.invoice',
    open: async (page) => {
      await main(page)
        .getByRole('button', { name: /^已开具/ })
        .click()
      await page.locator('#sheet [role=row]', { hasText: '已开具' }).first().click()
      await press('更多', '红冲…')(page)
    },
  },
  { of: 'SupplierDialog', screen: 'suppliers', permission: 'purchasing.edit', open: keyOnRecord('Control+N') },
  { of: 'LinePartDialog', screen: 'bank', permission: 'receivables.bank', open: lineWith('远方贸易', '找一单…') },
  { of: 'LimitDialog', screen: 'flow', permission: 'approvals.configure', open: press(/^改 .* 的额度/) },
  { of: 'MonthsDialog', screen: 'arrears', permission: 'receivables.view', open: press('按月') },
  { of: 'IgnoreDialog', screen: 'bank', permission: 'receivables.bank', open: lineWith('结息', '不用对') },
  { of: 'CountDialog', screen: 'closings', permission: 'receivables.close', open: keyOnRecord('F8') },
  {
    of: 'GiveBackDialog',
    screen: 'closings',
    permission: 'receivables.confirm',
    open: async (page) => {
      await page.locator('#sheet [role=row]', { hasText: '待复核' }).first().click()
      await main(page).getByRole('complementary').getByRole('button', { name: '退回…' }).click()
    },
  },
  {
    of: 'PayOutDialog',
    screen: 'held',
    permission: 'receivables.pay',
    open: async (page) => {
      await page.locator('#sheet [role=row]', { hasText: '待清' }).first().click()
      await main(page)
        .getByRole('complementary')
        .getByRole('button', { name: /^付出去/ })
        .click()
    },
  },
  {
    of: 'TakeBackDialog',
    screen: 'held',
    permission: 'receivables.pay',
    open: async (page) => {
      await page.locator('#sheet [role=row]', { hasText: '待清' }).first().click()
      await main(page).getByRole('complementary').getByRole('button', { name: '收回' }).first().click()
    },
  },
  {
    of: 'RemindDialog',
    screen: 'arrears',
    permission: 'receivables.dun',
    open: async (page) => {
      await first(page)
      await main(page)
        .getByRole('complementary')
        .getByRole('button', { name: /^记催款/ })
        .click()
    },
  },
  {
    of: 'StrategyDialog',
    screen: 'arrears',
    permission: 'receivables.dun',
    open: async (page) => {
      await first(page)
      await press('更多', '催款策略…')(page)
    },
  },
  {
    of: 'WriteOffDialog',
    screen: 'arrears',
    permission: 'receivables.dun',
    open: async (page) => {
      await first(page)
      await press('更多', '申请核销…')(page)
    },
  },
  { of: 'RuleDialog', screen: 'flow', permission: 'approvals.configure', open: press('加一条') },
  { of: 'PersonDialog', screen: 'people', permission: 'admin.users', open: press(/^添加人员/) },
  {
    of: 'GivenPassword',
    screen: 'people',
    permission: 'admin.users',
    open: async (page) => {
      await first(page)
      await press('重设密码')(page)
      await page.getByRole('alertdialog').getByRole('button', { name: '重设密码' }).click()
      await expect(page.locator('.given-password')).toBeVisible()
    },
  },
  {
    of: 'LoanDialog',
    screen: 'quote',
    permission: 'orders.edit',
    open: async (page) => {
      await main(page).getByLabel('成交价', { exact: true }).fill('150000')
      await page.keyboard.press('Tab')
      await press(/^比较|^比一比/)(page)
    },
  },
  { of: 'BuyerDialog', screen: 'quote', permission: 'customers.edit', open: press('登记新客户') },
  {
    of: 'DeputyDialog',
    screen: 'approvals',
    permission: 'approvals.decide',
    open: async (page) => {
      await main(page).getByRole('tab', { name: '代批' }).click()
      await main(page).getByRole('button', { name: '设代批人' }).click()
    },
  },
  { of: 'ProductDialog', screen: 'loans', permission: 'orders.loans', open: keyOnRecord('Control+N') },
  { of: 'AppraiseDialog', screen: 'tradeins', permission: 'tradeins.edit', open: keyOnRecord('Control+N') },
  {
    of: 'BookDialog',
    screen: 'testdrives',
    permission: 'testdrives.edit',
    open: async (page) => {
      await main(page).getByRole('button', { name: '往后' }).click()
      await main(page).locator('.drive-grid td.free').first().click()
    },
  },
  { of: 'pane of a test drive', screen: 'testdrives', permission: 'testdrives.edit', open: drive() },
  { of: 'DepartDialog', screen: 'testdrives', permission: 'testdrives.edit', open: drive(/^出车/) },
  { of: 'MoveDialog', screen: 'testdrives', permission: 'testdrives.edit', open: drive(/^改约/) },
  { of: 'EndDialog', screen: 'testdrives', permission: 'testdrives.edit', open: drive(/^取消/) },
  {
    of: 'PromiseDialog',
    screen: 'parts',
    permission: 'parts.promise',
    open: async (page) => {
      await main(page).getByRole('row').filter({ hasText: 'QY-DP-18' }).click()
      await main(page).getByRole('complementary').getByRole('button', { name: '承诺给客户' }).click()
    },
  },
  {
    of: 'ReturnDialog',
    screen: 'testdrives',
    permission: 'testdrives.edit',
    open: async (page) => {
      // Yesterday's drives are all back, at whatever hour of today this is.
      await main(page).getByRole('button', { name: '往前' }).click()
      await main(page).locator('.drive-grid td', { hasText: '已完成' }).first().click()
      await main(page)
        .getByRole('button', { name: /^补评分/ })
        .click()
    },
  },
  {
    of: 'AlertDialog',
    screen: 'alerts',
    permission: 'alerts.configure',
    open: async (page) => {
      await ring(page)
      await first(page)
      await main(page)
        .getByRole('button', { name: /^处理(?!人)/ })
        .first()
        .click()
    },
  },
  { of: 'TargetDialog', screen: 'targets', permission: 'targets.edit', open: press(/^定目标/) },
  { of: 'SchemeDialog', screen: 'targets', permission: 'targets.edit', open: press(/^新提成方案/) },
  { of: 'AlertRuleDialog', screen: 'alertRules', permission: 'alerts.configure', open: press(/^新规则/) },
  { of: 'ApplyDialog', screen: 'applications', permission: 'applications.edit', open: keyOnRecord('Control+N') },
  { of: 'pane of an application', screen: 'applications', permission: 'orders.view', open: first },
  ...(
    [
      ['StepDialog', 'sent', /^批准/],
      ['IssueDialog', 'approved', /^出单/],
    ] as const
  ).map(([of, state, words]): Opening => ({
    of,
    screen: 'applications',
    permission: 'applications.edit',
    open: async (page) => {
      const { rows } = await asked(page, 'applications.page', {
        limit: 1,
        filters: [
          { column: 'state', op: 'is', values: [state] },
          { column: 'kind', op: 'is', values: ['insurance'] },
        ],
      })
      const no = rows[0]?.no ?? 'none'
      await main(page).getByRole('row').filter({ hasText: no }).click()
      await main(page).getByRole('complementary').filter({ hasText: no }).getByRole('button', { name: words }).click()
    },
  })),
  { of: 'ReceiveDialog', screen: 'workshop', permission: 'workshop.edit', open: keyOnRecord('Control+N') },
  { of: 'AppointmentDialog', screen: 'appointments', permission: 'workshop.book', open: keyOnRecord('Control+N') },
  { of: 'pane of an appointment', screen: 'appointments', permission: 'workshop.view', open: booked() },
  { of: 'AppointmentEndDialog', screen: 'appointments', permission: 'workshop.book', open: booked(/^取消/) },
  { of: 'ClaimDialog', screen: 'claims', permission: 'workshop.claim', open: keyOnRecord('Control+N') },
  { of: 'pane of a claim', screen: 'claims', permission: 'workshop.view', open: first },
  ...(
    [
      ['submit', 'draft', 0, /^申报/],
      ['answer', 'submitted', 1, /^登记答复/],
      ['collect', 'accepted', 1, /^到账/],
    ] as const
  ).map(([what, state, open, words]): Opening => ({
    of: `ClaimDeedDialog ${what}`,
    screen: 'claims',
    permission: 'workshop.claim',
    open: async (page) => {
      const { rows } = await asked(page, 'claims.page', {
        limit: 1,
        filters: [
          { column: 'state', op: 'is', values: [state] },
          { column: 'open', op: 'is', values: [open] },
        ],
      })
      if (state === 'draft') await press(/^草稿/)(page)
      await main(page)
        .getByRole('row')
        .filter({ hasText: rows[0]?.no ?? 'none' })
        .click()
      await main(page).getByRole('complementary').getByRole('button', { name: words }).click()
    },
  })),
  { of: 'MarkDialog', screen: 'loaners', permission: 'workshop.dispatch', open: keyOnRecord('Control+N') },
  { of: 'LendDialog', screen: 'loaners', permission: 'workshop.edit', open: press(/^借出/) },
  { of: 'pane of a loan', screen: 'loaners', permission: 'workshop.view', open: press(/^看借用/) },
  ...(
    [
      ['takeBack', /^还车/],
      ['extend', /^延期/],
    ] as const
  ).map(([what, words]): Opening => ({
    of: `LoanerDialog ${what}`,
    screen: 'loaners',
    permission: 'workshop.edit',
    open: async (page) => {
      await press(/^看借用/)(page)
      await main(page).getByRole('complementary').getByRole('button', { name: words }).click()
    },
  })),
  { of: 'CertificateDialog', screen: 'certificates', permission: 'workshop.dispatch', open: keyOnRecord('Control+N') },
  ...(
    [
      ['renew', /^续证/],
      ['change', /^更正 /],
      ['withdraw', /^作废 /],
    ] as const
  ).map(([what, words]): Opening => ({
    of: `CertificateDialog ${what}`,
    screen: 'certificates',
    permission: 'workshop.dispatch',
    open: press(words),
  })),
  { of: 'BayDialog', screen: 'workshopBoard', permission: 'workshop.dispatch', open: press(/^加工位/) },
  { of: 'pane of a work order', screen: 'workshop', permission: 'workshop.view', open: first },
  ...(
    [
      ['job', /^加项目/],
      ['part', /^加配件/],
      ['change', /^改信息/],
      ['photos', /^拍照/],
      ['sign', /^客户签字/],
      ['talk', /^记沟通/],
      ['off', /^优惠/],
    ] as const
  ).map(([what, words]): Opening => ({
    of: `Asking ${what}`,
    screen: 'workOrder',
    record: workOrder('working'),
    permission: 'workshop.edit',
    open: press(words),
  })),
  {
    of: 'Asking rescue',
    screen: 'workOrder',
    record: async (page) =>
      (
        await asked(page, 'workshop.page', {
          limit: 1,
          filters: [
            { column: 'kind', op: 'is', values: ['rescue'] },
            { column: 'state', op: 'is', values: ['open', 'working', 'checking', 'ready', 'settled'] },
          ],
        })
      ).rows[0]?.id,
    permission: 'workshop.edit',
    open: press(/^登记救援/),
  },
  {
    of: 'Asking refund',
    screen: 'workOrder',
    record: workOrder('delivered'),
    permission: 'receivables.refund',
    open: async (page) => {
      await main(page).getByRole('button', { name: '更多' }).first().click()
      await page.getByRole('menuitem', { name: '退款' }).click()
    },
  },
  { of: 'OpenDialog', screen: 'stocktakes', permission: 'stocktakes.count', open: keyOnRecord('Control+N') },
  { of: 'ShipDialog', screen: 'shipments', permission: 'purchasing.edit', open: keyOnRecord('Control+N') },
  { of: 'CarrierDialog', screen: 'carriers', permission: 'purchasing.edit', open: keyOnRecord('Control+N') },
  { of: 'BeginPartCountDialog', screen: 'partCounts', permission: 'parts.count', open: keyOnRecord('Control+N') },
  {
    of: 'DecidePartsDialog',
    screen: 'partCount',
    record: async (page) =>
      (await asked(page, 'partcounts.page', { limit: 1, filters: [{ column: 'state', op: 'is', values: ['open'] }] })).rows[0]?.id,
    permission: 'parts.count',
    open: async (page) => {
      await page.locator('#sheet [role=row][aria-rowindex="2"] .tick-cell').click()
      await main(page)
        .locator('.selection-bar')
        .getByRole('button', { name: /^处理差异/ })
        .click()
    },
  },
  { of: 'PartDialog', screen: 'parts', permission: 'parts.edit', open: keyOnRecord('Control+N') },
  {
    of: 'ReturnDialog',
    screen: 'partMoves',
    permission: 'parts.move',
    open: async (page) => {
      await main(page).getByRole('button', { name: /^出/ }).first().click()
      await main(page).getByRole('row').filter({ hasText: '领料' }).first().dblclick()
    },
  },
  {
    of: 'PointPhotos',
    screen: 'inspection',
    record: workOrder('working'),
    permission: 'workshop.work',
    open: async (page) => main(page).getByRole('button', { name: '拍照' }).first().click(),
  },
  { of: 'JobDialog', screen: 'jobs', permission: 'jobs.edit', open: keyOnRecord('Control+N') },
  { of: 'PackageDialog', screen: 'packages', permission: 'jobs.edit', open: keyOnRecord('Control+N') },
  { of: 'pane of a package', screen: 'packages', permission: 'jobs.view', open: first },
  { of: 'RatesDialog', screen: 'jobs', permission: 'jobs.view', open: press('工时单价') },
  { of: 'pane of a job', screen: 'jobs', permission: 'jobs.view', open: first },
  {
    of: 'JobPriceDialog',
    screen: 'jobs',
    permission: 'jobs.edit',
    open: async (page) => {
      await first(page)
      await main(page).getByRole('complementary').getByRole('button', { name: '定价' }).click()
    },
  },
  { of: 'ModelDialog', screen: 'catalogue', permission: 'catalogue.edit', open: keyOnRecord('Control+N') },
  {
    of: 'PriceDialog',
    screen: 'catalogue',
    permission: 'catalogue.edit',
    open: async (page) => {
      await first(page)
      await main(page).getByRole('complementary').getByRole('button', { name: '定新价' }).click()
    },
  },
  { of: 'CarRebates', screen: 'vehicle', record: car, permission: 'vehicles.cost', open: press('登记返利') },
  { of: 'PreparationSections', screen: 'vehicle', record: car, permission: 'vehicles.edit', open: press('交接') },
  { of: 'EnterDialog', screen: 'recalls', permission: 'recalls.edit', open: keyOnRecord('Control+N') },
  { of: 'JoinDialog', screen: 'sync', permission: 'sync.administer', open: press('加入总部') },
  { of: 'ParameterDialog', screen: 'parameters', permission: 'admin.parameters', open: press('定新值') },
  { of: 'NewTemplate', screen: 'templates', permission: 'documents.edit', open: press('新模板') },
  { of: 'pane of a customer', screen: 'customers', permission: 'customers.view', open: first },
  { of: 'pane of a car', screen: 'vehicles', permission: 'vehicles.view', open: first },
  { of: 'pane of an order', screen: 'orders', permission: 'orders.view', open: first },
  { of: 'pane of a payment', screen: 'receivables', permission: 'receivables.view', open: first },
  {
    of: 'DeliverDialog',
    screen: 'order',
    record: readyToDrive,
    permission: 'orders.deliver',
    open: async (page) => {
      await expect(main(page).locator('.btn.primary').first()).toContainText('交车')
      await page.keyboard.press('F8')
    },
  },
  ...(
    [
      ['value', 'open', '估价'],
      ['decide', 'asked', '审批估价'],
      ['take', 'ready', '抵扣并入库'],
      ['drop', 'ready', '放弃'],
    ] as const
  ).map(([deed, state, words]): Opening => ({
    of: `Asking ${deed}`,
    screen: 'tradeins',
    permission: deed === 'decide' ? 'tradeins.decide' : 'tradeins.edit',
    open: async (page) => {
      const { rows } = await asked(page, 'tradeins.page', { limit: 1, filters: [{ column: 'state', op: 'is', values: [state] }] })
      const no = rows[0]?.no ?? 'none'
      await main(page).getByRole('row').filter({ hasText: no }).click()
      const pane = main(page).getByRole('complementary').filter({ hasText: no })
      await pane.getByRole('button', { name: new RegExp(`^${words}`) }).click()
    },
  })),
  {
    of: 'RecoveryCodeDialog',
    store: 'empty',
    screen: 'settings',
    open: async (page) => {
      await main(page).getByRole('tab', { name: '这台电脑' }).click()
      await press('重新生成并打印')(page)
    },
  },
  {
    of: 'RestoreDialog',
    store: 'empty',
    screen: 'settings',
    open: async (page) => {
      await main(page).getByRole('tab', { name: '备份与恢复' }).click()
      await press('马上备份')(page)
      await expect(main(page).getByText('已备份并核对')).toBeVisible()
      await press('恢复到这一份')(page)
    },
  },
  { of: 'AmendDialog', store: 'group', screen: 'sync', open: press('更正…') },
  { of: 'OverrideDialog', store: 'group', screen: 'vehicle', record: rightElsewhere, open: press('联系不上那台电脑…') },
  ...['取得销售权', '归还', '交给另一台', '调往别店', '到店收车'].map((deed): Opening => ({
    of: `HandDialog ${deed}`,
    store: 'group',
    screen: 'vehicles',
    open: async (page) => {
      for (const at of [2, 4, 5]) await page.locator(`#sheet [role=row][aria-rowindex="${at}"] .tick-cell`).click()
      await main(page).locator('.selection-bar').getByRole('button', { name: deed }).click()
    },
  })),
]

/** Dialogs none of these stores can show, each with what they need. */
export const elsewhere: Readonly<Record<string, string>> = {
  Pictures: 'a record with photos, which the demo store has none of',
  DecideDialog: 'a stocktake with differences; stocktake.e2e.ts opens it',
  SignDialog: 'an order nobody has to agree to any more; the story and the keyboard test sign one',
  ApartDialog: 'a pair that two desktops entered without a line',
}
