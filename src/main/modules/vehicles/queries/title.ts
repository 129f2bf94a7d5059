// What a car is called in one line: brand, series and configuration, the brand once when the series begins with it.
import { carSeries } from '../../../../shared/modules/vehicles/rules.ts'

/** For a row in hand. */
export const carTitle = ({ brand, series, model }: { brand: string; series: string; model: string }): string =>
  `${carSeries({ brand, series })} ${model}`

/** The same as SQL over a row of `vehicles` under `alias`. */
export const carTitleSql = (alias: string): string =>
  `CASE WHEN instr(${alias}.series, ${alias}.brand) = 1 THEN '' ELSE ${alias}.brand || ' ' END || ${alias}.series || ' ' || ${alias}.model`
