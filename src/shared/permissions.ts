// The closed list of permission words. A role is a set of them; main checks them at dispatch and HQ again on arrival.

export const permissions = [
  'customers.view',
  'customers.edit',
  'customers.reveal',
  'customers.erase',
  'vehicles.view',
  'vehicles.edit',
  'vehicles.cost',
  'orders.view',
  'orders.edit',
  'orders.deliver',
  'orders.loans',
  'tradeins.view',
  'tradeins.edit',
  'tradeins.decide',
  'approvals.decide',
  'approvals.configure',
  'receivables.view',
  'receivables.receive',
  'receivables.refund',
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
