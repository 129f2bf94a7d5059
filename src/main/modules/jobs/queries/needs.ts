// Reads of which need of customers packages were made.
import type { PackageRow } from '../../../../shared/modules/jobs/contract/packages.ts'
import type { Reader } from '../../../store/read.ts'

type MadeOf = NonNullable<PackageRow['madeOf']>

export const madeOf = (db: Reader, ids: readonly string[]): Map<string, MadeOf> =>
  new Map(
    db
      .all<MadeOf & { id: string }>(
        `SELECT n.subject_id AS id, n.need, n.name, n.from_on AS "from", n.to_on AS "to", n.now_count AS now, n.before_count AS before,
           n.year_ago_count AS yearAgo FROM json_each(?) i JOIN need_answers n ON n.subject_id = i.value ORDER BY n.noted_at DESC, n.id`,
        JSON.stringify(ids),
      )
      .map(({ id, ...made }) => [id, made]),
  )
