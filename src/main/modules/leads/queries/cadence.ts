// What leads are judged by: the grades and cadences in force, and who sells here with what they have already.
import type { Day } from '../../../../shared/dates.ts'
import { type Cadence, firstCadence } from '../../../../shared/modules/leads/rules.ts'
import type { Reader } from '../../../store/read.ts'
import { parameterOn } from '../../admin/queries.ts'

/** A store that was founded before grades were a parameter lives by what a new one begins with. */
export const cadenceOn = (db: Reader, day: Day): Cadence => parameterOn(db, 'lead-cadence', day) ?? firstCadence

/** People of a site who sell: those with a role that edits leads and sees its own. `?` is the site. */
export const SELLERS = `SELECT u.id, u.name FROM users u WHERE u.active = 1
  AND (u.all_sites = 1 OR EXISTS (SELECT 1 FROM json_each(u.site_ids) s WHERE s.value = ?))
  AND EXISTS (SELECT 1 FROM json_each(u.role_ids) r JOIN roles w ON w.id = r.value JOIN json_each(w.permissions) p
    WHERE w.reach = 'own' AND p.value = 'orders.edit')`
