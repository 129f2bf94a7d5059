// What answers the entries of jobs. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as choosing from './commands/choose.ts'
import * as packages from './commands/packages.ts'
import * as queries from './queries.ts'
import * as packageQueries from './queries/packages.ts'

export { jobs as contract } from '../../../shared/modules/jobs/contract.ts'

export const handlers = {
  page: queries.page,
  card: queries.card,
  rates: queries.rates,
  offered: queries.offered,
  keep: commands.keep,
  archive: commands.archive,
  setRate: commands.setRate,
  setPrice: commands.setPrice,
  choose: choosing.choose,
  choosePart: choosing.choosePart,
  reprice: choosing.reprice,
  packages: packageQueries.packages,
  packagesOffered: packageQueries.packagesOffered,
  keepPackage: packages.keepPackage,
  archivePackage: packages.archivePackage,
  choosePackage: packages.choosePackage,
} satisfies HandlersOf<'jobs'>
