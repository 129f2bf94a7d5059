// What leads are judged by: the grades and cadences in force, and who sells here with what they have already.
import type { Day } from '../../../../shared/dates.ts'
import { type Cadence, type Candidate, firstCadence, openStages } from '../../../../shared/modules/leads/rules.ts'
import type { Reader } from '../../../store/read.ts'
import { parameterOn } from '../../admin/queries.ts'

/** A store that was founded before grades were a parameter lives by what a new one begins with. */
export const cadenceOn = (db: Reader, day: Day): Cadence => parameterOn(db, 'lead-cadence', day) ?? firstCadence

/** People of a site who sell: those with a role that edits leads and sees its own. `?` is the site. */
export const SELLERS = `SELECT u.id, u.name FROM users u WHERE u.active = 1
  AND (u.all_sites = 1 OR EXISTS (SELECT 1 FROM json_each(u.site_ids) s WHERE s.value = ?))
  AND EXISTS (SELECT 1 FROM json_each(u.role_ids) r JOIN roles w ON w.id = r.value JOIN json_each(w.permissions) p
    WHERE w.reach = 'own' AND p.value = 'orders.edit')`

/** Everybody who sells at a site, with what the rules weigh for a lead that wants `model`. */
export const candidatesFor = (db: Reader, siteId: string, model: string | null): Candidate[] =>
  db.all<Candidate>(
    `SELECT u.id,
       (SELECT count(*) FROM leads l WHERE l.consultant_id = u.id AND l.stage IN (SELECT value FROM json_each(?))) AS open,
       (SELECT max(a.at) FROM lead_assignments a WHERE a.to_id = u.id) AS lastAt,
       (SELECT count(*) FROM leads l WHERE l.consultant_id = u.id AND l.stage = 'won' AND l.model = ?) AS sold
     FROM (${SELLERS}) u`,
    JSON.stringify(openStages),
    model,
    siteId,
  )
