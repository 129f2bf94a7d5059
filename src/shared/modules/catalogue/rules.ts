// How the options of a model are typed: one a line, the price in yuan behind the name.
import { parseYuan, type Fen } from '../../money.ts'

/** `全景天窗 8000`: the last word is the price; without one it costs nothing. Null where it cannot be read. */
export function readOption(line: string): { name: string; priceFen: Fen | null } {
  const [, name = line.trim(), price = '0'] = /^(.*?)[\s,，]+([\d,.]+)$/.exec(line.trim()) ?? []
  return { name, priceFen: parseYuan(price) }
}
