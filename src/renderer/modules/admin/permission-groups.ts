// Rights in the order and company people think of them.
import type { Output } from '../../../shared/contract.ts'
import { permissions, type Permission } from '../../../shared/permissions.ts'

export type Role = Output<'admin.roles'>[number]

/** Rights by what they are about; data in and out stand together. */
export const permissionGroups: readonly { id: string; permissions: readonly Permission[] }[] = [
  'customers',
  'leads',
  'messages',
  'care',
  'vehicles',
  'catalogue',
  'recalls',
  'preparation',
  'stocktakes',
  'orders',
  'applications',
  'tradeins',
  'testdrives',
  'workshop',
  'jobs',
  'approvals',
  'receivables',
  'targets',
  'parts',
  'purchasing',
  'alerts',
  'documents',
  'data',
  'admin',
  'sync',
].map((id) => ({
  id,
  permissions: permissions.filter((permission) =>
    id === 'data' ? /^(exports|imports)\./.test(permission) : permission.startsWith(`${id}.`),
  ),
}))
