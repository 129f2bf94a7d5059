// The closed list of permission words. A role is a set of them; main checks them at dispatch and HQ again on arrival.

export const permissions = [
  'customers.view',
  'customers.edit',
  'customers.reveal',
  'customers.erase',
  'leads.view',
  'leads.edit',
  'leads.assign',
  'messages.view',
  'messages.send',
  'messages.edit',
  'care.view',
  'care.edit',
  'care.manage',
  'vehicles.view',
  'vehicles.edit',
  'vehicles.cost',
  'catalogue.edit',
  'recalls.edit',
  'preparation.edit',
  'preparation.waive',
  'stocktakes.count',
  'stocktakes.post',
  'orders.view',
  'orders.edit',
  'orders.deliver',
  'orders.override',
  'orders.loans',
  'applications.edit',
  'tradeins.view',
  'tradeins.edit',
  'tradeins.decide',
  'testdrives.view',
  'testdrives.edit',
  'workshop.view',
  'workshop.edit',
  'workshop.book',
  'workshop.claim',
  'workshop.work',
  'workshop.check',
  'workshop.dispatch',
  'workshop.settle',
  'workshop.discount',
  'workshop.price',
  'jobs.view',
  'jobs.edit',
  'approvals.decide',
  'approvals.configure',
  'receivables.view',
  'receivables.receive',
  'receivables.refund',
  'targets.view',
  'targets.edit',
  'targets.settle',
  'parts.view',
  'parts.edit',
  'parts.move',
  'parts.promise',
  'parts.override',
  'parts.cost',
  'parts.count',
  'parts.post',
  'purchasing.view',
  'purchasing.edit',
  'purchasing.decide',
  'alerts.view',
  'alerts.configure',
  'receivables.pay',
  'receivables.bank',
  'receivables.dun',
  'receivables.write-off',
  'receivables.invoice',
  'receivables.close',
  'receivables.confirm',
  'documents.print',
  'documents.edit',
  'exports.run',
  'imports.run',
  'admin.users',
  'admin.parameters',
  'admin.audit',
  'admin.care',
  'sync.view',
  'sync.resolve',
  'sync.administer',
] as const

export type Permission = (typeof permissions)[number]

/** How far a role's rows reach: the person's own, the site's, or the group's. */
export const reaches = ['own', 'site', 'group'] as const
export type Reach = (typeof reaches)[number]

/** The permissions of the first release: what a role was decided over that does not say. Never changed (migration 0020). */
export const firstPermissions = [
  'admin.audit',
  'admin.care',
  'admin.parameters',
  'admin.users',
  'approvals.configure',
  'approvals.decide',
  'customers.edit',
  'customers.erase',
  'customers.reveal',
  'customers.view',
  'documents.edit',
  'documents.print',
  'exports.run',
  'imports.run',
  'orders.deliver',
  'orders.edit',
  'orders.loans',
  'orders.view',
  'receivables.receive',
  'receivables.refund',
  'receivables.view',
  'sync.administer',
  'sync.resolve',
  'sync.view',
  'tradeins.decide',
  'tradeins.edit',
  'tradeins.view',
  'vehicles.cost',
  'vehicles.edit',
  'vehicles.view',
] as const

/** Role template → its permissions. */
export type Grants = Readonly<Record<string, readonly string[]>>

/**
 * What a role allows: the words it was given, and of those it was not decided over (`known`), because they came with a
 * later release, the ones its template has. A new module is usable the day its release arrives, at every desktop and at
 * HQ alike, and without a write; whoever saves the role decides over all words of that day.
 */
export function allowedBy(
  role: { permissions: readonly string[]; known: readonly string[]; template: string | null },
  grants: Grants,
): { permissions: string[]; added: string[] } {
  const template = role.template !== null && Object.hasOwn(grants, role.template) ? (grants[role.template] ?? []) : []
  const added = template.filter((word) => !role.known.includes(word) && !role.permissions.includes(word))
  return { permissions: [...role.permissions, ...added], added }
}
