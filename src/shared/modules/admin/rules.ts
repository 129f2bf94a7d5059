// What a stored role allows and by which id every store knows it, how a list in a column is read, and the code of a site. The roles
// and values a store begins with are in rules/first-roles.ts and rules/first-values.ts.
import { uuidv5 } from '../../ids.ts'
import { allowedBy, permissions as words, type Grants, type Permission } from '../../permissions.ts'
import { roleSeeds, roleTemplates, type RoleTemplate } from './rules/first-roles.ts'

/** Ids and words as `hq` tables keep them, a JSON list of text; what cannot be read is empty. */
export function readList(json: string): string[] {
  try {
    const value = JSON.parse(json) as unknown
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
  } catch {
    return []
  }
}

/** What each template has in this release; HQ reads it in the manifest. */
export const roleGrants: Grants = Object.fromEntries(roleTemplates.map((template) => [template, roleSeeds[template].permissions]))

/** What a stored role allows, and which of it came with a release after it was decided. */
export const permissionsOf = (role: {
  permissions: string
  known: string
  template: string | null
}): { permissions: string[]; added: string[] } =>
  allowedBy({ permissions: readList(role.permissions), known: readList(role.known), template: role.template }, roleGrants)

/** The two columns of a role decided now: what it allows, and the words of this release it was decided over. */
export const decidedOver = (permissions: readonly Permission[]): { permissions: string; known: string } => ({
  permissions: JSON.stringify([...new Set(permissions)].toSorted()),
  known: JSON.stringify([...words].toSorted()),
})

const ROLES = '019a7c1e-5d0a-7a3b-8c21-6f0e4b9d2a17'

/** The id of the role a store makes of a template: the same in every store, so that a group has one of each. */
export const roleIdOf = (template: RoleTemplate): string => uuidv5(ROLES, template)

/** Two to four capitals or digits, the beginning of every document number of a site. */
export const SITE_CODE = /^[A-Z0-9]{2,4}$/
